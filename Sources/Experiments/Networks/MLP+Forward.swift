// One pass through a multilayer perceptron.

package import RandomStreams
package import Regularization
package import TensorCore

/// What one layer made of its input.
package struct LayerPass<Element: NetworkScalar>: Sendable {
  /// `relu(w·x + b)`.
  package let layer: Tensor<Element>
  /// The draws, 1 for what is kept; `nil` where nothing is drawn.
  package let mask: Tensor<Element>?
  /// The layer after its mask and its scale: what the next layer is given.
  package let dropped: Tensor<Element>
}

extension MLP {
  /// Passes x through the network.
  ///
  /// - Shapes: x (inputs, columns) or (inputs).
  /// - Draws: in training, after each layer one Bernoulli number with probability 1 - p for each of
  ///   its elements, row-major, as the rule's mode draws it (`regx modes`); else none.
  /// - Arithmetic: on NumPy's engines `(layer * mask) / (1 - p)`, on PyTorch's
  ///   `layer * (mask / (1 - p))`.
  /// - Throws: `NetworkError` if x does not fit the first layer or is too large.
  package func forward(
    _ x: Tensor<Element>, dropout: (any Regularizer)?, phase: Phase,
    using generator: inout any FrameworkGenerator
  ) throws -> [LayerPass<Element>] {
    try check(input: x.shape)
    let dropout = dropout?.train(phase == .train)
    var input = x
    return try layers.map { linear in
      var layer = try linear(input)
      Element.rectify(&layer.elements)
      guard let dropout else {
        input = layer
        return LayerPass(layer: layer, mask: nil, dropped: layer)
      }
      let made = try dropout.applied(to: layer, using: &generator)
      input = try made.output.tensor()
      return LayerPass(
        layer: layer, mask: phase == .train ? try made.mask.tensor() : nil, dropped: input)
    }
  }
}
