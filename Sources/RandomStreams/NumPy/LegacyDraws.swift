// The uniform, Bernoulli and normal draws of `RandomState`.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

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
    words.fill(&block, fromPairsAt: 2 * UInt64(index), Kernels.inUse.highUniforms)
    if low == 0, range == 1 { return }
    for i in block.indices { block[i] = low + range * block[i] }
  }
}

/// `binomial(1, p)` where no draw is ever rejected.
struct LegacyBernoulli: MaskDraw {
  var words: WordReader
  /// The largest 53-bit integer that gives 0, or 1 when flipped.
  let threshold: UInt64
  let isFlipped: Bool

  mutating func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    let bound = Double(threshold) * 0x1p-53
    let flip: UInt8 = isFlipped ? 1 : 0
    var uniforms = [Double](repeating: 0, count: min(block.count, 1248))
    var done = 0
    while done < block.count {
      let count = min(uniforms.count, block.count - done)
      var all = uniforms.mutableSpan
      var some = all._mutatingExtracting(0..<count)
      words.fill(&some, fromPairsAt: 2 * UInt64(index + done), Kernels.inUse.highUniforms)
      for i in 0..<count { block[done + i] = (some[i] > bound ? 1 : 0) ^ flip }
      done += count
    }
  }
}

/// `standard_normal`, or `normal`: mean + std · z, product and sum rounded each.
struct LegacyNormal: Draw {
  private var stream: Checkpoints<LegacyStream>
  private let scaling: (mean: Double, std: Double)?

  init(
    _ stream: inout LegacyStream, count: Int, scaling: (mean: Double, std: Double)?,
    progress: DrawProgress?
  ) {
    self.stream = Checkpoints(&stream, count: count, progress: progress) { $0.skipNormals($1) }
    self.scaling = scaling
  }

  mutating func fill(_ block: inout MutableSpan<Double>, from index: Int) {
    stream.read(block.count, from: index) { stream in
      for i in block.indices { block[i] = stream.nextNormal() }
    }
    if let (mean, std) = scaling {
      for i in block.indices { block[i] = mean + std * block[i] }
    }
  }
}
