// keras.layers.Dropout on its backends.
//
// Source: keras/src/layers/regularization/dropout.py and keras/src/backend/*/random.py of Keras
// 3.15.1, Apache-2.0.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// Keras' dropout: `where(mask, x / (1 - rate), 0)`, as each backend divides.
///
/// - Draws: one call of the layer's seed generator; none at p = 0, at p = 1 and in evaluation.
public struct KerasDropout: FrameworkDropout {
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
    var parts = MaskParts(.element, mask: .bernoulli, scaling: .input, p: p)
    (parts.atZero, parts.atOne) = (.identity, .zeros)
    return parts
  }

  public func applied<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let shape = input.shape
    guard training, p.value > 0 else { return .identity(input, noise: shape) }
    // No call of the seed generator.
    guard p.value < 1 else { return .zeros(shape) }
    let (draw, backend) = try drawing(
      from: &generator, as: KerasSeedGenerator.self
    ) { (keras) throws(UnsupportedDraw) -> (any MaskDraw, KerasBackend) in
      if let format = Element.realFormat {
        (keras.dropoutMask(dropping: p.value, format, count: shape.count), keras.backend)
      } else {
        (keras.dropoutMask64(dropping: p.value, count: shape.count), keras.backend)
      }
    }
    switch backend {
    case .tensorflow: return .tensorFlow(input, dropping: p, where: draw)
    case .jax:
      try refuseFloat64(Element.self)
      return .flax(input, dropping: p, where: draw, compiled: false)
    case .torch:
      return .divided(input, by: Element.Compute(p.complement.value), where: draw)
    case .numpy:
      // NumPy first converts the number to the array's type; a bfloat16 array becomes float32 instead.
      let keep = p.complement.value
      let divisor =
        Element.dtype == .bfloat16 ? Element.Compute(keep) : Element(rounding: keep).compute
      return .divided(input, by: divisor, where: draw)
    }
  }
}
