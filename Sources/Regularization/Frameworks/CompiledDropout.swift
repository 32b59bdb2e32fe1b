// F.dropout and nn.Dropout compiled by torch.compile for the CPU.
//
// Source: torch/_inductor/decomposition.py and codegen/cpp.py of PyTorch 2.13, BSD-3.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// The compiler's dropout: `(mask * x) * (1 / (1 - p))`, in float32 for the half types, rounded
/// once; the scale is formed in float64 and, except for float64 inputs, rounded to float32.
///
/// - Draws: two words of PyTorch's stream, the second of which is the key of one block per element;
///   none at p = 0, at p = 1 and in evaluation.
public struct CompiledDropout: FrameworkDropout {
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
    var parts = MaskParts(.element, mask: .bernoulli, scaling: .noise, p: p)
    (parts.atZero, parts.atOne) = (.identity, .zeros)
    return parts
  }

  public func applied<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let shape = input.shape
    guard training, p.value > 0, shape.count > 0 else { return .identity(input, noise: shape) }
    guard p.value < 1 else { return .zeros(shape) }
    let drawn = try drawing(
      from: &generator, as: InductorGenerator.self
    ) { (compiled) throws(UnsupportedDraw) in
      if let format = Element.realFormat {
        try compiled.dropoutMask(dropping: p.value, format, count: shape.count)
      } else {
        try compiled.dropoutMask64(dropping: p.value, count: shape.count)
      }
    }
    let draw = alongMemory(drawn, of: input)
    let scale = Element.Compute(1 / (1 - p.value))
    return .scaled(input, by: scale, where: draw, of: shape, dropping: .product)
  }
}
