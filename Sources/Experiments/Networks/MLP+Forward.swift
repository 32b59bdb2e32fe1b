// One pass through a multilayer perceptron.
// SPDX-License-Identifier: Apache-2.0

package import RandomStreams
package import Regularization
import TensorCore

/// What one layer made of its input.
package struct LayerPass: Sendable {
  /// `relu(w·x + b)`.
  package let layer: NetworkTensor
  /// The draws, 1 for what is kept; `nil` where nothing is drawn.
  package let mask: NetworkTensor?
  /// The layer after its mask and its scale: what the next layer is given.
  package let dropped: NetworkTensor
}

extension MLP {
  /// Passes x through the network.
  ///
  /// - Shapes: x (inputs, columns) or (inputs).
  /// - Draws: in training, after each layer what `dropout` draws for its elements; else none.
  /// - Arithmetic: of NumPy's dropout `(layer * mask) / (1 - p)`, whose mask of integers makes
  ///   float64 of float32; of PyTorch's `layer * (mask / (1 - p))`.
  /// - Throws: `NetworkError` if x does not fit the first layer or is too large.
  package func forward(
    _ x: NetworkTensor, dropout: (any Regularizer)?, phase: Phase,
    using generator: inout any FrameworkGenerator
  ) throws -> [LayerPass] {
    try check(input: x.shape)
    let dropout = dropout?.train(phase == .train)
    var input = x
    return try layers.map { linear in
      let layer = try linear(input)
      guard let dropout else {
        input = layer
        return LayerPass(layer: layer, mask: nil, dropped: layer)
      }
      let made = try dropout.applied(to: layer, using: &generator)
      input = made.output
      return LayerPass(
        layer: layer, mask: phase == .train ? made.mask : nil, dropped: made.output)
    }
  }
}

extension Regularizer {
  /// The mask and the output, in the type that the method's result has.
  fileprivate func applied(
    to x: NetworkTensor, using generator: inout any FrameworkGenerator
  ) throws -> (mask: NetworkTensor, output: NetworkTensor) {
    switch x {
    case .float32(let x):
      if let promotion = promotion(of: .float32) {
        return try promotion.layer.applied(
          to: .float64(NetworkTensor.float32(x).wide), using: &generator)
      }
      let made = try applied(to: x, using: &generator)
      return (.float32(try made.mask.tensor()), .float32(try made.output.tensor()))
    case .float64(let x):
      let made = try applied(to: x, using: &generator)
      return (.float64(try made.mask.tensor()), .float64(try made.output.tensor()))
    }
  }
}
