// tf.nn.dropout and tf.nn.experimental.stateless_dropout.
//
// Source: tensorflow/python/ops/nn_ops.py of TensorFlow 2.21, Apache-2.0.

import RandomStreams
import TensorCore

/// TensorFlow's dropout: `where(mask, x * (1 / (1 - rate)), 0)`, the scale rounded to the input's
/// type first.
struct TensorFlowDropout: Regularizer {
  let p: Probability
  let training: Bool

  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let shape = input.shape
    guard p.value < 1 else {
      throw RegularizationError(
        "`rate` must be a scalar tensor or a float in the range [0, 1). Received: rate=1.0")
    }
    guard training else { return .identity(input, noise: shape) }
    let draw: any MaskDraw
    switch generator {
    case let seed as TensorFlowSeed:
      draw = seed.mask(dropping: p.value, of: Element.self)
    case var tensorFlow as TensorFlowGenerator:
      if p.value == 0 {
        tensorFlow.passDropout()
        generator = tensorFlow
        return .identity(input, noise: shape)
      }
      draw =
        if let format = Element.realFormat {
          tensorFlow.dropoutMask(dropping: p.value, format, count: shape.count)
        } else {
          tensorFlow.dropoutMask64(dropping: p.value, count: shape.count)
        }
      generator = tensorFlow
    default:
      throw RegularizationError("needs a generator of TensorFlow")
    }
    if p.value == 0 { return .identity(input, noise: shape) }
    return .tensorFlow(input, dropping: p, where: draw)
  }
}

extension TensorFlowSeed {
  /// The mask of a stateless dropout for elements of a type.
  func mask<Element: DrawableScalar>(
    dropping rate: Double, of type: Element.Type
  ) -> any MaskDraw {
    if let format = Element.realFormat { return dropoutMask(dropping: rate, format) }
    return dropoutMask64(dropping: rate)
  }
}

extension Regularized {
  /// `where(mask, x * (1 / (1 - rate)), 0)`.
  static func tensorFlow(
    _ input: any Source<Element>, dropping p: Probability, where draw: any MaskDraw
  ) -> Regularized {
    let scale = Element(rounding: 1 / (1 - p.value)).compute
    return scaled(input, by: scale, where: draw, of: input.shape, dropping: .replacement)
  }
}

extension DrawableScalar {
  /// The format of a type no wider than float32; `nil` for float64.
  static var realFormat: RealFormat? {
    switch dtype {
    case .float32: .float32
    case .float16: .float16
    case .bfloat16: .bfloat16
    default: nil
    }
  }
}
