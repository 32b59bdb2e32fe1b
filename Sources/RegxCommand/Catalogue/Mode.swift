// A mode: a method under the name that is typed, with what help says of it.
// SPDX-License-Identifier: Apache-2.0

import Regularization

/// The parameters that a mode may be given.
struct ModeArguments: Sendable {
  /// The probability of zeroing.
  var p: Probability
  /// The keep probability where that is what was typed.
  var typedKeep: Probability?
  var training = true
  /// Whether survivors are divided by the keep probability.
  var scaleByKeep = true
  /// The side of a block to drop.
  var blockSize = 7
  /// What the chance of a block's centre is multiplied by.
  var gammaScale = 1.0
  /// Whether all channels of a sample lose the same blocks.
  var coupleChannels = true
  /// Whether normals stand where a block was dropped.
  var withNoise = false
  /// Whether the computation is compiled, where that rounds otherwise.
  var compiled = false

  init(p: Probability) { self.p = p }

  /// The keep probability as it is handed to a function that takes that one.
  var keep: Probability { typedKeep ?? p.complement }
}

/// A parameter that only some modes know, under the name of its flag.
enum ModeParameter: String, CaseIterable, Sendable {
  case noScaleByKeep = "no-scale-by-keep"
  case blockSize = "block-size"
  case gammaScale = "gamma-scale"
  case noCoupleChannels = "no-couple-channels"
  case withNoise = "with-noise"
  case jit
  case weight
  case outFeatures = "out-features"
}

/// A method under the name that `--mode` takes.
struct Mode: Sendable {
  /// The method, with the variant behind a colon: `drop-path:bernoulli`.
  let name: String
  /// What stands over its tensor: the method's name, with the variant in parentheses.
  let heading: String
  /// One line on what it is.
  let summary: String
  /// The arithmetic in the order in which it rounds.
  let formula: String
  /// The shape of its noise and what is drawn for it.
  let noise: String
  /// What happens at p = 0, at p = 1 and in evaluation.
  let edges: String
  /// Where it comes from.
  let source: String
  /// The frameworks that have it.
  let frameworks: [Framework]
  /// What the same name is on another framework, where that is a mode of its own.
  var elsewhere: [Framework: Mode] = [:]
  /// The parameters it knows beyond p and training.
  var parameters: [ModeParameter] = []
  /// What else it is called. What several modes are called is answered with each of them.
  var synonyms: [String] = []
  /// What may stand in front of its name and synonyms, such as `nn.`.
  var prefixes: [String] = []
  /// The method with its parameters set.
  let regularizer: @Sendable (ModeArguments) -> any Regularizer
}

extension Mode {
  /// Every mode, in the order in which `regx modes` lists them.
  static let catalogue: [Mode] =
    [.dropout, .vanillaDropout] + dropPathForms + channelForms + alphaForms + stochasticDepths
    + [.dropBlockTimm, .dropBlockTorchvision, .dropConnect, .gaussianDropout]
    + [.dropoutByBinomial] + uniformForms + flaxForms

  /// What stands in front of PyTorch's layers and functions where they are called.
  static let torchPrefixes = ["torch.", "nn.", "functional.", "F."]
  /// The same of torchvision's.
  static let torchvisionPrefixes = ["torchvision.", "ops."]

  /// The mode of this name.
  static func named(_ name: String) -> Mode? { catalogue.first { $0.name == name } }

  /// What this mode is on a framework.
  func on(_ framework: Framework) -> Mode { elsewhere[framework] ?? self }
}
