// Residual blocks one after another, their drop rates over the depth.
// SPDX-License-Identifier: Apache-2.0

package import RandomStreams
package import Regularization
package import TensorCore

/// How the probability to skip a block runs over the depth.
package enum DropRates: String, CaseIterable, Sendable {
  /// p for every block.
  case uniform
  /// From 0 for the first block to p for the last.
  case linear

  /// The probability for each block.
  ///
  /// Linear is what timm computes: 0 for a single block. `fused`: one rounding for product and sum,
  /// as ATen's AVX2 kernels have it.
  package func probabilities(_ p: Probability, blocks: Int, fused: Bool) -> [Probability] {
    guard self == .linear else { return Array(repeating: p, count: blocks) }
    return Schedule.linspace(to: Float(p.value), count: blocks, fused: fused).map {
      Probability(Double($0)) ?? p
    }
  }
}

/// Blocks with DropPath, each given what the one before it made.
package struct BottleNeckNetwork: Sendable {
  package private(set) var blocks: [BottleNeck]

  /// - Draws: the parameters of the blocks in their order.
  /// - Throws: `NetworkError` if the channels cannot be reduced.
  package init(
    channels: Int, reduction: Int, form: DropPathForm, rates: [Probability],
    using generator: inout any FrameworkGenerator
  ) throws {
    blocks = try rates.map {
      try BottleNeck(
        channels: channels, reduction: reduction, form: form, p: $0, using: &generator)
    }
  }

  /// Passes x through all blocks and gives what the last one made.
  ///
  /// - Draws: in training, in each block what its DropPath draws.
  /// - Parameter observe: Takes the number of each block, from 0, and what it made.
  package mutating func forward(
    _ x: Tensor<Float>, training: Bool, using generator: inout any FrameworkGenerator,
    observe: (Int, BlockPass) throws -> Void = { _, _ in }
  ) throws -> Tensor<Float> {
    var x = x
    for i in blocks.indices {
      let pass = try blocks[i].forward(x, training: training, using: &generator)
      try observe(i, pass)
      x = pass.output
    }
    return x
  }

  /// Asks, before anything is made, whether a network fits its input and is not too large.
  ///
  /// - Parameters:
  ///   - passes: How often the input goes through the network.
  ///   - held: How many tensors of the input's shape are kept for each block.
  /// - Throws: `NetworkError` if it does not.
  package static func check(
    input: Shape, reduction: Int, blocks: Int, passes: Int, held: Int
  ) throws(NetworkError) {
    guard input.rank == 4 else { throw .imageShape(input) }
    let channels = input.extents[1]
    guard channels > 0, channels % reduction == 0 else {
      throw .reduction(reduction, channels: channels)
    }
    let (wide, narrow) = (Double(channels), Double(channels / reduction))
    let weights = 2 * wide * narrow + 9 * narrow * narrow
    // An extent of 0 must not hide a huge number of samples, each of which has a mask.
    let count = input.extents.reduce(1) { $0 * max(1, Double($1)) }
    // A draw far on in the stream costs as much as this many multiplications.
    let perBlock = weights * count / wide + 0x1p21
    let kept = count * (6 + Double(held) * Double(blocks))
    try NetworkLimits.blocked.check(
      elements: Double(blocks) * weights + kept + 8 * wide,
      multiplications: Double(blocks) * Double(passes) * perBlock,
      of: .blocks)
  }
}
