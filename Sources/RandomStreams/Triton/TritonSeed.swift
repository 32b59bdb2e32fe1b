// tl.rand of Triton, for kernels that people write themselves.
//
// Source: python/triton/language/random.py of Triton 3.9, MIT.
// SPDX-License-Identifier: Apache-2.0

/// The seed of `tl.rand(seed, offset)`, which drawing does not change.
public struct TritonSeed: FrameworkGenerator, Hashable {
  /// The seed that the kernel is given.
  public let seed: UInt64

  /// A seed of up to 64 bits, as the kernel is called with it.
  public init(seed: some BinaryInteger) { self.seed = UInt64(truncatingIfNeeded: seed) }

  /// The next 64 bits: the first words of block 0, the upper one first; the seed is then one more.
  ///
  /// Triton has no such call.
  public mutating func next() -> UInt64 {
    let block = Philox4x32.block(0, of: 0, key: seed)
    self = TritonSeed(seed: seed &+ 1)
    return UInt64(block.x) << 32 | UInt64(block.y)
  }

  /// A seed has no stream.
  public var position: UInt128? { nil }

  /// `tl.randint(seed, i)` for element i.
  ///
  /// - Draws: one block per element, of which it is the first word.
  /// - Throws: for more than 2^31 values, whose offsets would be of 64 bits.
  public func bits(count: Int) throws(UnsupportedDraw) -> any Draw<UInt32> {
    WordBits(words: try words(count))
  }

  /// `tl.rand(seed, i)` for element i.
  ///
  /// - Draws: one block per element.
  /// - Throws: as `bits`, and for a half format, which `tl.rand` does not give.
  public func rand(
    _ format: RealFormat, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    guard format == .float32 else { throw .onlyFloat32(.rand) }
    return WordUniforms(try words(count), TritonUniform())
  }

  /// `tl.rand(seed, i) > p` for element i, as Triton's tutorial on dropout has it.
  ///
  /// - Draws: one block per element.
  /// - Throws: as `bits`.
  public func dropoutMask(dropping p: Double, count: Int) throws(UnsupportedDraw) -> any MaskDraw {
    let bound = Float(p)
    return WordMask(try words(count), TritonUniform(), keepingAbove: { $0 > bound })
  }

  private func words(_ count: Int) throws(UnsupportedDraw) -> PhiloxBlocks {
    guard count <= 1 << 31 else { throw .tooLarge(.offsets) }
    return PhiloxBlocks(key: seed)
  }
}

/// The word as a signed number, or its complement if that is negative, times a constant that is
/// less than 2^-31.
struct TritonUniform: UniformRule {
  var bits: Int { 31 }
  func integer(of word: UInt32) -> UInt32 {
    word ^ UInt32(bitPattern: Int32(bitPattern: word) >> 31)
  }
  func value(of integer: UInt32) -> Float { Float(integer) * 0x1.fffffep-32 }
}
