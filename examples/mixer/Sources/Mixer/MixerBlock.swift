// One block of the model: `MixerBlock` of mixer.py.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore

/// Mixes the tokens of each channel, then the channels of each token.
public struct MixerBlock: Sendable {
  let norm: LayerNorm
  public var tokens: Perceptron
  public var channels: Perceptron
  public var dropPath: DropPath

  init(
    tokens: Int, channels: Int, p: Probability, dropPath: Probability,
    using generator: inout TorchGenerator
  ) throws {
    norm = LayerNorm(features: channels)
    self.tokens = try Perceptron(tokens, hidden: 2 * tokens, p: p, using: &generator)
    self.channels = try Perceptron(channels, hidden: 2 * channels, p: p, using: &generator)
    self.dropPath = DropPath(p: dropPath)
  }

  /// Passes x (N, tokens, channels) through the block.
  public func callAsFunction(
    _ x: Tensor<Float>, using generator: inout TorchGenerator
  ) throws -> Tensor<Float> {
    let mixed = try tokens(norm(x).transposed(), using: &generator).transposed()
    let y = try x + dropPath(mixed, using: &generator)
    return try y + dropPath(channels(norm(y), using: &generator), using: &generator)
  }

  /// `block.train(mode)`.
  mutating func train(_ training: Bool) {
    tokens.drop.training = training
    channels.drop.training = training
    dropPath.training = training
  }
}
