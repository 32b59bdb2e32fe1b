// The inner loops of the hot draws: what each does. The types that conform are the tables of them.
// SPDX-License-Identifier: Apache-2.0

/// Loops over pointers that make the values of draws; each conforming type has the same results.
package protocol DrawLoops: SendableMetatype {
  /// As `REGX_KERNELS` and `regx --version --verbose` say it.
  static var name: String { get }

  // MARK: Words of the Mersenne Twister. A state is 624 words, and room for 16 more after them.

  /// Makes the next 624 words in place of the last.
  static func twist(_ state: UnsafeMutablePointer<UInt32>)

  /// Writes the words as they leave the generator.
  static func temper(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<UInt32>, _ count: Int)

  /// Adds to word j of 624 the sum of the words `sequence[j + term]` over all terms.
  static func shiftedSum(
    _ sequence: UnsafePointer<UInt32>, _ terms: UnsafePointer<UInt16>, _ count: Int,
    _ result: UnsafeMutablePointer<UInt32>)

  // MARK: Uniforms of them

  /// Writes the low 24 bits of each word that leaves the generator over 2^24.
  static func uniforms(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Float>, _ count: Int)

  /// Makes the next 624 words in place of the last, and of each a uniform, as `uniforms` does.
  static func twistedUniforms(
    _ state: UnsafeMutablePointer<UInt32>, _ result: UnsafeMutablePointer<Float>)

  /// Writes the low 53 bits of each pair of words, upper one first, over 2^53: PyTorch's float64.
  static func lowUniforms(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Double>, _ count: Int)

  /// Writes the high 27 and 26 bits of each pair of words, upper one first, over 2^53: NumPy's
  /// RandomState.
  static func highUniforms(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Double>, _ count: Int)

  // MARK: Bernoulli draws of them

  /// Writes `one` where the 53 low bits of a pair of words, upper one first, are below `threshold`,
  /// else `zero`.
  static func bernoulliNoise(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Float>, _ count: Int,
    _ threshold: UInt64, _ one: Float, _ zero: Float)

  /// Makes the next 624 words in place of the last, and of their 312 pairs what `bernoulliNoise`
  /// does.
  static func twistedBernoulliNoise(
    _ state: UnsafeMutablePointer<UInt32>, _ result: UnsafeMutablePointer<Float>,
    _ threshold: UInt64, _ one: Float, _ zero: Float)

  /// Writes 1 where the 53 low bits of a pair of words, upper one first, are below `threshold`, else
  /// 0.
  static func bernoulliMask(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<UInt8>, _ count: Int,
    _ threshold: UInt64)

  // MARK: MCG31. `factors` are those that `MCG31` of RandomStreams has.

  /// Writes `one` where a state is below `threshold`, else `zero`; returns the state after the last.
  static func mcg31Noise(
    _ state: UInt32, _ factors: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Float>,
    _ count: Int, _ threshold: UInt32, _ one: Float, _ zero: Float
  ) -> UInt32

  /// Writes 1 where a state is below `threshold`, else 0; returns the state after the last.
  static func mcg31Mask(
    _ state: UInt32, _ factors: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<UInt8>,
    _ count: Int, _ threshold: UInt32
  ) -> UInt32

  /// Writes `count` states; returns the one after the last.
  static func mcg31States(
    _ state: UInt32, _ factors: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<UInt32>,
    _ count: Int
  ) -> UInt32

  // MARK: PCG64

  /// How many neighbouring states the two functions below take together.
  static var pcg64Lanes: Int { get }

  /// Writes the words of `count` states, a multiple of the lanes, and leaves the states after them.
  ///
  /// - `states`: the first states, one for each lane, all lower halves first.
  /// - `leap`: the factor and the addend of as many steps, lower half first.
  static func pcg64Words(
    _ states: UnsafeMutablePointer<UInt64>, _ leap: UnsafePointer<UInt64>,
    _ result: UnsafeMutableRawPointer, _ count: Int)

  /// Writes the high 53 bits over 2^53 of the words that `pcg64Words` writes.
  static func pcg64Uniforms(
    _ states: UnsafeMutablePointer<UInt64>, _ leap: UnsafePointer<UInt64>,
    _ result: UnsafeMutableRawPointer, _ count: Int)

  // MARK: Threefry

  /// Writes `count` words of Threefry-2x32 in counter mode, each the xor of a block's two halves, for
  /// the counters `low`, `low + 1`, … below the same `high`.
  static func threefry(
    _ key0: UInt32, _ key1: UInt32, _ high: UInt32, _ low: UInt32,
    _ result: UnsafeMutablePointer<UInt32>, _ count: Int)

  /// Writes one half of each of `count` blocks of Threefry-2x32, the second one if `isSecond`, for
  /// the counters (`high`, `low`), (`high + 1`, `low + 1`), ….
  static func threefryHalves(
    _ key0: UInt32, _ key1: UInt32, _ high: UInt32, _ low: UInt32, _ isSecond: Bool,
    _ result: UnsafeMutablePointer<UInt32>, _ count: Int)

  // MARK: Philox

  /// Writes the four words of each of `count` blocks of Philox-4x32, one block after the other.
  ///
  /// - The blocks' counters are `number`, `number + 1`, … of the same `stream`, or the same `number`
  ///   of `stream`, `stream + 1`, … if `countsStreams`; the low 32 bits of what is counted do not
  ///   wrap.
  static func philoxBlocks(
    _ key: UInt64, _ number: UInt64, _ stream: UInt64, _ countsStreams: Bool,
    _ result: UnsafeMutablePointer<UInt32>, _ count: Int)

  /// Writes one word of each of `count` blocks: the one at place `word`. The rest as `philoxBlocks`.
  static func philoxWords(
    _ key: UInt64, _ number: UInt64, _ stream: UInt64, _ countsStreams: Bool, _ word: Int,
    _ result: UnsafeMutablePointer<UInt32>, _ count: Int)

  // MARK: Values of words and of uniforms, in place

  /// Makes of each 32 bits the high `bits` of them over 2^bits, up to 24.
  static func wordsToFloats(_ words: UnsafeMutableRawPointer, _ count: Int, _ bits: Int)

  /// Multiplies each value by `factor` and adds `term`, rounded once.
  static func scale(
    _ values: UnsafeMutablePointer<Float>, _ count: Int, _ factor: Float, _ term: Float)

  /// Makes `blocks` blocks of 16 uniforms into PyTorch's normals: uniforms j and j + 8 make the
  /// normals j and j + 8.
  static func normals(
    _ values: UnsafeMutablePointer<Float>, _ blocks: Int, _ mean: Float, _ std: Float)

  /// Makes uniforms of 23 bits into the normals of `jax.random.normal`.
  static func inverseErrorNormals(_ values: UnsafeMutablePointer<Float>, _ count: Int)
}
