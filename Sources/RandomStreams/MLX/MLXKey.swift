// mlx.core.random: keys and draws.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// A key of MLX, as `mx.random.key` makes it.
///
/// Drawing does not change a key. MLX ciphers counters as JAX did before its keys became
/// partitionable: a word depends on how many are drawn.
///
/// Source: mlx/random.cpp and mlx/backend/cpu/random.cpp of MLX 0.32.4, MIT.
public struct MLXKey: Hashable, Sendable {
  /// The two words of the array that is the key.
  public let words: SIMD2<UInt32>

  /// The key with these words.
  public init(high: UInt32, low: UInt32) { words = SIMD2(high, low) }

  /// `mx.random.key(seed)`.
  public init(seed: some BinaryInteger) {
    let seed = UInt64(truncatingIfNeeded: seed)
    self.init(high: UInt32(seed >> 32), low: UInt32(truncatingIfNeeded: seed))
  }

  /// `mx.random.split(key, count)`.
  ///
  /// - Precondition: `count` is from 0 to 2^31 - 1.
  public func split(_ count: Int = 2) -> [MLXKey] {
    precondition(count >= 0 && count < 1 << 31)
    var words = [UInt32](repeating: 0, count: 2 * count)
    let source = MLXWords(key: self, count: words.count)
    words.withUnsafeMutableBufferPointer { words in
      if let memory = words.baseAddress { source.write(words.count, from: 0, to: memory) }
    }
    return (0..<count).map { MLXKey(high: words[2 * $0], low: words[2 * $0 + 1]) }
  }

  /// `mx.random.bits(key=key)`.
  ///
  /// - Draws: one word per element.
  /// - Throws: for 2^32 values and more.
  public func bits(count: Int) throws(UnsupportedDraw) -> any Draw<UInt32> {
    WordBits(words: try words(count))
  }

  /// `mx.random.uniform(low, high, dtype=…, key=key)`, as MLX draws since 0.26.5.
  ///
  /// - Draws: one word per element, whatever the format.
  /// - Throws: for 2^32 values and more.
  public func uniform(
    _ format: RealFormat = .float32, low: Double = 0, high: Double = 1, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    let range = MLXRange(format, low: low, high: high)
    let words = try words(count)
    if range.isUnit, format == .float32 { return WordUniforms(words, MLXUniform()) }
    return WordUniforms(words, MLXUniform()) { range.apply($0) }
  }

  /// `mx.random.bernoulli(p, key=key)`: 1 with this probability.
  ///
  /// - Draws: one word per element.
  /// - Throws: for 2^32 values and more.
  public func bernoulli(
    _ p: Float, count: Int, rule: MLXBernoulliRule = .latest
  ) throws(UnsupportedDraw) -> any MaskDraw {
    let words = try words(count)
    switch rule {
    case .latest:
      let bound = p * 0x1.000002p+32
      return WordMask(words, MLXInteger(), keepingBelow: { $0 < bound })
    case .uniform:
      return WordMask(words, MLXUniform(), keepingBelow: { $0 < p })
    }
  }

  private func words(_ count: Int) throws(UnsupportedDraw) -> MLXWords {
    guard count < 1 << 32 else { throw .tooLarge(.keyWords) }
    return MLXWords(key: self, count: count)
  }
}

/// What `bernoulli` compares.
public enum MLXBernoulliRule: Sendable {
  /// MLX 0.19.2 and later: the word as a float with p · (2^32 + 512), in float32.
  case latest
  /// MLX before 0.19.2: the uniform with p.
  case uniform
}

/// The words of one call: word i and word i + n / 2 are the halves of one block.
struct MLXWords: IndexedWords {
  let key: MLXKey
  let count: Int

  func write(_ count: Int, from index: UInt64, to memory: UnsafeMutablePointer<UInt32>) {
    let kernels = Kernels.inUse
    let half = self.count / 2
    // Where the second halves begin: a call of an odd number has a block of its own in the middle.
    let second = half + self.count % 2
    var (i, done) = (Int(index), 0)
    while done < count {
      let (run, high, low): (Int, Int, Int)
      if i < half {
        (run, high, low) = (min(count - done, half - i), i, i + second)
      } else if i < second {
        (run, high, low) = (1, half, 0)
      } else {
        (run, high, low) = (count - done, i - second, i)
      }
      kernels.threefryHalves(
        key.words.x, key.words.y, UInt32(high), UInt32(low), i >= second, memory + done, run)
      i += run
      done += run
    }
  }
}

/// The word itself, in float32.
struct MLXInteger: UniformRule {
  var bits: Int { 32 }
  func integer(of word: UInt32) -> UInt32 { word }
  func value(of integer: UInt32) -> Float { Float(integer) }
}

/// The word over 2^32 - 1, in float32 and below 1.
struct MLXUniform: UniformRule {
  var bits: Int { 32 }
  func integer(of word: UInt32) -> UInt32 { word }
  // 2^32 - 1 is 2^32 in float32.
  func value(of integer: UInt32) -> Float { min(Float(integer) * 0x1p-32, 1 - 0x1p-24) }
}

/// The interval of `uniform`, with MLX's roundings: all in the format but the uniform itself.
private struct MLXRange: Sendable {
  let format: RealFormat
  let low: Float
  let width: Float

  init(_ format: RealFormat, low: Double, high: Double) {
    self.format = format
    self.low = format.round(Float(low))
    width = format.round(format.round(Float(high)) - self.low)
  }

  var isUnit: Bool { low == 0 && width == 1 }

  func apply(_ u: Float) -> Float {
    // The largest number below 1.
    let largest: Float =
      switch format {
      case .float32: 1 - 0x1p-24
      case .float16: 1 - 0x1p-11
      case .bfloat16: 1 - 0x1p-8
      }
    let u = min(format.round(u), largest)
    return isUnit ? u : format.round(format.round(width * u) + low)
  }
}
