// An MLP-Mixer whose branches are dropped the more often the deeper they stand.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import Regularization
public import TensorCore

/// `Mixer` of mixer.py: blocks, and a classifier of the mean token.
///
/// PyTorch has one hidden generator; here it is a value that the caller passes, and it must take
/// the same way: the parameters are drawn in the order in which the modules are made, the masks in
/// the order in which the layers are called.
public struct Mixer: Sendable {
  public var blocks: [MixerBlock]
  let norm: LayerNorm
  public let head: Linear

  /// Draws the parameters.
  public init(
    tokens: Int, channels: Int, classes: Int, depth: Int, p: Probability, dropPath: Double,
    using generator: inout TorchGenerator
  ) throws {
    blocks = try (0..<depth).map { i in
      guard let rate = Probability(dropPath * Double(i) / Double(depth - 1)) else {
        throw RateError(dropPath: dropPath)
      }
      return try MixerBlock(
        tokens: tokens, channels: channels, p: p, dropPath: rate, using: &generator)
    }
    norm = LayerNorm(features: channels)
    head = try Linear(channels, classes, using: &generator)
  }

  /// Passes x (N, tokens, channels) through the model: (N, classes).
  public func callAsFunction(
    _ x: Tensor<Float>, using generator: inout TorchGenerator
  ) throws -> Tensor<Float> {
    var x = x
    for block in blocks { x = try block(x, using: &generator) }
    return try head(norm(x).meanOfRows())
  }

  /// `model.train(mode)`.
  public mutating func train(_ training: Bool = true) {
    for i in blocks.indices { blocks[i].train(training) }
  }

  /// `model.eval()`.
  public mutating func eval() { train(false) }
}

/// A drop rate that is no probability.
public struct RateError: Error, Equatable {
  public let dropPath: Double
}
