// The flags that say which modes are applied, and how.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import RandomStreams
import Regularization

/// The modes and their parameters.
struct ModeFlags: Sendable {
  var modes: [Mode] = []
  var arguments = ModeArguments(p: 0.5)
  var memoryFormat = MemoryFormat.contiguous
  var transposed = false
  /// What drop-connect masks instead of the input.
  var weight: Input?
  var outFeatures = 4
}

/// How PyTorch lays the input out in memory.
enum MemoryFormat: String, CaseIterable, Sendable {
  case contiguous
  case channelsLast = "channels_last"
}

extension Flag where Options == RawFlags {
  static let p = RegxFlag(
    "p", short: "p", metavar: "P", help: "Probability of an element to be zeroed, 0 to 1",
    details: probabilityText, in: \.mode.arguments.p, shown: { "\($0.value)" }
  ) { (text) throws(ValueError) in
    try Probability.parsed(text)
  }.also(
    "drop-prob", "drop-rate", "dropout-rate", "rate", "prob", "probability", "dropout", "drop")

  static let probabilityText = "Also 33%, which is 0.33, and 1/3, the double nearest to it."

  static let keepProbability = RegxFlag(
    "keep-prob", metavar: "K", help: "The same said the other way; not with --p",
    details: "p is 1 - K, as frameworks take p. The article's functions, which take the keep"
      + " probability themselves (drop-path:prescaled and drop-path:rand-gt), get K as it is.",
    parse: { (options, text) throws(ValueError) in
      let keep = try Probability.parsed(text)
      options.mode.arguments.typedKeep = keep
      options.mode.arguments.p = keep.complement
    }
  ).also(
    "keep", "keep-probability", "keep-rate", "retain-prob", "survival-prob", "survival-rate")

  private static let modeText =
    "'regx modes' lists them with their formulas. A name is taken as Python has it, too: nn.Dropout2d,"
    + " F.dropout, drop_path, DropPath."

  static let modes = RegxFlag(
    "mode", metavar: "MODE,...", help: "Modes to apply in turn, with one generator",
    details: modeText,
    listOf: Mode.values, in: \.mode.modes, shown: { $0.name }, named: Mode.named
  ).also("method", "layer")

  static let mode = RegxFlag(
    "mode", metavar: "MODE", help: "Mode to apply",
    details: modeText,
    values: Mode.values, in: \.mode.modes, shown: { $0.first?.name }
  ) { (name) throws(ValueError) in
    guard !name.contains(",") else {
      throw ValueError("is a list, and one mode is taken here; compare and sweep take several")
    }
    return [try Mode.meant(by: name)]
  }.also("method", "layer")

  static let evaluation = RegxFlag(
    "eval", help: "Evaluation mode: training=False", turns: \.mode.arguments.training, to: false)

  static let noScaleByKeep = RegxFlag(
    "no-scale-by-keep", help: "Leave survivors unscaled, where the mode knows it",
    turns: \.mode.arguments.scaleByKeep, to: false)

  static let blockSize = RegxFlag(
    "block-size", metavar: "N", help: "Side of the blocks that drop-block drops",
    in: \.mode.arguments.blockSize
  ) { (text) throws(ValueError) in
    guard let side = Int(text), side >= 1 else {
      throw ValueError("must be a number of elements, 1 or more, that 64 bits can hold")
    }
    return side
  }

  static let gammaScale = RegxFlag(
    "gamma-scale", metavar: "X", help: "Factor on a block's chance, in drop-block:timm",
    in: \.mode.arguments.gammaScale
  ) { (text) throws(ValueError) in
    let factor = try finite(text)
    guard factor >= 0 else { throw ValueError("must be 0 or more") }
    return factor
  }

  static let noCoupleChannels = RegxFlag(
    "no-couple-channels", help: "Blocks of each channel apart, in drop-block:timm",
    turns: \.mode.arguments.coupleChannels, to: false)

  static let withNoise = RegxFlag(
    "with-noise", help: "Normals for dropped blocks, in drop-block:timm",
    turns: \.mode.arguments.withNoise)

  static let weight = RegxFlag(
    "weight", metavar: "WEIGHT", help: "Weights (out, in) that drop-connect masks",
    details: "A file, or rand, randn, ones, zeros or arange; drawn right after the input, in its"
      + " element type, and as many columns as the input's last extent. Without it the input itself"
      + " is taken as the weights. The layer's sums are formed in order of index: close to the"
      + " frameworks', not equal in bits.",
    values: Input.values, in: \.mode.weight
  ) { (text) throws(ValueError) in
    guard text != "-" else {
      throw ValueError("must be a file or one of rand, randn, ones, zeros, arange")
    }
    return try Input.parsed(text)
  }.single

  static let outFeatures = RegxFlag(
    "out-features", metavar: "N", help: "Rows of the weights that --weight makes",
    in: \.mode.outFeatures
  ) { (text) throws(ValueError) in
    guard let count = Int(text), count >= 1 else {
      throw ValueError("must be a number of outputs, 1 or more, that 64 bits can hold")
    }
    return count
  }

  static let memoryFormat = RegxFlag(
    "memory-format", metavar: "FORMAT", help: "How the input lies in memory",
    details: "channels_last is for 4-D and 5-D inputs. From PyTorch 2.7 on, the mask of such a"
      + " tensor is drawn along its memory; the values are the same.",
    caseIn: \.mode.memoryFormat)

  static let transpose = RegxFlag(
    "transpose", help: "Apply to the transposed view x.t() of a 2-D input", turns: \.mode.transposed
  )

  static let jit = RegxFlag(
    "jit", help: "As compiled by XLA, on engine jax", turns: \.mode.arguments.compiled)
}
