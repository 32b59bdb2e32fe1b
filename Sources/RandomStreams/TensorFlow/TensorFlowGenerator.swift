// tf.random.set_seed, and the seeds of the operations that draw after it.
// SPDX-License-Identifier: Apache-2.0

/// TensorFlow's eager draws after `tf.random.set_seed`.
///
/// Each operation has a generator of its own, made of the global seed and an operation's seed. An
/// operation without one takes the next number of Python's `random.Random(global seed)`; one that
/// is given a seed continues where its last call of that type ended.
///
/// Source: tensorflow/python/framework/random_seed.py, tensorflow/core/kernels/random_op_cpu.h and
/// tensorflow/core/util/guarded_philox_random.cc of TensorFlow 2.21, Apache-2.0.
public struct TensorFlowGenerator: FrameworkGenerator {
  /// The global seed.
  public let seed: Int64
  /// The `seed` that the program gives to `tf.nn.dropout`; `nil` where it gives none.
  public let opSeed: Int64?
  private var random: PythonRandom
  /// The blocks that calls with `opSeed` have reserved, by the bytes and the kind of their type.
  private var reserved: [ElementKind: UInt64] = [:]

  private enum ElementKind: Hashable { case real(RealFormat), float64 }

  /// The generator after `tf.random.set_seed(seed)`.
  public init(seed: Int64, opSeed: Int64? = nil) {
    self.seed = seed
    self.opSeed = opSeed
    random = PythonRandom(seed: seed)
  }

  /// The next 64 bits: the first words of an operation without a seed, the upper one first.
  public mutating func next() -> UInt64 { unseeded().firstBits }

  /// Operations have streams of their own.
  public var position: UInt128? { nil }

  /// `tf.random.uniform` without a seed of its own.
  ///
  /// - Draws: an operation's seed; of it one word per element.
  public mutating func rand(_ format: RealFormat, count: Int) -> any Draw<Float> {
    unseeded().uniform(format)
  }

  /// `tf.random.uniform` in float64 without a seed of its own.
  ///
  /// - Draws: an operation's seed; of it two words per element.
  public mutating func rand64(count: Int) -> any Draw<Double> { unseeded().uniform64() }

  /// The mask of `tf.nn.dropout` for elements of a format.
  ///
  /// - Draws: an operation's seed, or 256 blocks per element of the stream of `opSeed`; of it one
  ///   word per element.
  public mutating func dropoutMask(
    dropping rate: Double, _ format: RealFormat, count: Int
  ) -> any MaskDraw {
    nextDropout(.real(format), count: count).mask(format, rate: rate)
  }

  /// The same for float64.
  ///
  /// - Draws: as `dropoutMask`, with two words per element.
  public mutating func dropoutMask64(dropping rate: Double, count: Int) -> any MaskDraw {
    nextDropout(.float64, count: count).mask64(rate: rate)
  }

  /// What `tf.nn.dropout` with rate 0 does: it takes an operation's seed and draws nothing.
  public mutating func passDropout() { if opSeed == nil { _ = nextSeed() } }

  private mutating func unseeded() -> TensorFlowDraws { draws(nextSeed(), block: 0) }

  private mutating func nextSeed() -> Int64 { Int64(random.integer(from: 0, width: 1 << 31)) }

  private mutating func nextDropout(_ kind: ElementKind, count: Int) -> TensorFlowDraws {
    guard let opSeed else { return unseeded() }
    let block = reserved[kind, default: 0]
    reserved[kind] = block &+ 256 * UInt64(count)
    return draws(opSeed, block: block)
  }

  private func draws(_ opSeed: Int64, block: UInt64) -> TensorFlowDraws {
    let (key, stream) = (Self.truncated(seed), Self.truncated(opSeed))
    var generator = Philox4x32(key: key, stream: key | stream == 0 ? 1 << 31 - 1 : stream)
    generator.advance(byBlocks: block)
    return TensorFlowDraws(words: PhiloxStream(origin: generator))
  }

  /// The remainder by 2^31 - 1, which is not negative.
  private static func truncated(_ seed: Int64) -> UInt64 {
    let remainder = seed % (1 << 31 - 1)
    return UInt64(remainder < 0 ? remainder + (1 << 31 - 1) : remainder)
  }
}
