// keras.layers.Dropout on its backends.
//
// Source: keras/src/layers/regularization/dropout.py and keras/src/backend/*/random.py of Keras
// 3.15.1, Apache-2.0.

import RandomStreams
import TensorCore

/// Keras' dropout: `where(mask, x / (1 - rate), 0)`, as each backend divides.
struct KerasDropout: Regularizer {
  let p: Probability
  let training: Bool

  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    guard var keras = generator as? KerasSeedGenerator else {
      throw RegularizationError("needs a seed generator of Keras")
    }
    let shape = input.shape
    guard training, p.value > 0 else { return .identity(input, noise: shape) }
    // No call of the seed generator.
    guard p.value < 1 else { return .zeros(shape) }
    let draw: any MaskDraw =
      if let format = Element.realFormat {
        keras.dropoutMask(dropping: p.value, format, count: shape.count)
      } else {
        keras.dropoutMask64(dropping: p.value, count: shape.count)
      }
    generator = keras
    switch keras.backend {
    case .tensorflow: return .tensorFlow(input, dropping: p, where: draw)
    case .jax: return .flax(input, dropping: p, where: draw, compiled: false)
    case .torch:
      return .divided(input, by: Element.Compute(p.complement.value), where: draw)
    case .numpy:
      // The number is first made one of the array's type.
      let keep = Element(rounding: p.complement.value).compute
      return .divided(input, by: keep, where: draw)
    }
  }
}
