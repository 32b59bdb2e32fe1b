// tf.random.stateless_uniform: draws that depend on nothing but a pair of seeds.
// SPDX-License-Identifier: Apache-2.0

/// The seed of TensorFlow's stateless draws, which do not change it.
///
/// Source: tensorflow/core/kernels/stateless_random_ops.cc of TensorFlow 2.21, Apache-2.0.
public struct TensorFlowSeed: FrameworkGenerator, Hashable {
  /// The first number of the pair.
  public let first: Int64
  /// The second number of the pair.
  public let second: Int64

  /// `seed=(first, second)`.
  public init(_ first: Int64, _ second: Int64) {
    self.first = first
    self.second = second
  }

  /// The next 64 bits: the first words of the seed, the upper one first; the second number of the
  /// seed is then one more.
  ///
  /// TensorFlow has no such call.
  public mutating func next() -> UInt64 {
    defer { self = TensorFlowSeed(first, second &+ 1) }
    return draws.firstBits
  }

  /// A pair of seeds has no stream.
  public var position: UInt128? { nil }

  /// `tf.random.stateless_uniform`.
  ///
  /// - Draws: one word per element, whatever the format.
  public func rand(_ format: RealFormat, count: Int) -> any Draw<Float> { draws.uniform(format) }

  /// `tf.random.stateless_uniform` in float64.
  ///
  /// - Draws: two words per element.
  public func rand64(count: Int) -> any Draw<Double> { draws.uniform64() }

  /// The mask of `tf.nn.experimental.stateless_dropout` for elements of a format.
  ///
  /// - Draws: one word per element.
  public func dropoutMask(dropping rate: Double, _ format: RealFormat) -> any MaskDraw {
    draws.mask(format, rate: rate)
  }

  /// The same for float64.
  ///
  /// - Draws: two words per element.
  public func dropoutMask64(dropping rate: Double) -> any MaskDraw { draws.mask64(rate: rate) }

  /// The seeds are a counter, whose block is the key and the stream.
  private var draws: TensorFlowDraws {
    let block = Philox4x32.block(
      UInt64(bitPattern: first), of: UInt64(bitPattern: second), key: 0x0246_1e29_3ec8_f720)
    func half(_ low: UInt32, _ high: UInt32) -> UInt64 { UInt64(high) << 32 | UInt64(low) }
    let generator = Philox4x32(
      key: half(block.x, block.y), stream: half(block.z, block.w))
    return TensorFlowDraws(words: PhiloxStream(origin: generator))
  }
}
