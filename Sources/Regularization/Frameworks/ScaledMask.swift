// What layers that draw one mask make of it: the input times the mask times a scale.

import RandomStreams
import TensorCore

/// How a dropped element becomes zero.
enum Dropping: Sendable {
  /// By a product: a zero keeps the sign, and NaN and infinity become NaN.
  case product
  /// It is replaced by +0, whatever stood there.
  case replacement
}

extension Regularized {
  /// `x * mask * scale`, rounded once; the scale need not be one of the element's values.
  static func scaled(
    _ input: any Source<Element>, by scale: Element.Compute, where draw: any MaskDraw,
    of shape: Shape, dropping: Dropping
  ) -> Regularized {
    let mask = DrawnMask(draw, one: Element(rounding: 1 as Double), shape: shape)
    let rounded = Element(rounding: scale)
    let noise = DrawnMask(draw, one: rounded, shape: shape)
    let output: any Source<Element> =
      switch dropping {
      case .product where rounded.compute == scale: MaskedOutput(input, times: noise)
      case .product: Scaled(MaskedOutput(input, times: mask), by: scale)
      case .replacement: Selected(Scaled(input, by: scale), where: draw)
      }
    return Regularized(mask: mask, noise: noise, output: output)
  }

  /// `x / divisor` where the mask is 1, else +0; the divisor need not be one of the element's values.
  static func divided(
    _ input: any Source<Element>, by divisor: Element.Compute, where draw: any MaskDraw
  ) -> Regularized {
    let one = Element(rounding: 1 as Double)
    let mask = DrawnMask(draw, one: one, shape: input.shape)
    return Regularized(
      mask: mask, noise: mask.divided(by: divisor),
      output: Selected(Divided(input, by: divisor), where: draw))
  }

  /// +0 everywhere.
  static func zeros(_ shape: Shape) -> Regularized {
    let zeros = Constant(Element.zero, shape: shape)
    return Regularized(mask: zeros, noise: zeros, output: zeros)
  }
}
