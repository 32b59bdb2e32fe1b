// Alpha dropout: keeps mean and variance of what a SELU makes.

import RandomStreams
import TensorCore

/// F.alpha_dropout and F.feature_alpha_dropout: dropped elements take SELU's negative saturation
/// value, and an affine map restores mean and variance.
///
/// With m the Bernoulli(1 - p) mask, b = ((m + -1) · α·a) + α·a·p and n = m · a, the output is
/// x · n + b, each operation rounded; α and a are doubles.
struct AlphaDropout: Regularizer {
  static let alpha = 1.7580993408473766

  let noiseShape: NoiseShape
  let p: Probability
  let training: Bool

  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let plain = MaskRegularizer(
      noiseShape: noiseShape, mask: .bernoulli, scaling: .none, atZero: .identity,
      atOne: .timesZero, p: p, keep: p.complement, training: training)
    guard input.shape.count > 0 else {
      return .identity(input, noise: plain.noise(of: input.shape))
    }
    guard training, p.value > 0, p.value < 1 else {
      return try plain.apply(to: input, drawingFrom: &generator)
    }
    let shape = try noiseShape.shape(for: input.shape)
    let draw = try drawing { () throws(UnsupportedDraw) in
      try generator.bernoulli(
        p.complement.value, for: shape, order: noiseShape == .element ? input.memoryOrder : nil)
    }
    let (one, factor, dropped, kept) = constants(Element.self)
    let factors = DrawnMask(draw, one: factor, shape: shape)
    let terms = DrawnMask(draw, one: kept, zero: dropped, shape: shape)
    return Regularized(
      mask: DrawnMask(draw, one: one, shape: shape),
      noise: Affine(Constant(one, shape: shape), times: factors, plus: terms),
      output: Affine(input, times: factors, plus: terms))
  }

  /// 1, the factor of what is kept, and the terms of what is dropped and of what is kept.
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

extension Mode {
  /// Alpha dropout of elements and of channels.
  static let alphaForms: [Mode] = [
    alpha(
      "alpha-dropout", heading: "AlphaDropout", shape: .element,
      summary: "F.alpha_dropout: keeps mean and variance after SELU", noise: "element"),
    alpha(
      "feature-alpha-dropout", heading: "FeatureAlphaDropout", shape: .channel,
      summary: "F.feature_alpha_dropout: the same for whole channels", noise: "(N, C)"),
  ]

  private static func alpha(
    _ name: String, heading: String, shape: NoiseShape, summary: String, noise: String
  ) -> Mode {
    Mode(
      name: name, heading: heading, summary: summary,
      formula: "x * (mask * a) + (((mask - 1) * alpha * a) + alpha * a * p), alpha ="
        + " 1.7580993408473766, a = 1 / sqrt((alpha^2 * p + 1) * (1 - p))",
      noise: "one Bernoulli(1 - p) draw per \(noise)",
      edges: "p = 0 and evaluation: x itself, no draw; p = 1: x * 0, no draw",
      source: "Klambauer et al. 2017, arXiv:1706.02515; PyTorch aten/src/ATen/native/Dropout.cpp",
      families: [.torch], parameters: []
    ) { arguments in
      AlphaDropout(
        noiseShape: shape, p: arguments.p, training: arguments.training)
    }
  }
}
