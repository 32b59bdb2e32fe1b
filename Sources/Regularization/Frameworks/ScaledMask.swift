// The code that other frameworks' layers share: their generator, a mask, a scale.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import TensorCore

/// The result of `draw` with a generator of the layer's own framework.
func drawing<Generator: FrameworkGenerator, Own: FrameworkGenerator, Result>(
  from generator: inout Generator, as type: Own.Type,
  _ draw: (inout Own) throws(UnsupportedDraw) -> Result
) throws(RegularizationError) -> Result {
  guard var own = generator as? Own else { throw .wrongGenerator(needed: "\(Own.self)") }
  defer { generator = own as! Generator }
  do throws(UnsupportedDraw) {
    return try draw(&own)
  } catch {
    throw .unsupported(error)
  }
}

/// A mask in the memory order of an input that is not row-major.
func alongMemory<Element: DrawableScalar>(
  _ draw: any MaskDraw, of input: any Source<Element>
) -> any MaskDraw {
  guard let order = input.memoryOrder, !order.isRowMajor(in: input.shape) else { return draw }
  return MaskInMemoryOrder(draw, shape: input.shape, order: order)
}

/// How a dropped element becomes zero.
enum Dropping: Sendable {
  /// By a product: a zero keeps the sign, and NaN and infinity become NaN.
  case product
  /// It is replaced by +0, whatever the input.
  case replacement
}

extension Regularized {
  /// `x * mask * scale`, rounded once; the scale need not be one of the element's values.
  static func scaled(
    _ input: any Source<Element>, by scale: Element.Compute, where draw: any MaskDraw,
    of shape: Shape, dropping: Dropping
  ) -> Regularized {
    let mask = RandomMask(draw, one: Element(rounding: 1 as Double), shape: shape)
    let rounded = Element(rounding: scale)
    guard rounded.compute.isFinite || dropping == .replacement else {
      // Zero times infinity is NaN.
      return Regularized(
        mask: mask, noise: Scaled(mask, by: scale),
        output: Scaled(MaskedOutput(input, times: mask), by: scale))
    }
    let noise = RandomMask(draw, one: rounded, shape: shape)
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
    let mask = RandomMask(draw, one: one, shape: input.shape)
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
