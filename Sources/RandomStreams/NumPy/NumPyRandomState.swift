// np.random.seed and np.random.RandomState.
// SPDX-License-Identifier: Apache-2.0

/// NumPy's legacy generator: a Mersenne Twister and the normal that its polar method has cached.
///
/// It draws float64 only. Normals and binomials call the C library's `exp` and `log`: they have
/// NumPy's bits if NumPy ran with the same library, and was compiled without fused multiply-adds, as
/// x86-64 wheels are.
public struct NumPyRandomState: FrameworkGenerator {
  private var stream: LegacyStream
  /// Called during long draws of normals and binomials.
  public var progress: DrawProgress?

  /// `np.random.seed(seed)`: an integer by `init_genrand`, a list by `init_by_array`.
  ///
  /// - Throws: `.outOfRange` for an integer that is not below 2^32, `.empty` for an empty list.
  public init(seed: NumPySeed) throws(NumPySeedError) {
    if seed.integers.isEmpty { throw .empty }
    if seed.integers.contains(where: { $0.count != 1 }) { throw .outOfRange }
    let words = seed.entropy
    stream = LegacyStream(seed.isList ? MT19937(key: words) : MT19937(seed: words[0]))
  }

  public var position: UInt128? { stream.words }

  /// The next 64 bits.
  ///
  /// - Draws: two words, the upper one first.
  public mutating func next() -> UInt64 { stream.nextWord64() }

  public mutating func skip(_ words: UInt64) { _ = stream.take(words) }

  /// 32-bit words, `rs.randint(0, 2**32, dtype=np.uint32)`.
  ///
  /// - Draws: one word per element.
  public mutating func bits(count: Int) -> any Draw<UInt32> {
    LegacyBits(words: stream.take(UInt64(count)))
  }

  /// `rs.rand()` and `rs.random_sample()`.
  ///
  /// - Draws: two words per element.
  public mutating func rand64(count: Int) -> any Draw<Double> {
    // 0 + 1 · u is u.
    LegacyUniform(words: stream.take(2 * UInt64(count)), low: 0, range: 1)
  }

  /// `rs.uniform(low, high)`; `high` may lie below `low`.
  ///
  /// - Draws: two words per element.
  /// - Throws: where NumPy says `Range exceeds valid bounds`.
  public mutating func uniform64(
    low: Double, high: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    let range = high - low
    guard range.isFinite else { throw .numPy(.range) }
    return LegacyUniform(words: stream.take(2 * UInt64(count)), low: low, range: range)
  }

  /// `rs.standard_normal()` and `rs.randn()`, which differ from `normal(0, 1)` in the sign of a
  /// zero.
  ///
  /// - Draws: four words for two elements, in one of five cases more; none for the first element
  ///   while a normal is cached.
  public mutating func standardNormal64(count: Int) -> any Draw<Double> {
    LegacyNormal(
      &stream, count: count, scaling: nil, progress: progress)
  }

  /// `rs.normal(mean, std)`.
  ///
  /// - Draws: as `standardNormal64`.
  /// - Throws: where NumPy says `scale < 0`, which includes -0.
  public mutating func normal64(
    mean: Double, std: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    guard std.sign == .plus || std.isNaN else { throw .numPy(.scale) }
    return LegacyNormal(
      &stream, count: count, scaling: (mean, std), progress: progress)
  }

  /// `rs.binomial(1, probability)`.
  ///
  /// - Draws: two words per element, in rare cases more.
  /// - Throws: where NumPy says `p < 0, p > 1 or p is NaN`.
  public mutating func bernoulli(
    _ probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any MaskDraw {
    let trial = try Binomial(trials: 1, probability: probability, rule: .randomState)
    guard let threshold = trial.singleTrialThreshold else {
      return RejectingTrial(
        BinomialCounts(&stream, count: count, binomial: trial, progress: progress))
    }
    return LegacyBernoulli(
      words: stream.take(2 * UInt64(count)), threshold: threshold, isFlipped: trial.isFlipped)
  }

  /// `rs.binomial(trials, probability)`.
  ///
  /// - Draws: see `Binomial`.
  /// - Throws: where NumPy says `n < 0` or `p < 0, p > 1 or p is NaN`.
  public mutating func binomial(
    trials: Int64, probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Int64> {
    let binomial = try Binomial(trials: trials, probability: probability, rule: .randomState)
    return BinomialCounts(
      &stream, count: count, binomial: binomial, progress: progress)
  }
}
