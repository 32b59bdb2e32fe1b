// torch.Generator on the CPU.
// SPDX-License-Identifier: Apache-2.0

/// PyTorch's CPU generator: a Mersenne Twister, the place reached in its stream, and the cached
/// second normal of a pair.
///
/// Source: PyTorch 2.13, `aten/src/ATen/CPUGeneratorImpl.cpp` and `native/cpu/DistributionTemplates.h`.
public struct TorchGenerator: FrameworkGenerator {
  /// The version of PyTorch that is reproduced.
  public let version: TorchVersion
  /// The 32-bit words drawn since the generator was seeded.
  public private(set) var words: UInt128 = 0
  private var bits: MT19937
  /// The second normal of a pair that the scalar path has drawn; the next call returns it first.
  var cachedNormal: Double?

  /// The generator after `torch.manual_seed(seed)`; only the low 32 bits matter, and a negative
  /// seed is its two's complement.
  public init(seed: some BinaryInteger, version: TorchVersion = .latest) {
    bits = MT19937(seed: UInt32(truncatingIfNeeded: seed))
    self.version = version
  }

  /// The next 64 bits, as PyTorch's `random64`.
  ///
  /// - Draws: two words, the upper one first.
  public mutating func next() -> UInt64 {
    defer { words += 2 }
    return UInt64(bits.next()) << 32 | UInt64(bits.next())
  }

  public var position: UInt128? { words }

  public var fillsAlongMemory: Bool { version.bernoulli == .native }

  /// A reader of the words from here on; moves the generator past `count` of them.
  mutating func take(_ count: UInt64) -> WordReader {
    let reader = WordReader(from: bits)
    bits.advance(by: count)
    words += UInt128(count)
    return reader
  }

  public mutating func skip(_ words: UInt64) { _ = take(words) }

  /// - Draws: one word per element.
  public mutating func bits(count: Int) -> any Draw<UInt32> {
    TorchBits(words: take(UInt64(count)))
  }

  /// - Draws: one word per element, whatever the format.
  public mutating func rand(_ format: RealFormat, count: Int) -> any Draw<Float> {
    TorchUniform(words: take(UInt64(count)), format: format, rounding: version.rounding)
  }

  /// - Draws: two words per element.
  public mutating func rand64(count: Int) -> any Draw<Double> {
    TorchUniform64(words: take(2 * UInt64(count)))
  }

  /// - Draws: one word per element, also where `low` equals `high`.
  /// - Throws: for the bounds that `uniform_` refuses.
  public mutating func uniform(
    _ format: RealFormat, low: Double, high: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    try UniformBounds(low: low, high: high, largest: format.largest, name: format.name).check()
    return TorchUniform(
      words: take(UInt64(count)), format: format, rounding: version.rounding,
      scale: UniformScale(
        format, low: low, high: high, rounding: version.rounding,
        fused: version.vectorMath == .avx2))
  }

  /// - Draws: two words per element, also where `low` equals `high`.
  /// - Throws: for the bounds that `uniform_` refuses.
  public mutating func uniform64(
    low: Double, high: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    try UniformBounds(
      low: low, high: high, largest: .greatestFiniteMagnitude, name: "double"
    ).check()
    return TorchUniform64(
      words: take(2 * UInt64(count)),
      scale: UniformScale(
        low: low, high: high, rounding: version.rounding, fused: version.vectorMath == .avx2))
  }

  /// `tensor.bernoulli_(p)` with a number p, for any element type.
  ///
  /// - Draws: two words per element, also for p = 0 and p = 1; under MKL one word in all, and none if
  ///   there are no elements.
  /// - Throws: `.probability` for a number outside 0...1.
  public mutating func bernoulli(
    _ probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any MaskDraw {
    guard probability >= 0, probability <= 1 else { throw .probability(probability) }
    switch version.bernoulli {
    case .native:
      return TorchBernoulli(words: take(2 * UInt64(count)), probability: probability)
    case .mkl:
      return MKLBernoulli(seed: take(count == 0 ? 0 : 1), probability: probability)
    }
  }
}

/// Raw words.
private struct TorchBits: Draw {
  var words: WordReader

  mutating func fill(_ block: inout MutableSpan<UInt32>, from index: Int) {
    words.read(&block, from: UInt64(index))
  }
}
