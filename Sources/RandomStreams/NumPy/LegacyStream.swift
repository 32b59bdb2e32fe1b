// The words of `RandomState`, and its polar normals.
//
// Source: legacy_gauss in numpy/random/src/legacy/legacy-distributions.c of NumPy 2.4.6, copyright
// (c) 2005-2017 NumPy Developers, BSD-3-Clause; the notice stands in ZigguratTables.swift.
// SPDX-License-Identifier: Apache-2.0

/// A Mersenne Twister with the words drawn from it and the cached second normal of a pair.
///
/// The cached normal survives all other draws.
struct LegacyStream: DoubleStream {
  private(set) var engine: MT19937
  private(set) var words: UInt128 = 0
  private(set) var cachedNormal: Double?

  init(_ engine: MT19937) { self.engine = engine }

  /// - Draws: two words a and b: 27 and 26 bits, ((a >> 5) · 2^26 + (b >> 6)) / 2^53.
  @inline(__always)
  mutating func nextDouble() -> Double {
    let high = engine.next() >> 5
    let low = engine.next() >> 6
    words += 2
    return Self.double(high: high, low: low)
  }

  @inline(__always)
  static func double(high: UInt32, low: UInt32) -> Double {
    (Double(Int32(high)) * 0x1p26 + Double(Int32(low))) * 0x1p-53
  }

  /// - Draws: two words, the upper one first.
  mutating func nextWord64() -> UInt64 {
    defer { words += 2 }
    return UInt64(engine.next()) << 32 | UInt64(engine.next())
  }

  /// A reader of the words from here on; moves the stream past `count` of them.
  mutating func take(_ count: UInt64) -> WordReader {
    let reader = WordReader(from: engine)
    engine.advance(by: count)
    words += UInt128(count)
    return reader
  }

  /// `legacy_gauss`: the cached normal, else the second of a new pair, whose first is then cached.
  ///
  /// - Draws: none, or four words for each point tried, x1 before x2, until one lies in the circle.
  @inline(__always)
  mutating func nextNormal() -> Double {
    if let cached = cachedNormal {
      cachedNormal = nil
      return cached
    }
    let (x1, x2, r2) = nextPoint()
    // The logarithm is the C library's.
    let f = (-2 * CMath.log(r2) / r2).squareRoot()
    cachedNormal = f * x1
    return f * x2
  }

  mutating func skipNormals(_ count: Int) {
    var count = count
    if count > 0 && cachedNormal != nil {
      cachedNormal = nil
      count -= 1
    }
    for _ in 0..<count / 2 { _ = nextPoint() }
    if count % 2 == 1 { _ = nextNormal() }
  }

  /// A point of the unit circle without its centre.
  @inline(__always)
  private mutating func nextPoint() -> (x1: Double, x2: Double, r2: Double) {
    while true {
      let drawn = engine.nextFour()
      words += 4
      let x1 = 2 * Self.double(high: drawn.x >> 5, low: drawn.y >> 6) - 1
      let x2 = 2 * Self.double(high: drawn.z >> 5, low: drawn.w >> 6) - 1
      let r2 = x1 * x1 + x2 * x2
      if r2 < 1 && r2 != 0 { return (x1, x2, r2) }
    }
  }
}
