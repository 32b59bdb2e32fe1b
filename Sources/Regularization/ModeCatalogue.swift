// Every mode in one table: its name, what it is, and how a regularizer is made of it.

public import RandomStreams
public import TensorCore

/// The parameters that a mode may be given.
public struct ModeArguments: Sendable {
  /// The probability of zeroing.
  public var p: Probability
  /// The keep probability as it is handed to a function that takes that one: 1 - p, unless it is
  /// where the number came from.
  public var keep: Probability
  public var training = true
  /// Whether survivors are divided by the keep probability.
  public var scaleByKeep = true
  /// The side of a block to drop.
  public var blockSize = 7
  /// What the chance of a block's centre is multiplied by.
  public var gammaScale = 1.0
  /// Whether all channels of a sample lose the same blocks.
  public var coupleChannels = true
  /// Whether normals stand where a block was dropped.
  public var withNoise = false
  /// Whether the computation is compiled, where that rounds otherwise.
  public var compiled = false

  public init(p: Probability) {
    self.p = p
    keep = p.complement
  }
}

/// A parameter that only some modes know, under the name of its flag.
public enum ModeParameter: String, CaseIterable, Sendable {
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
public struct Mode: Sendable {
  /// The method, with the variant behind a colon: `drop-path:bernoulli`.
  public let name: String
  /// What stands over its tensor: the method's name, with the variant in parentheses.
  public let heading: String
  /// One line on what it is.
  public let summary: String
  /// The arithmetic in the order in which it rounds.
  public let formula: String
  /// The shape of its noise and what is drawn for it.
  public let noise: String
  /// What happens at p = 0, at p = 1 and in evaluation.
  public let edges: String
  /// Where it comes from.
  public let source: String
  /// The families of engines that have it.
  public let families: EngineFamily.Set
  /// The parameters it knows beyond p and training.
  public let parameters: [ModeParameter]
  /// The element type that an input is first brought to; `nil` to leave it as it is.
  public var promotedType: DType?
  /// The method with its parameters set.
  public let regularizer: @Sendable (ModeArguments) throws(RegularizationError) -> any Regularizer
}

extension Mode {
  /// Every mode, in the order in which `regx modes` lists them.
  public static let catalogue: [Mode] =
    [.dropout, .vanillaDropout] + dropPathForms + channelForms + alphaForms + stochasticDepths
    + [.dropBlockTimm, .dropBlockTorchvision, .dropConnect, .gaussianDropout]
    + numPyForms + flaxForms

  /// The mode of this name.
  public static func named(_ name: String) -> Mode? { catalogue.first { $0.name == name } }

  /// What this mode is on engines of a family: plain dropout is NumPy's first idiom there, and on
  /// JAX the layer that is handed a key.
  public func on(_ family: EngineFamily) -> Mode {
    switch family {
    case .torch: self
    case .numpy:
      switch name {
      case "dropout": .dropoutByBinomial
      case "vanilla-dropout": .vanillaDropoutOfNumPy
      default: self
      }
    case .jax: name == "dropout" ? .flaxDropout : self
    }
  }
}
