// np.random.default_rng.
// SPDX-License-Identifier: Apache-2.0

/// NumPy's `Generator` over PCG64, as `default_rng(seed)` makes it.
///
/// Normals and binomials call the C library's `exp`, `log` and `log1p`: they have NumPy's bits if
/// NumPy ran with the same library, and was compiled without fused multiply-adds, as x86-64 wheels
/// are.
public struct NumPyGenerator: FrameworkGenerator {
  private let origin: PCG64
  private var stream: PCGStream
  /// Called during long draws of normals and binomials.
  public var progress: DrawProgress?

  /// `np.random.default_rng(seed)`: the seed's words through `SeedSequence`, as PCG64's initial
  /// state and sequence.
  public init(seed: NumPySeed) {
    let state = SeedSequence(entropy: seed.entropy).generateState(count: 4).map { UInt128($0) }
    origin = PCG64(initialState: state[0] << 64 | state[1], sequence: state[2] << 64 | state[3])
    stream = PCGStream(origin)
  }

  /// Half words drawn: a 64-bit word counts 2, less 1 while its high half waits for the next draw
  /// of 32 bits.
  public var position: UInt128? {
    stream.engine.distance(from: origin) &* 2 &- (stream.half == nil ? 0 : 1)
  }

  /// The next 64 bits; a waiting half word stays.
  ///
  /// - Draws: one 64-bit word.
  public mutating func next() -> UInt64 { stream.next64() }

  /// Skips `words` draws of 32 bits, a waiting half first.
  public mutating func skip(_ words: UInt64) { stream.skip32(words) }

  /// 32-bit words, `rng.integers(0, 2**32, dtype=np.uint32)`.
  ///
  /// - Draws: 32 bits per element, the low half of a 64-bit word before its high half.
  public mutating func bits(count: Int) -> any Draw<UInt32> {
    defer { stream.skip32(UInt64(count)) }
    return GeneratorBits(origin: stream)
  }

  /// `rng.random(dtype=np.float32)`.
  ///
  /// - Draws: 32 bits per element.
  public mutating func rand(
    _ format: RealFormat, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    guard format == .float32 else { throw .noHalfFormats(.rand) }
    defer { stream.skip32(UInt64(count)) }
    return GeneratorUniform32(origin: stream)
  }

  /// `rng.random()`.
  ///
  /// - Draws: one 64-bit word per element.
  public mutating func rand64(count: Int) -> any Draw<Double> {
    // 0 + 1 · u is u.
    defer { stream.skip64(UInt64(count)) }
    return GeneratorUniform64(origin: stream, low: 0, range: 1)
  }

  /// `rng.uniform(low, high)`.
  ///
  /// - Draws: one 64-bit word per element.
  /// - Throws: where NumPy says `high - low range exceeds valid bounds` or `high - low < 0`.
  public mutating func uniform64(
    low: Double, high: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    let range = high - low
    guard range.isFinite else { throw .numPy(.range) }
    guard range.sign == .plus else { throw .numPy(.reversedRange) }
    defer { stream.skip64(UInt64(count)) }
    return GeneratorUniform64(origin: stream, low: low, range: range)
  }

  /// `rng.standard_normal()`, which differs from `normal(0, 1)` in the sign of a zero.
  ///
  /// - Draws: one 64-bit word per element in 99 of 100 cases, else more.
  public mutating func standardNormal64(count: Int) -> any Draw<Double> {
    GeneratorNormal64(
      &stream, count: count, scaling: nil, progress: progress)
  }

  /// `rng.normal(mean, std)`.
  ///
  /// - Draws: as `standardNormal64`.
  /// - Throws: where NumPy says `scale < 0`, which includes -0.
  public mutating func normal64(
    mean: Double, std: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    guard std.sign == .plus || std.isNaN else { throw .numPy(.scale) }
    return GeneratorNormal64(
      &stream, count: count, scaling: (mean, std), progress: progress)
  }

  /// `rng.standard_normal(dtype=np.float32)`; `rng.normal` has no float32.
  ///
  /// - Draws: 32 bits per element in 99 of 100 cases, else more.
  public mutating func normal(
    _ format: RealFormat, mean: Double, std: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    guard format == .float32 else { throw .noHalfFormats(.normal) }
    guard mean == 0 && std == 1 else { throw .onlyStandardNormal(.float32) }
    return GeneratorNormal32(&stream, count: count, progress: progress)
  }

  /// `rng.binomial(1, probability)`.
  ///
  /// - Draws: one 64-bit word per element, in rare cases more; none where `probability` is 0.
  /// - Throws: where NumPy says `p < 0, p > 1 or p is NaN`.
  public mutating func bernoulli(
    _ probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any MaskDraw {
    let trial = try Binomial(trials: 1, probability: probability, rule: .generator)
    if case .zero = trial.method { return ZeroDraw() }
    guard let threshold = trial.singleTrialThreshold else {
      return RejectingTrial(
        BinomialCounts(&stream, count: count, binomial: trial, progress: progress))
    }
    defer { stream.skip64(UInt64(count)) }
    return GeneratorBernoulli(origin: stream, threshold: threshold, isFlipped: trial.isFlipped)
  }

  /// `rng.binomial(trials, probability)`.
  ///
  /// - Draws: see `Binomial`; none where `trials` or `probability` is 0.
  /// - Throws: where NumPy says `n < 0` or `p < 0, p > 1 or p is NaN`.
  public mutating func binomial(
    trials: Int64, probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Int64> {
    let binomial = try Binomial(trials: trials, probability: probability, rule: .generator)
    return BinomialCounts(
      &stream, count: count, binomial: binomial, progress: progress)
  }
}
