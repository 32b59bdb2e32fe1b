// The network that tells vanilla from inverted dropout: layers of relu(w·x + b), a mask after each.
//
// Source: the two-layer NumPy network by which dropout is commonly explained.

package import RandomStreams
import Regularization
package import TensorCore

/// What is done with a layer in training, and what evaluation must do for it.
package enum DropoutRule: String, CaseIterable, Sendable {
  case vanilla, inverted, none

  package var summary: String {
    switch self {
    case .vanilla: "mask in training, times 1 - p in testing"
    case .inverted: "mask and division by 1 - p in training, nothing in testing"
    case .none: "no dropout"
    }
  }
}

/// Whether a network learns or is used.
package enum Phase: String, Sendable {
  case train, test
}

/// A multilayer perceptron with a mask after every layer, the last one too.
package struct MLP<Element: NetworkScalar>: Sendable {
  package let layers: [Linear<Element>]

  /// A network of these layers.
  ///
  /// - Throws: `NetworkError` unless each layer takes what the one before it gives.
  package init(_ layers: [Linear<Element>]) throws(NetworkError) {
    for (i, (layer, next)) in zip(layers, layers.dropFirst()).enumerated()
    where layer.outputs != next.inputs {
      throw NetworkError(
        "w\(i + 1) of shape \(layer.weight.shape) gives \(layer.outputs) rows, and"
          + " w\(i + 2) of shape \(next.weight.shape) takes \(next.inputs): they must be equal")
    }
    self.layers = layers
  }

  /// A network with layers of these sizes, inputs first, drawn from the generator.
  ///
  /// - Draws: for each layer its weight, row-major, then its bias; see `Linear`.
  /// - Throws: `NetworkError` if the network with so many columns of input is too large.
  package init(
    sizes: [Int], columns: Int, as initialization: Initialization,
    using generator: inout any FrameworkGenerator
  ) throws {
    try Self.check(sizes: sizes, columns: columns)
    layers = try zip(sizes, sizes.dropFirst()).map { inputs, outputs in
      try Linear(inputs: inputs, outputs: outputs, as: initialization, using: &generator)
    }
  }

  package var sizes: [Int] { layers.prefix(1).map(\.inputs) + layers.map(\.outputs) }

  /// - Throws: `NetworkError` if the network is too large to be run at once.
  private static func check(sizes: [Int], columns: Int) throws(NetworkError) {
    let wide = sizes.map(Double.init)
    let weights = zip(wide, wide.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    let activations = wide.reduce(0, +) * Double(columns)
    try NetworkLimits.fused.check(
      elements: weights + 6 * activations, multiplications: weights * Double(columns),
      remedy: "take smaller layers or fewer columns")
  }

  /// Asks, before it is made, whether an input of this shape fits.
  ///
  /// - Throws: `NetworkError` if it does not fit the first layer or is too large.
  package func check(input: Shape) throws(NetworkError) {
    guard (1...2).contains(input.rank), input.extents[0] == sizes[0] else {
      throw NetworkError(
        "w1 takes \(sizes[0]) rows, and the input has the shape \(input); give one of shape"
          + " \(sizes[0]),COLUMNS")
    }
    try Self.check(sizes: sizes, columns: input.inner(after: 1))
  }
}
