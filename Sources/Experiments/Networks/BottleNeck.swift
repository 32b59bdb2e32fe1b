// A residual block with DropPath: skipped, it gives back what it was given.
//
// Source: Zuppichini, "Implementing Stochastic Depth/Drop Path In PyTorch"; Huang et al. 2016,
// arXiv:1603.09382.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
package import Regularization
package import TensorCore

/// Which DropPath ends a block.
package enum DropPathForm: String, CaseIterable, Sendable {
  /// A block is skipped with probability p.
  case bernoulli
  /// `DropPath(p)` as the article wrote it: p arrives as what is kept.
  case articleModule = "article-module"

  /// The layer.
  ///
  /// - p = 0 and evaluation: the block's output as it is, and no draw.
  func layer(_ p: Probability, training: Bool) -> DropPath {
    switch self {
    case .bernoulli: DropPath(p: p, training: training)
    case .articleModule: DropPath(p: p, form: .articleModule, training: training)
    }
  }
}

/// What one block made of its input.
package struct BlockPass: Sendable {
  package let input: Tensor<Float>
  /// What the block made, before DropPath.
  package let layer: Tensor<Float>
  /// 1 for each sample that went through the block: (N, 1, 1, 1).
  package let mask: Tensor<Float>
  /// DropPath of the layer, plus the input.
  package let output: Tensor<Float>
}

/// Three convolutions, wide to narrow, narrow, narrow to wide; DropPath; and the input added.
package struct BottleNeck: Sendable {
  package private(set) var block: [ConvBnAct]
  package let form: DropPathForm
  package let p: Probability

  /// `BottleNeck(channels, channels, reduction)`, initialized as PyTorch does.
  ///
  /// - Draws: the parameters of the convolutions in their order: kernels of 1, 3 and 1.
  init(
    channels: Int, reduction: Int, form: DropPathForm, p: Probability,
    using generator: inout any FrameworkGenerator
  ) throws {
    let narrow = channels / reduction
    block = [
      try ConvBnAct(inputs: channels, outputs: narrow, kernelSize: 1, using: &generator),
      try ConvBnAct(inputs: narrow, outputs: narrow, kernelSize: 3, using: &generator),
      try ConvBnAct(inputs: narrow, outputs: channels, kernelSize: 1, using: &generator),
    ]
    self.form = form
    self.p = p
  }

  /// Passes x through the block.
  ///
  /// - Shape: (N, channels, H, W).
  /// - Draws: in training, where p > 0, one Bernoulli number a sample, after the convolutions.
  mutating func forward(
    _ x: Tensor<Float>, training: Bool, using generator: inout any FrameworkGenerator
  ) throws -> BlockPass {
    var layer = x
    for i in block.indices { layer = try block[i].forward(layer, training: training) }
    let made = try form.layer(p, training: training).applied(to: layer, using: &generator)
    var output = try made.output.tensor()
    for i in output.elements.indices { output.elements[i] += x.elements[i] }
    return BlockPass(input: x, layer: layer, mask: try made.mask.tensor(), output: output)
  }
}

extension BlockPass {
  /// The samples that skipped the block.
  package var skipped: [Int] { mask.elements.indices.filter { mask.elements[$0] == 0 } }
  /// The samples that went through it.
  package var kept: [Int] { mask.elements.indices.filter { mask.elements[$0] != 0 } }

  /// How many elements of the skipped samples do not have the bits that came in.
  ///
  /// 0, but where the input holds -0, to which adding 0 gives 0, or the block made what times 0
  /// is NaN.
  package var changedInSkipped: Int {
    let count = output.shape.inner(after: 1)
    return skipped.reduce(0) {
      let range = $1 * count..<($1 + 1) * count
      return $0
        + zip(output.elements[range], input.elements[range])
        .count { $0.bitPattern != $1.bitPattern }
    }
  }
}
