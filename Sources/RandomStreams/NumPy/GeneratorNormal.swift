// The ziggurat normals of `default_rng`.
//
// Source: numpy/random/src/distributions/distributions.c of NumPy 2.4.6, BSD-3-Clause; the tables'
// files carry the notice.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension PCGStream {
  /// `random_standard_normal`.
  ///
  /// - Draws: one 64-bit word: 8 bits of strip, a sign, 52 bits of place. Outside the strip's safe
  ///   part, one more for a test and then all anew; in the tail, pairs until one is accepted.
  @inline(__always)
  mutating func nextNormal() -> Double {
    while true {
      let word = next64()
      let strip = Int(word & 0xff)
      let place = word >> 9 & 0x000f_ffff_ffff_ffff
      let magnitude = Double(Int64(place)) * ZigguratTables.wi_double[strip]
      let x = word >> 8 & 1 == 1 ? -magnitude : magnitude
      if place < ZigguratTables.ki_double[strip] { return x }
      if strip == 0 {
        let tail = nextTail()
        return place >> 8 & 1 == 1 ? -tail : tail
      }
      let inner = ZigguratTables.fi_double[strip - 1]
      let outer = ZigguratTables.fi_double[strip]
      if (inner - outer) * nextDouble() + outer < CMath.exp(-0.5 * x * x) { return x }
    }
  }

  @inline(never)
  private mutating func nextTail() -> Double {
    while true {
      let xx = -ZigguratTables.ziggurat_nor_inv_r * CMath.log1p(-nextDouble())
      let yy = -CMath.log1p(-nextDouble())
      if yy + yy > xx * xx { return ZigguratTables.ziggurat_nor_r + xx }
    }
  }

  /// `random_standard_normal_f`.
  ///
  /// - Draws: 32 bits: 8 of strip, a sign, 23 of place; else as in float64, 32 bits each.
  @inline(__always)
  mutating func nextNormalFloat() -> Float {
    while true {
      let word = next32()
      let strip = Int(word & 0xff)
      let place = word >> 9
      let magnitude = Float(Int32(place)) * ZigguratFloatTables.wi_float[strip]
      let x = word >> 8 & 1 == 1 ? -magnitude : magnitude
      if place < ZigguratFloatTables.ki_float[strip] { return x }
      if strip == 0 {
        let tail = nextTailFloat()
        return place >> 8 & 1 == 1 ? -tail : tail
      }
      let inner = ZigguratFloatTables.fi_float[strip - 1]
      let outer = ZigguratFloatTables.fi_float[strip]
      // The exponential alone is in float64.
      let density = CMath.exp(-0.5 * Double(x) * Double(x))
      if Double((inner - outer) * nextFloat() + outer) < density { return x }
    }
  }

  @inline(never)
  private mutating func nextTailFloat() -> Float {
    while true {
      let xx = -ZigguratFloatTables.ziggurat_nor_inv_r_f * CMath.log1p(-nextFloat())
      let yy = -CMath.log1p(-nextFloat())
      if yy + yy > xx * xx { return ZigguratFloatTables.ziggurat_nor_r_f + xx }
    }
  }

  fileprivate mutating func skipNormals(_ count: Int) {
    for _ in 0..<count { _ = nextNormal() }
  }

  fileprivate mutating func skipNormalFloats(_ count: Int) {
    for _ in 0..<count { _ = nextNormalFloat() }
  }
}

extension CMath {
  fileprivate static func log1p(_ x: Float) -> Float { log1pf(x) }
}

/// `standard_normal`, or `normal`: mean + std · z, product and sum rounded each.
struct GeneratorNormal64: Draw {
  private var stream: Checkpoints<PCGStream>
  private let scaling: (mean: Double, std: Double)?

  init(
    _ stream: inout PCGStream, count: Int, scaling: (mean: Double, std: Double)?,
    progress: DrawProgress?
  ) {
    self.stream = Checkpoints(&stream, count: count, progress: progress) { $0.skipNormals($1) }
    self.scaling = scaling
  }

  mutating func fill(_ block: inout MutableSpan<Double>, from index: Int) {
    stream.read(block.count, from: index) { shared in
      var stream = shared
      for i in block.indices { block[i] = stream.nextNormal() }
      shared = stream
    }
    if let (mean, std) = scaling {
      for i in block.indices { block[i] = mean + std * block[i] }
    }
  }
}

/// `standard_normal(dtype=np.float32)`.
struct GeneratorNormal32: Draw {
  private var stream: Checkpoints<PCGStream>

  init(_ stream: inout PCGStream, count: Int, progress: DrawProgress?) {
    self.stream = Checkpoints(&stream, count: count, progress: progress) { $0.skipNormalFloats($1) }
  }

  mutating func fill(_ block: inout MutableSpan<Float>, from index: Int) {
    stream.read(block.count, from: index) { shared in
      var stream = shared
      for i in block.indices { block[i] = stream.nextNormalFloat() }
      shared = stream
    }
  }
}
