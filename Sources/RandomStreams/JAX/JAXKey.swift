// jax.random: keys and draws.
// SPDX-License-Identifier: Apache-2.0

/// A key of JAX's default generator, as `jax.random.key` makes it with 64-bit types off.
///
/// Drawing does not change a key: the same key gives the same values again. For other values, split
/// it or fold a number in. Values are XLA's on a CPU with fused multiply-add.
///
/// Source: jax/_src/random of JAX 0.10.2, Apache-2.0.
public struct JAXKey: FrameworkGenerator, Hashable {
  let cipher: Threefry2x32

  /// The two words that `jax.random.key_data` shows.
  public var words: (UInt32, UInt32) { (cipher.key0, cipher.key1) }

  /// `jax.random.wrap_key_data([high, low])`.
  public init(high: UInt32, low: UInt32) { cipher = Threefry2x32(key0: high, key1: low) }

  /// `jax.random.key(seed)` and `PRNGKey(seed)`: only the low 32 bits matter, and a negative seed
  /// is its two's complement.
  public init(seed: some BinaryInteger) {
    self.init(high: 0, low: UInt32(truncatingIfNeeded: seed))
  }

  /// The next 64 bits: the key becomes the first of `split(key)`, and the second one's first block
  /// is the value.
  ///
  /// JAX has no such call; its programs derive keys in this way.
  public mutating func next() -> UInt64 {
    let (high, low) = child(1).cipher.block(0)
    self = child(0)
    return UInt64(high) << 32 | UInt64(low)
  }

  /// Key `index` of `jax.random.split(self, n)`, the same for every n.
  public func child(_ index: UInt64) -> JAXKey {
    let (high, low) = cipher.block(index)
    return JAXKey(high: high, low: low)
  }

  /// `jax.random.split(self, count)`.
  public func split(_ count: Int = 2) -> [JAXKey] { (0..<count).map { child(UInt64($0)) } }

  /// `jax.random.fold_in(self, data)`, which takes 0..<2^32.
  public func folding(in data: UInt32) -> JAXKey { child(UInt64(data)) }

  /// Keys have no stream.
  public var position: UInt128? { nil }

  /// `jax.random.bits`.
  ///
  /// - Draws: one word per element, of the counter that is its index.
  public func bits(count: Int) -> any Draw<UInt32> { JAXBits(cipher: cipher) }

  /// `jax.random.uniform(dtype=…)`.
  ///
  /// - Draws: one word per element. Of it the high 23 bits in float32, bits 15 to 6 in float16,
  ///   bits 7 to 1 in bfloat16.
  public func rand(_ format: RealFormat, count: Int) -> any Draw<Float> {
    JAXUniform(cipher: cipher, format: format, range: nil)
  }

  /// `jax.random.uniform(minval=low, maxval=high, dtype=…)`.
  ///
  /// - Draws: as `rand`.
  public func uniform(
    _ format: RealFormat, low: Double, high: Double, count: Int
  ) -> any Draw<Float> {
    JAXUniform(cipher: cipher, format: format, range: JAXRange(format, low: low, high: high))
  }

  /// `jax.random.bernoulli(p)`: a float32 uniform below p rounded to float32. Any p is taken.
  ///
  /// - Draws: one word per element.
  public func bernoulli(_ probability: Double, count: Int) -> any MaskDraw {
    JAXBernoulli(cipher: cipher, probability: Float(probability))
  }

  /// `jax.random.normal(dtype=…)`.
  ///
  /// - Draws: one word per element.
  /// - Throws: for another mean or std, which JAX does not have.
  public func normal(
    _ format: RealFormat, mean: Double, std: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    guard mean == 0 && std == 1 else { throw .onlyStandardNormal(nil) }
    return format == .float32
      ? JAXNormal(cipher: cipher) : JAXHalfNormal(cipher: cipher, format: format)
  }

  public func binomial(
    trials: Int64, probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Int64> {
    throw .unknown(.binomial)
  }
}
