// MLX's global state: mx.random.seed, and draws without a key.
// SPDX-License-Identifier: Apache-2.0

/// The generator that MLX draws from where no key is given.
///
/// Each drawing call splits the state into the next state and a key of its own.
///
/// Source: mlx/random.cpp of MLX 0.32.4, MIT; mlx-swift 0.29, `MLXRandom/State.swift`, MIT.
public struct MLXGenerator: FrameworkGenerator {
  /// The language of the program, whose numbers are float64 in Python and float32 in Swift.
  public enum Language: Sendable { case python, swift }

  /// The language that calls MLX.
  public let language: Language
  /// What Bernoulli draws compare.
  public let rule: MLXBernoulliRule
  /// The key that the next call splits.
  public private(set) var state: MLXKey

  /// The generator after `mx.random.seed(seed)`, or `MLXRandom.seed(seed)` in Swift.
  public init(
    seed: some BinaryInteger, language: Language = .python, rule: MLXBernoulliRule = .latest
  ) {
    state = MLXKey(seed: seed)
    self.language = language
    self.rule = rule
  }

  /// Keys have no stream.
  public var position: UInt128? { nil }

  /// The next 64 bits: the words of one key, the upper one first.
  ///
  /// MLX has no such call; its programs derive keys in this way.
  public mutating func next() -> UInt64 {
    var words: (UInt32, UInt32) = (0, 0)
    let source = MLXWords(key: nextKey(), count: 2)
    source.write(1, from: 0, to: &words.0)
    source.write(1, from: 1, to: &words.1)
    return UInt64(words.0) << 32 | UInt64(words.1)
  }

  /// The key that the next call draws with.
  public mutating func nextKey() -> MLXKey {
    let keys = state.split()
    state = keys[0]
    return keys[1]
  }

  /// The keep probability of a layer with this `p`: 1 - p rounded to float32, or in Swift 1 minus p
  /// rounded to float32.
  public func keepProbability(dropping p: Double) -> Float {
    switch language {
    case .python: Float(1 - p)
    case .swift: 1 - Float(p)
    }
  }

  /// `mx.random.bits()`.
  ///
  /// - Draws: one key; of it one word per element.
  public mutating func bits(count: Int) throws(UnsupportedDraw) -> any Draw<UInt32> {
    try nextKey().bits(count: count)
  }

  /// `mx.random.uniform()`.
  ///
  /// - Draws: one key; of it one word per element.
  public mutating func rand(
    _ format: RealFormat, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    try nextKey().uniform(format, count: count)
  }

  /// `mx.random.uniform(low, high)`.
  ///
  /// - Draws: as `rand`.
  public mutating func uniform(
    _ format: RealFormat, low: Double, high: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    try nextKey().uniform(format, low: low, high: high, count: count)
  }

  /// `mx.random.bernoulli(p)`: of p rounded to float32.
  ///
  /// - Draws: one key; of it one word per element.
  public mutating func bernoulli(
    _ probability: Double, count: Int
  ) throws(UnsupportedDraw) -> any MaskDraw {
    try nextKey().bernoulli(Float(probability), count: count, rule: rule)
  }

  /// The mask of a dropout layer.
  ///
  /// - Draws: one key; of it one word per element.
  public mutating func dropoutMask(
    dropping p: Double, count: Int
  ) throws(UnsupportedDraw) -> any MaskDraw {
    try nextKey().bernoulli(keepProbability(dropping: p), count: count, rule: rule)
  }
}
