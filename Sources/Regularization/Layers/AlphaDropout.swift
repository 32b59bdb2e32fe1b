// Alpha dropout: keeps the mean and variance of a SELU's output.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// `nn.AlphaDropout`: dropped elements take SELU's negative saturation value, and an affine map
/// restores mean and variance.
///
/// With m the Bernoulli(1 - p) mask, b = ((m + -1) · α·a) + α·a·p and n = m · a, the output is
/// x · n + b, each operation rounded; α = 1.7580993408473766 and
/// a = 1 / sqrt((α² p + 1) (1 - p)) are doubles.
///
/// - Draws: one Bernoulli number of 1 - p per element. At p = 0, at p = 1 and in evaluation none:
///   the result is then x, x * 0 and x.
/// - Source: Klambauer et al. 2017, arXiv:1706.02515; PyTorch aten/src/ATen/native/Dropout.cpp.
public struct AlphaDropout: Regularizer {
  /// The probability of dropping.
  public var p: Probability
  public var training: Bool

  /// `nn.AlphaDropout(p)`.
  public init(p: Probability = 0.5, training: Bool = true) {
    self.p = p
    self.training = training
  }

  public func noiseShape(rank: Int) -> NoiseShape { .element }
  public var moments: NoiseMoments? { AlphaNoise.moments(p: p, training: training) }

  public func applied<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    try AlphaNoise(.element, p: p).applied(to: input, training: training, using: &generator)
  }
}
