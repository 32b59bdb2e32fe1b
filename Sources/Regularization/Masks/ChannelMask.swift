// Dropout of whole channels, with the rank rules of PyTorch's functions.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import TensorCore

/// Dropout of whole channels: the code that `dropout1d`, `dropout2d`, `dropout3d` and
/// `feature_dropout` share.
///
/// The noise is drawn in the order of (N, C), whatever the input's memory order.
struct ChannelMask {
  /// The spatial axes that the function's name promises; 0 for `feature_dropout`, which promises
  /// none.
  let spatialAxes: Int
  let p: Probability

  /// The parts for an input of this rank.
  ///
  /// dropout1d and dropout3d put a batch axis in front of an input that lacks one, so its first
  /// axis is the channel; dropout2d never does.
  func parts(rank: Int?) -> MaskParts {
    let isUnbatched =
      rank.map { (spatialAxes == 1 && $0 == 2) || (spatialAxes == 3 && $0 != 5) } ?? false
    var parts = MaskParts(
      isUnbatched ? .sample : .channel, mask: .bernoulli, scaling: .noise, p: p)
    (parts.atZero, parts.atOne) = (.identity, .timesZero)
    return parts
  }

  func applied<Element: DrawableScalar>(
    to input: any Source<Element>, training: Bool, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let rank = input.shape.rank
    if spatialAxes == 1, rank != 2, rank != 3 {
      throw .refused(
        "dropout1d: Expected 2D or 3D input, but received a \(rank)D input. Note that dropout1d"
          + " exists to provide channel-wise dropout on inputs with 1 spatial dimension, a channel"
          + " dimension, and an optional batch dimension (i.e. 2D or 3D inputs).")
    }
    let parts = parts(rank: rank)
    var made =
      input.shape.count == 0
      ? .identity(input, noise: parts.noise(of: input.shape))
      : try parts.applied(to: input, training: training, using: &generator)
    made.warnings = warnings(rank: rank)
    return made
  }

  private func warnings(rank: Int) -> [String] {
    guard spatialAxes > 1 else { return [] }
    let name = "dropout\(spatialAxes)d"
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
