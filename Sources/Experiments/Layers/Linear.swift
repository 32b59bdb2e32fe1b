// A fully connected layer, applied from the left: w·x + b.

import RandomStreams
import Regularization
package import TensorCore

/// `w·x + b`, samples in the columns of x, as the two-layer network is written.
package struct Linear<Element: NetworkScalar>: Sendable {
  /// (outputs, inputs).
  package let weight: Tensor<Element>
  /// (outputs, 1), or (outputs) as `nn.Linear` has it.
  package let bias: Tensor<Element>

  /// A layer with these parameters.
  ///
  /// - Throws: `NetworkError` unless the bias has one element for each row of the weight.
  package init(weight: Tensor<Element>, bias: Tensor<Element>) throws(NetworkError) {
    guard weight.shape.rank == 2 else {
      throw NetworkError("a weight is a matrix, and this one has the shape \(weight.shape)")
    }
    let rows = weight.shape.extents[0]
    guard bias.shape.extents == [rows] || bias.shape.extents == [rows, 1] else {
      throw NetworkError(
        "a weight of shape \(weight.shape) takes a bias of shape \(rows),1, and this one has the"
          + " shape \(bias.shape)")
    }
    self.weight = weight
    self.bias = bias
  }

  /// A layer drawn as `nn.Linear` draws it; on NumPy's engines with `uniform(-k, k)`,
  /// k = 1 / sqrt(inputs).
  ///
  /// - Draws: one uniform per weight, row-major, then one per bias.
  init(
    inputs: Int, outputs: Int, as initialization: Initialization,
    using generator: inout any FrameworkGenerator
  ) throws {
    let bounds = initialization.bounds(inputs)
    weight = try uniform(
      try Shape([outputs, inputs]), bound: bounds.weight, using: &generator)
    bias = try uniform(try Shape([outputs, 1]), bound: bounds.bias, using: &generator)
  }

  package var inputs: Int { weight.shape.extents[1] }
  package var outputs: Int { weight.shape.extents[0] }

  /// `w·x + b`: the products summed in their order, fused; then the bias added.
  ///
  /// - Shapes: x (inputs, columns) or (inputs); the result has as many axes.
  func callAsFunction(_ x: Tensor<Element>) throws -> Tensor<Element> {
    let columns = x.shape.inner(after: 1)
    var elements = Element.fusedProduct(
      weight.elements, x.elements, rows: outputs, inner: inputs, columns: columns)
    Element.addToRows(bias.elements, &elements)
    return Tensor(
      shape: try Shape([outputs] + x.shape.extents.dropFirst()), elements: elements)
  }
}
