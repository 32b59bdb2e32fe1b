// Gaussian dropout: multiplicative noise with the variance that dropout has.

import RandomStreams
import TensorCore

/// Keras's GaussianDropout, drawn by PyTorch: `x * normal_(1, sqrt(p / (1 - p)))`.
struct GaussianDropout: Regularizer {
  let p: Probability
  let training: Bool

  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    let shape = input.shape
    guard training, p.value > 0 else { return .identity(input, noise: shape) }
    guard p.value < 1 else {
      throw RegularizationError("at p = 1 the noise would have infinite variance")
    }
    let deviation = (p.value / (1 - p.value)).squareRoot()
    let noise: any Source<Element> = try drawing { () throws(UnsupportedDraw) in
      if let order = input.memoryOrder, !order.isRowMajor(in: shape) {
        let draw = try generator.serialNormal(mean: 1, deviation: deviation, count: shape.count)
        return NormalsInMemoryOrder<Element>(draw, shape: shape, order: order)
      }
      let draw = try Element.normal(&generator, mean: 1, deviation: deviation, count: shape.count)
      return DrawnValues<Element>(draw, shape: shape)
    }
    return Regularized(
      mask: Constant(Element(rounding: 1 as Double), shape: shape), noise: noise,
      output: MaskedOutput(input, times: noise))
  }
}

extension Mode {
  /// Multiplicative normals.
  public static let gaussianDropout = Mode(
    name: "gaussian-dropout", heading: "GaussianDropout",
    summary: "Keras's GaussianDropout with PyTorch's normals: nothing is zeroed",
    formula: "x * noise, noise normal with mean 1 and deviation sqrt(p / (1 - p))",
    noise: "one normal per element, as normal_ draws them; for an input that is not contiguous one"
      + " after the other along its memory, two for four words",
    edges: "p = 0 and evaluation: x itself, no draw; p = 1 is refused",
    source: "Srivastava et al. 2014, JMLR 15:1929, section 10; keras.layers.GaussianDropout",
    families: [.torch], parameters: []
  ) { arguments in
    GaussianDropout(p: arguments.p, training: arguments.training)
  }
}
