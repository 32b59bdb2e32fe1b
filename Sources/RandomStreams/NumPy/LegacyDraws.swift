// The uniform, Bernoulli and normal draws of `RandomState`.

/// Raw words.
struct LegacyBits: Draw {
  var words: WordReader

  mutating func fill(_ block: inout MutableSpan<UInt32>, from index: Int) {
    words.read(&block, from: UInt64(index))
  }
}

/// `random_sample` and `uniform`: low + range · u, product and sum rounded each.
struct LegacyUniform: Draw {
  var words: WordReader
  let low: Double
  let range: Double

  mutating func fill(_ block: inout MutableSpan<Double>, from index: Int) {
    words.forEachRun(of: 2 * block.count, from: 2 * UInt64(index)) { words, before in
      for i in 0..<words.count / 2 {
        let u = LegacyStream.double(high: words[2 * i] >> 5, low: words[2 * i + 1] >> 6)
        block[before / 2 + i] = low + range * u
      }
    }
  }
}

/// `binomial(1, p)` where no draw is ever rejected.
struct LegacyBernoulli: MaskDraw {
  var words: WordReader
  /// The largest 53-bit integer that gives 0, or 1 when flipped.
  let threshold: UInt64
  let isFlipped: Bool

  mutating func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    let flip: UInt8 = isFlipped ? 1 : 0
    words.forEachRun(of: 2 * block.count, from: 2 * UInt64(index)) { words, before in
      for i in 0..<words.count / 2 {
        let bits = UInt64(words[2 * i] >> 5) << 26 | UInt64(words[2 * i + 1] >> 6)
        block[before / 2 + i] = (bits > threshold ? 1 : 0) ^ flip
      }
    }
  }
}

/// `standard_normal`, or `normal`: mean + deviation · z, product and sum rounded each.
struct LegacyNormal: Draw {
  private var stream: Checkpoints<LegacyStream>
  private let scaling: (mean: Double, deviation: Double)?

  init(_ stream: inout LegacyStream, count: Int, scaling: (mean: Double, deviation: Double)?) {
    self.stream = Checkpoints(&stream, count: count) { $0.skipNormals($1) }
    self.scaling = scaling
  }

  mutating func fill(_ block: inout MutableSpan<Double>, from index: Int) {
    stream.read(block.count, from: index) { stream in
      for i in block.indices { block[i] = stream.nextNormal() }
    }
    if let (mean, deviation) = scaling {
      for i in block.indices { block[i] = mean + deviation * block[i] }
    }
  }
}
