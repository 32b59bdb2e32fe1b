// The affine noise of alpha dropout.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import TensorCore

/// `x * n + b`, where a Bernoulli mask chooses between two pairs of factor n and term b: one for
/// kept elements, one for dropped ones.
struct AlphaNoise {
  /// SELU's scale times its alpha: SELU tends to -alpha far below 0.
  static let alpha = 1.7580993408473766

  private let noiseShape: NoiseShape
  private let p: Probability

  init(_ noiseShape: NoiseShape, p: Probability) {
    self.noiseShape = noiseShape
    self.p = p
  }

  func applied<Element: DrawableScalar>(
    to input: any Source<Element>, training: Bool, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    var plain = MaskParts(noiseShape, mask: .bernoulli, scaling: .none, p: p)
    (plain.atZero, plain.atOne) = (.identity, .timesZero)
    guard input.shape.count > 0 else {
      return .identity(input, noise: plain.noise(of: input.shape))
    }
    guard training, p.value > 0, p.value < 1 else {
      return try plain.applied(to: input, training: training, using: &generator)
    }
    let shape = try noiseShape.shape(for: input.shape)
    let order = noiseShape == .element ? input.memoryOrder : nil
    let draw: any MaskDraw
    do throws(UnsupportedDraw) {
      draw = try generator.bernoulli(
        p.complement.value, of: Element.self, for: shape, order: order)
    } catch {
      throw .unsupported(error)
    }
    let (one, factor, dropped, kept) = constants(Element.self)
    let factors = RandomMask(draw, one: factor, shape: shape)
    let terms = RandomMask(draw, one: kept, zero: dropped, shape: shape)
    return Regularized(
      mask: RandomMask(draw, one: one, shape: shape),
      noise: Affine(Constant(one, shape: shape), times: factors, plus: terms),
      output: Affine(input, times: factors, plus: terms))
  }

  /// The noise's moments: kept, f = a and t = a α p; dropped, f = 0 and t = a α (p - 1).
  ///
  /// An input of mean 0 and variance 1 keeps both: a² (1 - p) (1 + α² p) = 1.
  static func moments(p: Probability, training: Bool) -> NoiseMoments {
    guard training, p.value > 0 else { return .identity }
    let (p, q) = (p.value, p.complement.value)
    guard q > 0 else { return .constant(0, dropped: 1) }
    let a = 1 / ((alpha * alpha * p + 1) * q).squareRoot()
    let (kept, dropped) = (a * alpha * p, -a * alpha * q)
    return NoiseMoments(
      dropped: p, factor: q * a, squaredFactor: q * a * a, term: q * kept + p * dropped,
      squaredTerm: q * kept * kept + p * dropped * dropped, cross: q * a * kept)
  }

  /// 1, the factor of kept elements, and the terms of dropped and of kept elements.
  private func constants<Element: DrawableScalar>(
    _ type: Element.Type
  ) -> (one: Element, factor: Element, dropped: Element, kept: Element) {
    let alpha = Self.alpha
    let scale = 1 / ((alpha * alpha * p.value + 1) * (1 - p.value)).squareRoot()
    let one = Element(rounding: 1 as Double)
    let factor = Element(rounding: one.compute * Element.Compute(scale))
    // A term that is added is first rounded to the element's type, a factor is not.
    let shift = Element(rounding: Element.Compute(alpha * scale * p.value)).compute
    func term(_ minusOne: Element) -> Element {
      let product = Element(rounding: minusOne.compute * Element.Compute(alpha * scale))
      return Element(rounding: product.compute + shift)
    }
    return (one, factor, term(Element(rounding: -1 as Double)), term(.zero))
  }
}
