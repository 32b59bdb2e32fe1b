// The seeded dropout of Triton's tutorial on dropout.
//
// Source: python/tutorials/04-low-memory-dropout.py of Triton 3.9, MIT.

import RandomStreams
import TensorCore

/// `where(tl.rand(seed, offset) > p, x / (1 - p), 0)`, 1 - p and the quotient in float32.
///
/// A GPU may divide by less than all bits; the interpreter and this divide exactly.
struct TritonDropout: Regularizer {
  let p: Probability
  let training: Bool

  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    guard let seed = generator as? TritonSeed else {
      throw RegularizationError("needs a seed of Triton")
    }
    guard Element.dtype != .float64 else {
      throw RegularizationError("is known for float32, float16 and bfloat16, not for float64")
    }
    let shape = input.shape
    guard training else { return .identity(input, noise: shape) }
    let draw = try drawing { () throws(UnsupportedDraw) in
      try seed.dropoutMask(dropping: p.value, count: shape.count)
    }
    return .divided(input, by: Element.Compute(1 - Float(p.value)), where: draw)
  }
}
