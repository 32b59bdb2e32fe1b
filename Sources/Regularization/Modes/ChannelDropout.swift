// Dropout of whole channels: F.dropout1d, 2d, 3d, and the function behind them.

import RandomStreams
import TensorCore

/// Dropout of whole channels, with the rank rules of one of PyTorch's functions in front.
///
/// The noise is drawn in the order of (N, C) however the input lies in memory.
struct ChannelDropout: Regularizer {
  /// The function, for its warnings: `dropout2d`; `nil` for `feature_dropout`, which has no rules.
  let name: String?
  /// The spatial axes that the name promises.
  let spatialAxes: Int
  let p: Probability
  let training: Bool

  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let rank = input.shape.rank
    if spatialAxes == 1, rank != 2, rank != 3 {
      throw RegularizationError(
        "dropout1d: Expected 2D or 3D input, but received a \(rank)D input. Note that dropout1d"
          + " exists to provide channel-wise dropout on inputs with 1 spatial dimension, a channel"
          + " dimension, and an optional batch dimension (i.e. 2D or 3D inputs).")
    }
    let mask = MaskRegularizer(
      noiseShape: noiseShape(rank: rank), mask: .bernoulli, scaling: .noise, atZero: .identity,
      atOne: .timesZero, p: p, keep: p.complement, training: training)
    var made =
      input.shape.count == 0
      ? .identity(input, noise: mask.noise(of: input.shape))
      : try mask.apply(to: input, drawingFrom: &generator)
    made.warnings = warnings(rank: rank)
    return made
  }

  /// dropout1d and dropout3d put a batch axis in front of an input that lacks one, so its first
  /// axis is the channel; dropout2d never does.
  private func noiseShape(rank: Int) -> NoiseShape {
    let unsqueezed = (spatialAxes == 1 && rank == 2) || (spatialAxes == 3 && rank != 5)
    return unsqueezed ? .sample : .channel
  }

  private func warnings(rank: Int) -> [String] {
    guard let name, spatialAxes > 1 else { return [] }
    let (low, high) = (spatialAxes + 1, spatialAxes + 2)
    if rank == 3, spatialAxes == 2 {
      return [
        "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout"
          + " behavior is desired - input is interpreted as shape (N, C, L), where C is the channel"
          + " dim. This behavior will change in a future release to interpret the input as one"
          + " without a batch dimension, i.e. shape (C, H, W). To maintain the 1D channel-wise"
          + " dropout behavior, please switch to using dropout1d instead."
      ]
    }
    guard rank != low, rank != high else { return [] }
    return [
      "\(name): Received a \(rank)-D input to \(name), which is deprecated and will result in an"
        + " error in a future release. To retain the behavior and silence this warning, please use"
        + " dropout instead. Note that \(name) exists to provide channel-wise dropout on inputs"
        + " with \(spatialAxes) spatial dimensions, a channel dimension, and an optional batch"
        + " dimension (i.e. \(low)D or \(high)D inputs)."
    ]
  }
}

extension Mode {
  /// The forms that drop whole channels.
  static let channelForms: [Mode] = [
    channels(
      "dropout1d", heading: "Dropout1d", function: "dropout1d", axes: 1,
      noise: "one Bernoulli(1 - p) draw per channel: (N, C, 1); (C, 1) for a 2-D input",
      ranks: "2-D and 3-D inputs only"),
    channels(
      "dropout2d", heading: "Dropout2d", function: "dropout2d", axes: 2,
      noise: "one Bernoulli(1 - p) draw per (N, C), whatever the rank",
      ranks: "warns unless 4-D, also where a 3-D input is taken as (N, C, L)"),
    channels(
      "dropout3d", heading: "Dropout3d", function: "dropout3d", axes: 3,
      noise: "one Bernoulli(1 - p) draw per (N, C); per index of the first axis unless 5-D",
      ranks: "warns unless 4-D or 5-D"),
    channels(
      "feature-dropout", heading: "FeatureDropout", function: nil, axes: 0,
      noise: "one Bernoulli(1 - p) draw per (N, C)", ranks: "2-D inputs and more"),
  ]

  private static func channels(
    _ name: String, heading: String, function: String?, axes: Int, noise: String, ranks: String
  ) -> Mode {
    Mode(
      name: name, heading: heading,
      summary: function.map { "F.\($0): zeroes whole channels" }
        ?? "torch.feature_dropout: zeroes whole channels",
      formula: "x * (mask / (1 - p))", noise: noise,
      edges: "\(ranks); p = 0 and evaluation: x itself, no draw; p = 1: x * 0, no draw",
      source: "Tompson et al. 2015, arXiv:1411.4280; PyTorch torch/nn/functional.py",
      families: [.torch], parameters: []
    ) { arguments in
      ChannelDropout(
        name: function, spatialAxes: axes, p: arguments.p, training: arguments.training)
    }
  }
}
