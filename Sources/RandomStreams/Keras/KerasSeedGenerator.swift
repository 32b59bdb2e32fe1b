// keras.random.SeedGenerator, and what dropout layers draw with it on each backend.
//
// Source: keras/src/random/seed_generator.py and keras/src/backend/*/random.py of Keras 3.15.1,
// Apache-2.0.
// SPDX-License-Identifier: Apache-2.0

/// The library that computes for Keras.
public enum KerasBackend: String, CaseIterable, Sendable {
  /// The values of `KERAS_BACKEND`.
  case tensorflow, jax, torch, numpy
}

/// The seed generator of one dropout layer: the layer's seed, and a count of its training calls.
public struct KerasSeedGenerator: FrameworkGenerator {
  /// The library that computes.
  public let backend: KerasBackend
  /// The layer's seed.
  public let seed: UInt32
  /// The calls before the next one.
  public private(set) var calls: UInt32 = 0

  /// The generator of `keras.layers.Dropout(rate, seed=seed)`.
  ///
  /// - Precondition: a seed of the backend `torch` is below 2^31.
  public init(seed: UInt32, backend: KerasBackend) {
    precondition(backend != .torch || seed < 1 << 31)
    self.seed = seed
    self.backend = backend
  }

  /// The seed that the first layer without one takes after `keras.utils.set_random_seed(seed)`;
  /// `index` layers before it have taken theirs.
  public static func defaultSeed(afterSetting seed: UInt32, index: Int = 0) -> UInt32 {
    var random = PythonRandom(seed: Int64(seed))
    for _ in 0..<index { _ = random.integer(from: 1, width: 1_000_000_000) }
    return random.integer(from: 1, width: 1_000_000_000)
  }

  /// The next 64 bits: those that the pair of seed and call gives as a seed of TensorFlow's.
  ///
  /// Keras has no such call.
  public mutating func next() -> UInt64 {
    defer { calls &+= 1 }
    var seed = TensorFlowSeed(Int64(seed), Int64(calls))
    return seed.next()
  }

  /// A pair of numbers has no stream.
  public var position: UInt128? { nil }

  public mutating func rand(
    _ format: RealFormat, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    throw .onlyMasks
  }
  public mutating func rand64(count: Int) throws(UnsupportedDraw) -> any Draw<Double> {
    throw .onlyMasks
  }
  public mutating func normal(
    _ format: RealFormat, mean: Double, std: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Float> {
    throw .onlyMasks
  }
  public mutating func normal64(
    mean: Double, std: Double, count: Int
  ) throws(UnsupportedDraw) -> any Draw<Double> {
    throw .onlyMasks
  }

  /// The mask of the layer's next training call for elements of a format.
  ///
  /// - Draws: one call; of it one word per element, and two on `numpy`.
  public mutating func dropoutMask(
    dropping rate: Double, _ format: RealFormat, count: Int
  ) -> any MaskDraw {
    if backend == .tensorflow { return nextTensorFlow().dropoutMask(dropping: rate, format) }
    return dropoutMask(dropping: rate, count: count)
  }

  /// The same for float64.
  ///
  /// - Draws: one call; of it one word per element, and two on `numpy` and `tensorflow`.
  public mutating func dropoutMask64(dropping rate: Double, count: Int) -> any MaskDraw {
    if backend == .tensorflow { return nextTensorFlow().dropoutMask64(dropping: rate) }
    return dropoutMask(dropping: rate, count: count)
  }

  private mutating func nextTensorFlow() -> TensorFlowSeed {
    defer { calls &+= 1 }
    let modulus: Int64 = 1 << 31 - 2
    return TensorFlowSeed(Int64(seed) % modulus, Int64(calls) % modulus)
  }

  private mutating func dropoutMask(dropping rate: Double, count: Int) -> any MaskDraw {
    defer { calls &+= 1 }
    let keep = 1 - rate
    switch backend {
    case .tensorflow:
      preconditionFailure("TensorFlow's masks depend on the type")
    case .jax:
      return JAXKey(high: seed, low: calls).bernoulli(keep, count: count)
    case .torch:
      let words = WordReader(from: MT19937(seed: seed &+ calls))
      let bound = Float(keep)
      return WordMask(TwisterWords(words: words), TwisterUniform(), keepingBelow: { $0 < bound })
    case .numpy:
      var generator = NumPyGenerator(seed: NumPySeed(list: [UInt64(seed), UInt64(calls)]))
      return UniformBelow(uniforms: generator.rand64(count: count), bound: keep)
    }
  }
}

/// A Mersenne Twister's words in order.
private struct TwisterWords: IndexedWords {
  var words: WordReader

  mutating func write(_ count: Int, from index: UInt64, to memory: UnsafeMutablePointer<UInt32>) {
    var block = UnsafeMutableBufferPointer(start: memory, count: count).mutableSpan
    words.read(&block, from: index)
  }
}

/// PyTorch's float32 uniform: the low 24 bits over 2^24.
private struct TwisterUniform: UniformRule {
  var bits: Int { 24 }
  func integer(of word: UInt32) -> UInt32 { word & 0xff_ffff }
  func value(of integer: UInt32) -> Float { Float(integer) * 0x1p-24 }
}

/// 1 where a uniform is below a number.
private struct UniformBelow: MaskDraw {
  var uniforms: any Draw<Double>
  let bound: Double

  mutating func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: min(block.count, 1024)) { buffer in
      for start in stride(from: 0, to: block.count, by: 1024) {
        let count = min(1024, block.count - start)
        var some = UnsafeMutableBufferPointer(rebasing: buffer[..<count]).mutableSpan
        uniforms.fill(&some, from: index + start)
        for i in 0..<count { block[start + i] = buffer[i] < bound ? 1 : 0 }
      }
    }
  }
}
