// The network that tells vanilla from inverted dropout: layers of relu(w·x + b), a mask after each.
//
// Source: the two-layer NumPy network by which dropout is commonly explained.
// SPDX-License-Identifier: Apache-2.0

package import RandomStreams
import Regularization
package import TensorCore

/// What is done with a layer in training, and what evaluation must do for it.
package enum DropoutRule: String, CaseIterable, Sendable {
  /// The mask in training, times 1 - p in testing.
  case vanilla
  /// The mask and a division by 1 - p in training, nothing in testing.
  case inverted
  /// No dropout.
  case none
}

/// Whether a network learns or is used.
package enum Phase: String, Sendable {
  case train, test
}

/// A multilayer perceptron with a mask after every layer, the last one too.
///
/// It computes in the type of what it is given: float32 stays float32 until it meets float64.
package struct MLP: Sendable {
  package let layers: [Linear]

  /// A network of these layers.
  ///
  /// - Throws: `NetworkError` unless each layer takes what the one before it gives.
  package init(_ layers: [Linear]) throws(NetworkError) {
    for (i, (layer, next)) in zip(layers, layers.dropFirst()).enumerated()
    where layer.outputs != next.inputs {
      throw .layers(i + 1, layer.weight.shape, next: next.weight.shape)
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
      of: .layers)
  }

  /// Asks, before it is made, whether an input of this shape fits.
  ///
  /// - Throws: `NetworkError` if it does not fit the first layer or is too large.
  package func check(input: Shape) throws(NetworkError) {
    guard (1...2).contains(input.rank), input.extents[0] == sizes[0] else {
      throw .rows(sizes[0], input: input)
    }
    try Self.check(sizes: sizes, columns: input.inner(after: 1))
  }
}
