// The draws of `default_rng` that take a fixed number of bits per element.

/// Raw words, low half first.
struct GeneratorBits: Draw {
  let origin: PCGStream

  func fill(_ block: inout MutableSpan<UInt32>, from index: Int) {
    var stream = origin
    stream.skip32(UInt64(index))
    for i in block.indices { block[i] = stream.next32() }
  }
}

/// `random(dtype=np.float32)`.
struct GeneratorUniform32: Draw {
  let origin: PCGStream

  func fill(_ block: inout MutableSpan<Float>, from index: Int) {
    var stream = origin
    stream.skip32(UInt64(index))
    for i in block.indices { block[i] = stream.nextFloat() }
  }
}

/// `random` and `uniform`: low + range · u, product and sum rounded each.
struct GeneratorUniform64: Draw {
  let origin: PCGStream
  let low: Double
  let range: Double

  func fill(_ block: inout MutableSpan<Double>, from index: Int) {
    var stream = origin
    stream.skip64(UInt64(index))
    for i in block.indices { block[i] = low + range * stream.nextDouble() }
  }
}

/// `binomial(1, p)` where no draw is ever rejected.
struct GeneratorBernoulli: MaskDraw {
  let origin: PCGStream
  /// The largest 53-bit integer that gives 0, or 1 when flipped.
  let threshold: UInt64
  let isFlipped: Bool

  func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    var stream = origin
    stream.skip64(UInt64(index))
    let flip: UInt8 = isFlipped ? 1 : 0
    for i in block.indices {
      block[i] = (stream.next64() >> 11 > threshold ? 1 : 0) ^ flip
    }
  }
}

/// Zeros that no word is drawn for.
struct ZeroDraw: MaskDraw {
  func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    for i in block.indices { block[i] = 0 }
  }
}
