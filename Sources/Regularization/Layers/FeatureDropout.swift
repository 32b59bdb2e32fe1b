// Dropout of channels without rules for the rank.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// `torch.feature_dropout`: zeroes whole channels with probability p and scales the rest.
///
/// - Draws: one Bernoulli number of 1 - p per channel, in the order of (N, C). At p = 0, at p = 1
///   and in evaluation none: the result is then x, x * 0 and x.
/// - Ranks: two axes or more.
/// - Source: Tompson et al. 2015, arXiv:1411.4280; PyTorch torch/nn/functional.py.
public struct FeatureDropout: MaskRegularizer {
  /// The probability of zeroing.
  public var p: Probability
  public var training: Bool

  /// `torch.feature_dropout(p)`.
  public init(p: Probability = 0.5, training: Bool = true) {
    self.p = p
    self.training = training
  }

  private var mask: ChannelMask { ChannelMask(spatialAxes: 0, p: p) }
  public var maskParts: MaskParts { mask.parts(rank: nil) }
  public func noiseShape(rank: Int) -> NoiseShape { mask.parts(rank: rank).noiseShape }

  public func applied<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    try mask.applied(to: input, training: training, using: &generator)
  }
}
