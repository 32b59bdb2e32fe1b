// The flags that say what is printed, and how.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import TensorFormats

/// Which tensors are written, and how.
struct TensorFlags: Sendable {
  var shown: [Shown] = [.output]
  var format: TensorFormat?
  var sideBySide = false
  // The part of each tensor that is asked for, said in one of two ways; `nil` for the whole.
  var slice: Part?
  var shard: Part?
  /// The shared file that the part is written into.
  var shared: String?
  var print = PrintFlags()
}

/// Where results go, and what is said meanwhile.
struct OutputFlags: Sendable {
  /// `nil` for standard output.
  var file: String?
  var color = ColorChoice.auto
  var quiet = false
  /// `nil` for the cores that the process may use.
  var threads: Int?
}

/// Which of a mode's tensors is printed.
enum Shown: String, CaseIterable, Sendable {
  case input, mask, noise, output

  var summary: String {
    switch self {
    case .input: "the tensor that the modes are applied to"
    case .mask: "the draws: 1 for what is kept"
    case .noise: "what the mode makes of ones: the mask after its scaling"
    case .output: "the result"
    }
  }
}

/// When colour is used on a terminal.
enum ColorChoice: String, CaseIterable, Sendable {
  case auto, always, never
}

extension Flag where Options == RawFlags {
  static let show = RegxFlag(
    "show", metavar: "PART,...", help: "Which tensors to print",
    casesIn: \.tensors.shown, explained: { $0.summary })

  static let format = RegxFlag(
    "format", metavar: "FORMAT", help: "How tensors are written",
    details: "torch is the bytes of Python's print(tensor). By default what the ending of --output"
      + " says, else torch.",
    oneOf: { TensorFormat.written.map { Choice($0.name, $0.summary) } }, in: \.tensors.format,
    named: { TensorFormat(named: $0) })

  static let sideBySide = RegxFlag(
    "side-by-side", help: "Tensors in columns, not one under another", turns: \.tensors.sideBySide)

  static let output = RegxFlag(
    "output", short: "o", metavar: "FILE", help: "Write there instead of standard output",
    details: "The ending chooses the format: .npy, .safetensors, .json, .csv, .txt, .hex, .raw or"
      + " .bin. The file appears whole or not at all, and has the rights of the one it replaces.",
    values: .newFile, in: \.output.file
  ) { (text) throws(ValueError) in
    guard !text.isEmpty else { throw ValueError("must be the name of a file") }
    return text == "-" ? nil : text
  }.single.also("out")

  static let slice = RegxFlag(
    "slice", metavar: "START:END", help: "Only these elements, row-major, as a vector",
    details: "The very elements that the whole would have; either end may be left out. It costs"
      + " what the slice does, but for what can only be had in order: NumPy's normals and binomials,"
      + " pipes, text, and drop-block, which needs the sum of the whole mask.",
    in: \.tensors.slice, shown: { _ in nil }
  ) { (text) throws(ValueError) in
    try Part(slice: text)
  }

  static let shard = RegxFlag(
    "shard", metavar: "I/N", help: "Only part I of N nearly equal parts, from 1/N",
    in: \.tensors.shard, shown: { _ in nil }
  ) { (text) throws(ValueError) in
    try Part(shard: text)
  }

  static let into = RegxFlag(
    "into", metavar: "FILE", help: "Write the part into the .npy that all parts share",
    details: "The file is called FILE.part until every part has been written; a part that was"
      + " killed can be written again. Processes on several machines may fill one file; a part of"
      + " another command is refused.",
    values: .newFile, in: \.tensors.shared
  ) { (text) throws(ValueError) in
    guard text.hasSuffix(".npy"), text.utf8.count > 4 else {
      throw ValueError("must be the name of a .npy file")
    }
    return text
  }.single

  static let precision = RegxFlag(
    "precision", metavar: "N", help: "Digits behind the point", in: \.tensors.print.precision
  ) { (text) throws(ValueError) in
    try count(text, upTo: 1000)
  }

  static let threshold = RegxFlag(
    "threshold", metavar: "N", help: "Elements above which to summarize, or 'inf'",
    in: \.tensors.print.threshold
  ) { (text) throws(ValueError) in
    text == "inf" ? .infinity : Double(try count(text, upTo: .max))
  }

  static let edgeItems = RegxFlag(
    "edgeitems", metavar: "N", help: "Elements shown at either end of a summarized axis",
    in: \.tensors.print.edgeItems
  ) { (text) throws(ValueError) in
    try count(text, upTo: 1 << 40)
  }

  static let lineWidth = RegxFlag(
    "linewidth", metavar: "N", help: "Columns of a line", in: \.tensors.print.lineWidth
  ) { (text) throws(ValueError) in
    try count(text, upTo: 1 << 40)
  }

  static let sciMode = RegxFlag(
    "sci-mode", metavar: "WHEN", help: "Scientific notation",
    caseIn: \.tensors.print.sciMode)

  static let printProfile = RegxFlag(
    "print-profile", metavar: "PROFILE", help: "What the print flags start from",
    details:
      "As the profile of torch.set_printoptions: default (precision 4, threshold 1000, 3 edge"
      + " items, 80 columns), short (precision 2, 2 edge items) or full (no summary).",
    caseIn: \.tensors.print.profile)

  static let repr = RegxFlag(
    "repr", help: "repr(array) instead, with --format numpy", turns: \.tensors.print.isRepr)

  static let color = RegxFlag(
    "color", metavar: "WHEN", help: "Colour on a terminal; NO_COLOR is honoured",
    caseIn: \.output.color)

  static let threads = RegxFlag(
    "threads", metavar: "N", help: "Threads to work with, all cores by default",
    details: "All cores are those that the process may use. The bytes are the same for any number.",
    in: \.output.threads
  ) { (text) throws(ValueError) in
    guard let count = Int(text), (1...1024).contains(count) else {
      throw ValueError("must be from 1 to 1024")
    }
    return count
  }

  static let quiet = RegxFlag(
    "quiet", short: "q", help: "No progress, no notes", turns: \.output.quiet)
}

private func count(_ text: String, upTo limit: Int) throws(ValueError) -> Int {
  guard let value = Int(text), value >= 0, value <= limit else {
    throw ValueError(limit > 1 << 40 ? "must be a number, 0 or more" : "must be from 0 to \(limit)")
  }
  return value
}
