// mlx.nn.Dropout, Dropout2d and Dropout3d, from Python and from Swift.
//
// Source: python/mlx/nn/layers/dropout.py of MLX 0.32.4, MIT; Source/MLXNN/Dropout.swift of
// mlx-swift 0.29, MIT.

import RandomStreams
import TensorCore

/// MLX's dropout: `(mask * x) * (1 / (1 - p))`.
///
/// The scale is rounded to the input's type before the product is. Channels stand last in MLX, so
/// `Dropout2d` and `Dropout3d` draw one number for each sample and each index of the last axis.
struct MLXDropout: Regularizer {
  /// The axes in front of the last one that share a draw: 0, 2 or 3.
  let spatialAxes: Int
  let p: Probability
  let training: Bool

  private var name: String { spatialAxes == 0 ? "Dropout" : "Dropout\(spatialAxes)d" }

  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, drawingFrom generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    guard var mlx = generator as? MLXGenerator else {
      throw RegularizationError("needs a generator of MLX")
    }
    let keep = mlx.keepProbability(dropping: p.value)
    guard keep > 0 else {
      throw RegularizationError("\(name): the dropout probability \(p.value) is not in [0, 1)")
    }
    guard Element.dtype != .float64 else {
      throw RegularizationError("\(name): takes float32, float16 and bfloat16, not float64")
    }
    guard mlx.language == .python || Element.dtype == .float32 else {
      throw RegularizationError("\(name): known in float32 only, from Swift")
    }
    let shape = try noiseShape(for: input.shape)
    let isIdentity = mlx.language == .python ? 1 - p.value == 1 : keep == 1
    guard training, !isIdentity else { return .identity(input, noise: shape) }
    let draw = try drawing { () throws(UnsupportedDraw) in
      try mlx.dropoutMask(dropping: p.value, count: shape.count)
    }
    generator = mlx
    let scale = mlx.language == .python ? Float(1 / (1 - p.value)) : 1 / keep
    return .scaled(
      input, by: Element(rounding: Element.Compute(scale)).compute, where: draw, of: shape,
      dropping: .product)
  }

  private func noiseShape(for shape: Shape) throws(RegularizationError) -> Shape {
    guard spatialAxes > 0 else { return shape }
    let (least, rank) = (spatialAxes + 1, shape.rank)
    guard rank == least || rank == least + 1 else {
      throw RegularizationError(
        "\(name): Received input with \(rank) dimensions. Expected \(least) or \(least + 1)"
          + " dimensions.")
    }
    var extents = shape.extents
    for axis in rank - least..<rank - 1 { extents[axis] = 1 }
    guard let shape = try? Shape(extents) else { preconditionFailure("a part of a shape is one") }
    return shape
  }
}
