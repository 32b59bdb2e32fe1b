// F.dropout and nn.Dropout compiled by torch.compile for the CPU.
//
// Source: torch/_inductor/decomposition.py and codegen/cpp.py of PyTorch 2.13, BSD-3.

import RandomStreams
import TensorCore

/// The compiler's dropout: `(mask * x) * (1 / (1 - p))`, in float32 for the half types, rounded
/// once; the scale is formed in float64 and rounded to float32, but for float64.
struct CompiledDropout: Regularizer {
  let p: Probability
  let training: Bool

  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    guard var compiled = generator as? InductorGenerator else {
      throw RegularizationError("needs a generator of torch.compile")
    }
    let shape = input.shape
    guard training, p.value > 0, shape.count > 0 else { return .identity(input, noise: shape) }
    guard p.value < 1 else { return .zeros(shape) }
    let drawn = try drawing { () throws(UnsupportedDraw) in
      if let format = Element.realFormat {
        try compiled.dropoutMask(dropping: p.value, format, count: shape.count)
      } else {
        try compiled.dropoutMask64(dropping: p.value, count: shape.count)
      }
    }
    generator = compiled
    let draw: any MaskDraw =
      switch input.memoryOrder {
      case let order? where !order.isRowMajor(in: shape):
        DrawnInMemoryOrder(drawn, shape: shape, order: order)
      default: drawn
      }
    let scale = Element.Compute(1 / (1 - p.value))
    return .scaled(input, by: scale, where: draw, of: shape, dropping: .product)
  }
}
