// nn.Linear.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore

/// `nn.Linear(inputs, outputs)`: `x · weightᵀ + bias` along the last axis.
public struct Linear: Sendable {
  /// (outputs, inputs).
  public let weight: Tensor<Float>
  /// (outputs).
  public let bias: Tensor<Float>

  /// Draws the parameters as PyTorch does, the weight before the bias.
  init(_ inputs: Int, _ outputs: Int, using generator: inout TorchGenerator) throws {
    // `kaiming_uniform_(a=sqrt(5))`: written as PyTorch computes it, because 1 / sqrt(inputs)
    // differs from it in the last bit.
    let gain = (2 / (1 + 5.0.squareRoot() * 5.0.squareRoot())).squareRoot()
    let bound = 3.0.squareRoot() * (gain / Double(inputs).squareRoot())
    weight = try .uniform(
      Shape([outputs, inputs]), low: -bound, high: bound, using: &generator)
    let biasBound = 1 / Double(inputs).squareRoot()
    bias = try .uniform([outputs], low: -biasBound, high: biasBound, using: &generator)
  }

  func callAsFunction(_ x: Tensor<Float>) throws -> Tensor<Float> {
    var y = try LinearProduct(x, weight: weight).tensor()
    let outputs = bias.elements.count
    for i in y.elements.indices { y.elements[i] += bias.elements[i % outputs] }
    return y
  }
}
