// Two linear layers with dropout: `Perceptron` of mixer.py.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore

/// Two linear layers, with dropout after the activation and at the end.
public struct Perceptron: Sendable {
  public let fc1: Linear
  public let fc2: Linear
  public var drop: Dropout

  init(
    _ features: Int, hidden: Int, p: Probability, using generator: inout TorchGenerator
  ) throws {
    fc1 = try Linear(features, hidden, using: &generator)
    fc2 = try Linear(hidden, features, using: &generator)
    drop = Dropout(p: p)
  }

  func callAsFunction(
    _ x: Tensor<Float>, using generator: inout TorchGenerator
  ) throws -> Tensor<Float> {
    let hidden = try drop(fc1(x).gelu, using: &generator)
    return try drop(fc2(hidden), using: &generator)
  }
}
