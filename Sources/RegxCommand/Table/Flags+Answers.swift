// The flags of the commands that answer questions about files.
// SPDX-License-Identifier: Apache-2.0

import CommandTable

/// What is asked about files.
struct AnswerFlags: Sendable {
  var format = ReportFormat.text

  // What `diff` allows.
  var relative: Double?
  var absolute: Double?
  var equalNaN = false
  var isClose = false
  /// The tensor of B, where it is not called as that of A; empty for a file without names.
  var otherTensor: String?

  // What `check` asks.
  /// How often an honest pair may fail.
  var level = 0.001
  /// The outputs of further calls with the same input.
  var repeats: [String] = []

  /// The file of cases that `vectors` makes instead of its own.
  var cases: String?

  /// The tensor of the second file, where that of the first is called so.
  func tensor(ofSecondAfter first: String?) -> String? {
    otherTensor.map { $0.isEmpty ? nil : $0 } ?? first
  }
}

/// How an answer is written, under the name that `--format` takes.
enum ReportFormat: String, CaseIterable, Sendable {
  case text, json

  var summary: String {
    switch self {
    case .text: "lines for reading"
    case .json: "one object, exact"
    }
  }
}

extension Flag where Options == RawFlags {
  static let reportFormat = RegxFlag(
    "format", metavar: "FORMAT", help: "How the answer is written",
    caseIn: \.answer.format, explained: { $0.summary })

  static let relativeTolerance = RegxFlag(
    "rtol", metavar: "R", help: "Allow |a - b| up to atol + R * |b|", in: \.answer.relative
  ) { (text) throws(ValueError) in
    try allowance(text)
  }

  static let absoluteTolerance = RegxFlag(
    "atol", metavar: "A", help: "Allow |a - b| up to A + rtol * |b|", in: \.answer.absolute
  ) { (text) throws(ValueError) in
    try allowance(text)
  }

  static let close = RegxFlag(
    "close", help: "Allow what torch.testing.assert_close allows by default",
    details: "rtol and atol: 1.3e-6 and 1e-5 for float32, 1e-7 and 1e-7 for float64, 1e-3 and 1e-5"
      + " for float16, 1.6e-2 and 1e-5 for bfloat16, 0 for all others.",
    turns: \.answer.isClose)

  static let equalNaN = RegxFlag(
    "equal-nan", help: "With a tolerance, take NaN for equal to NaN", turns: \.answer.equalNaN)

  static let otherTensor = RegxFlag(
    "tensor-b", metavar: "NAME", help: "Which tensor of B, where --tensor is for A alone",
    details: "An empty name is for a file whose one tensor has none, like .npy.",
    in: \.answer.otherTensor
  ) { text in
    text
  }
}

extension Flag where Options == RawFlags {
  static let level = RegxFlag(
    "level", metavar: "L", help: "How often an honest pair may fail one of the tests",
    in: \.answer.level
  ) { (text) throws(ValueError) in
    let value = try finite(text)
    guard value > 0, value < 1 else {
      throw ValueError("must be between 0 and 1, both excluded, like 0.001")
    }
    return value
  }

  static let repeats = RegxFlag(
    "repeat", metavar: "FILE", help: "The output of the next call with the same input",
    details: "May stand several times, once for each further call, in their order. Without a seed"
      + " the masks of all calls must differ as chance has it: the same mask again is what a seed"
      + " that is set before each call does. With a seed the generator goes on from call to call.",
    values: .file,
    parse: { (options, text) throws(ValueError) in
      guard !text.isEmpty else { throw ValueError("must be the name of a file") }
      options.answer.repeats.append(text)
    })

  static let claimedSeed = RegxFlag(
    "seed", metavar: "SEED", help: "Compare with what this seed gives, bit by bit",
    details: "Without it the draws are unknown, and what they must have in common is tested.",
    in: \.engine.seed, shown: { _ in nil }
  ) { text in
    Seed(text)
  }
}

extension Flag where Options == RawFlags {
  static let cases = RegxFlag(
    "cases", metavar: "FILE", help: "JSON file of the cases to make instead",
    details: "A manifest.json, or an object with a list 'cases'. A case has 'mode', 'p', 'seed',"
      + " 'engine', 'shape' and 'dtype', and may have 'input' (rand, randn, ones, zeros or arange)"
      + " and 'training'; what else a manifest says of it is not read.",
    values: .file, in: \.answer.cases
  ) { (text) throws(ValueError) in
    guard !text.isEmpty else { throw ValueError("must be the name of a file") }
    return text
  }
}

private func allowance(_ text: String) throws(ValueError) -> Double {
  let value = try finite(text)
  guard value >= 0 else { throw ValueError("must be 0 or more") }
  return value
}
