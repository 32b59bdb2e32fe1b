// The flags of `sample`.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Regularization
import TensorCore

/// What `sample` draws.
struct SampleFlags: Sendable {
  var distribution = Distribution.rand
  var low = 0.0
  var high = 1.0
  var mean = 0.0
  var std = 1.0
  var trials: Int64 = 1
}

extension Flag where Options == RawFlags {
  /// `p` where it is no chance of being dropped.
  static let successProbability = RegxFlag(
    "p", short: "p", metavar: "P", help: "Probability of a 1, or of a success in 'binomial'",
    details: probabilityText, in: \.mode.arguments.p, shown: { "\($0.value)" }
  ) { (text) throws(ValueError) in
    try Probability.parsed(text)
  }.also("prob", "probability")

  static let failureProbability = RegxFlag(
    "keep-prob", metavar: "K", help: "p = 1 - K, said the other way; not with --p",
    parse: { (options, text) throws(ValueError) in
      options.mode.arguments.p = try Probability.parsed(text).complement
    })

  static let sampleDtype = RegxFlag(
    "dtype", metavar: "DTYPE", help: "Element type",
    details: "By default float32; uint32 for bits, int64 for arange. bernoulli, ones and"
      + " zeros also come as int64 and bool, bernoulli as int8 to int32 and uint8 too.",
    oneOf: { sampleTypes.map(\.choice) }, in: \.input.dtype,
    named: { name in sampleTypes.first { $0.rawValue == name } })

  static let low = RegxFlag(
    "low", metavar: "X", help: "Lower end of 'uniform'", in: \.sample.low
  ) { (text) throws(ValueError) in
    try finite(text)
  }

  static let high = RegxFlag(
    "high", metavar: "X", help: "Upper end of 'uniform'", in: \.sample.high
  ) { (text) throws(ValueError) in
    try finite(text)
  }

  static let mean = RegxFlag(
    "mean", metavar: "X", help: "Mean of 'normal'", details: "Also inf, -inf and nan.",
    in: \.sample.mean
  ) { (text) throws(ValueError) in
    guard let value = Double(text) else { throw ValueError("must be a number") }
    return value
  }

  static let std = RegxFlag(
    "std", metavar: "X", help: "Standard deviation of 'normal', 0 or more",
    details: "Also inf.", in: \.sample.std
  ) { (text) throws(ValueError) in
    guard let value = Double(text) else { throw ValueError("must be a number") }
    guard value >= 0 else { throw ValueError("must be 0 or more") }
    return value
  }

  static let trials = RegxFlag(
    "n", metavar: "N", help: "Trials of 'binomial', keys of 'split'", in: \.sample.trials
  ) { (text) throws(ValueError) in
    guard let trials = Int64(text), trials >= 0 else {
      throw ValueError("must be a number of trials, 0 or more")
    }
    return trials
  }
}

private let sampleTypes: [DType] =
  floatingTypes + [.int64, .int32, .int16, .int8, .uint8, .uint32, .bool]
