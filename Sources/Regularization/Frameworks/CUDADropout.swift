// F.dropout and nn.Dropout of PyTorch on a CUDA device: one fused kernel.
//
// Source: PyTorch 2.13, aten/src/ATen/native/cuda/Dropout.cu.

import RandomStreams
import TensorCore

/// PyTorch's fused dropout: `x * mask * (1 / (1 - p))`, rounded once.
///
/// In float16 and bfloat16 product and scale are float32. 1 - p is rounded to float32 before it
/// divides, but for float64.
struct CUDADropout: Regularizer {
  let p: Probability
  let training: Bool

  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    guard var cuda = generator as? TorchCUDAGenerator else {
      throw RegularizationError("needs a generator of PyTorch on a CUDA device")
    }
    let shape = input.shape
    guard training, p.value > 0, shape.count > 0 else { return .identity(input, noise: shape) }
    guard p.value < 1 else {
      let zeros = Constant(Element.zero, shape: shape)
      return Regularized(mask: zeros, noise: zeros, output: Scaled(input, by: 0))
    }
    let drawn = try drawing { () throws(UnsupportedDraw) in
      try cuda.dropoutMask(
        dropping: p.value, size: MemoryLayout<Element>.size, count: shape.count)
    }
    generator = cuda
    let draw: any MaskDraw =
      switch input.memoryOrder {
      case let order? where !order.isRowMajor(in: shape):
        DrawnInMemoryOrder(drawn, shape: shape, order: order)
      default: drawn
      }
    let scale = 1 / Element.Compute(p.complement.value)
    return .scaled(input, by: scale, where: draw, of: shape, dropping: .product)
  }
}
