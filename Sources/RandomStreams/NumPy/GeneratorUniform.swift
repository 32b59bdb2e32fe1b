// The draws of `default_rng` that take a fixed number of bits per element.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// Raw words, low half first.
struct GeneratorBits: Draw {
  let origin: PCGStream

  func fill(_ block: inout MutableSpan<UInt32>, from index: Int) {
    var stream = origin
    stream.skip32(UInt64(index))
    block.withUnsafeMutableBytes { bytes in
      if let memory = bytes.baseAddress { stream.write32(bytes.count / 4, to: memory) }
    }
  }
}

/// `random(dtype=np.float32)`.
struct GeneratorUniform32: Draw {
  let origin: PCGStream

  func fill(_ block: inout MutableSpan<Float>, from index: Int) {
    var stream = origin
    stream.skip32(UInt64(index))
    let kernels = Kernels.inUse
    block.forEachCachedPart { part in
      stream.write32(part.count, to: part.baseAddress!)
      kernels.wordsToFloats(part.baseAddress!, part.count, 24)
    }
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
    if low == 0, range == 1 {
      block.withUnsafeMutableBytes { bytes in
        if let memory = bytes.baseAddress { stream.writeDoubles(bytes.count / 8, to: memory) }
      }
      return
    }
    block.forEachCachedPart { part in
      stream.writeDoubles(part.count, to: part.baseAddress!)
      for i in part.indices { part[i] = low + range * part[i] }
    }
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
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: min(block.count, 1024)) { words in
      for start in stride(from: 0, to: block.count, by: 1024) {
        let count = min(1024, block.count - start)
        stream.write64(count, to: words.baseAddress!)
        for i in 0..<count {
          block[start + i] = (words[i] >> 11 > threshold ? 1 : 0) ^ flip
        }
      }
    }
  }
}

/// Zeros, for which no word is drawn.
struct ZeroDraw: MaskDraw {
  func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    for i in block.indices { block[i] = 0 }
  }
}
