// Convolution, batch norm, ReLU: the step of which residual blocks are made.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import TensorCore

/// `Conv2d(inputs, outputs, kernelSize, padding=kernelSize // 2)`, `BatchNorm2d`, `ReLU`.
package struct ConvBnAct: Sendable {
  package let convolution: Conv2d
  package private(set) var norm: BatchNorm2d

  /// - Draws: the convolution's weight and bias; see `Conv2d`.
  init(
    inputs: Int, outputs: Int, kernelSize: Int,
    using generator: inout any FrameworkGenerator
  ) throws {
    convolution = try Conv2d(
      inputs: inputs, outputs: outputs, kernelSize: kernelSize, padding: kernelSize / 2,
      using: &generator)
    norm = BatchNorm2d(channels: outputs)
  }

  mutating func forward(_ x: Tensor<Float>, training: Bool) throws -> Tensor<Float> {
    var y = try convolution(x)
    try norm.apply(to: &y, training: training)
    for i in y.elements.indices where y.elements[i] < 0 { y.elements[i] = 0 }
    return y
  }
}
