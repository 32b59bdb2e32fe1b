// A fully connected layer, applied from the left: relu(w·x + b).
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore

/// `relu(w·x + b)`, samples in the columns of x, as the two-layer network is written.
package struct Linear: Sendable {
  /// (outputs, inputs).
  package let weight: NetworkTensor
  /// (outputs, 1), or (outputs) as `nn.Linear` has it.
  package let bias: NetworkTensor

  /// A layer with these parameters.
  ///
  /// - Throws: `NetworkError` unless the bias has one element for each row of the weight.
  package init(weight: NetworkTensor, bias: NetworkTensor) throws(NetworkError) {
    guard weight.shape.rank == 2 else { throw .weightShape(weight.shape) }
    let rows = weight.shape.extents[0]
    guard bias.shape.extents == [rows] || bias.shape.extents == [rows, 1] else {
      throw .biasShape(bias.shape, weight: weight.shape)
    }
    self.weight = weight
    self.bias = bias
  }

  /// A layer drawn as `nn.Linear` draws it, in float32; or as NumPy draws with `uniform(-k, k)`,
  /// k = 1 / sqrt(inputs), in float64.
  ///
  /// - Draws: one uniform per weight, row-major, then one per bias.
  init(
    inputs: Int, outputs: Int, as initialization: Initialization,
    using generator: inout any FrameworkGenerator
  ) throws {
    let bounds = initialization.bounds(inputs)
    func draw(_ shape: Shape, _ bound: Double) throws -> NetworkTensor {
      switch initialization {
      case .kaiming: .float32(try uniform(shape, bound: bound, using: &generator))
      case .plain: .float64(try uniform(shape, bound: bound, using: &generator))
      }
    }
    weight = try draw(try Shape([outputs, inputs]), bounds.weight)
    bias = try draw(try Shape([outputs, 1]), bounds.bias)
  }

  package var inputs: Int { weight.shape.extents[1] }
  package var outputs: Int { weight.shape.extents[0] }

  /// The products summed in their order, fused; then the bias added; then what is below 0 made 0.
  ///
  /// - Shapes: x (inputs, columns) or (inputs); the result has as many axes.
  func callAsFunction(_ x: NetworkTensor) throws -> NetworkTensor {
    let product =
      switch (weight, x) {
      case (.float32(let weight), .float32(let x)): NetworkTensor.float32(try times(weight, x))
      default: NetworkTensor.float64(try times(weight.wide, x.wide))
      }
    return switch (product, bias) {
    case (.float32(let product), .float32(let bias)): .float32(rectified(product, plus: bias))
    default: .float64(rectified(product.wide, plus: bias.wide))
    }
  }

  private func times<Element: BinaryFloatingPoint & Scalar>(
    _ weight: Tensor<Element>, _ x: Tensor<Element>
  ) throws -> Tensor<Element> {
    let elements = fusedProduct(
      weight.elements, x.elements, rows: outputs, inner: inputs,
      columns: x.shape.inner(after: 1))
    return Tensor(
      shape: try Shape([outputs] + x.shape.extents.dropFirst()), elements: elements)
  }

  private func rectified<Element: BinaryFloatingPoint & Scalar>(
    _ product: Tensor<Element>, plus bias: Tensor<Element>
  ) -> Tensor<Element> {
    var result = product
    let columns = product.shape.inner(after: 1)
    for i in result.elements.indices {
      let sum = result.elements[i] + bias.elements[i / columns]
      // Written as a comparison with the negatives: -0 and NaN stay, as in both frameworks.
      result.elements[i] = sum < 0 ? 0 : sum
    }
    return result
  }
}
