// Alpha dropout of whole channels.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// `nn.FeatureAlphaDropout`: `AlphaDropout` of whole channels.
///
/// - Draws: one Bernoulli number of 1 - p per (N, C). At p = 0, at p = 1 and in evaluation none:
///   the result is then x, x * 0 and x.
/// - Source: as `AlphaDropout`.
public struct FeatureAlphaDropout: Regularizer {
  /// The probability of dropping.
  public var p: Probability
  public var training: Bool

  /// `nn.FeatureAlphaDropout(p)`.
  public init(p: Probability = 0.5, training: Bool = true) {
    self.p = p
    self.training = training
  }

  public func noiseShape(rank: Int) -> NoiseShape { .channel }
  public var moments: NoiseMoments? { AlphaNoise.moments(p: p, training: training) }

  public func applied<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    try AlphaNoise(.channel, p: p).applied(to: input, training: training, using: &generator)
  }
}
