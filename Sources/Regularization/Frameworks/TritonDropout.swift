// The seeded dropout of Triton's tutorial on dropout.
//
// Source: python/tutorials/04-low-memory-dropout.py of Triton 3.9, MIT.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// `where(tl.rand(seed, offset) > p, x / (1 - p), 0)`, with p, 1 - p and the quotient in float32, the
/// type of a kernel's argument.
///
/// A GPU may round the division less exactly than the interpreter and this layer.
///
/// - Draws: one block per element, at every p; none in evaluation.
public struct TritonDropout: FrameworkDropout {
  /// The probability of zeroing.
  public var p: Probability
  public var training: Bool

  /// The layer with its rate.
  public init(p: Probability = 0.5, training: Bool = true) {
    self.p = p
    self.training = training
  }

  public func noiseShape(rank: Int) -> NoiseShape { .element }

  public var moments: NoiseMoments? { parts?.moments(training: training) }

  public var parts: MaskParts? {
    MaskParts(.element, mask: .bernoulli, scaling: .input, p: p)
  }

  public func applied<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    guard Element.dtype == .float32 else { throw .onlyFloat32(Element.dtype) }
    let shape = input.shape
    guard training else { return .identity(input, noise: shape) }
    let draw = try drawing(
      from: &generator, as: TritonSeed.self
    ) { (seed) throws(UnsupportedDraw) in
      try seed.dropoutMask(dropping: p.value, count: shape.count)
    }
    return .divided(input, by: Element.Compute(1 - Float(p.value)), where: draw)
  }
}
