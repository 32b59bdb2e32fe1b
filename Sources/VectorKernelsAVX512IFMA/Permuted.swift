// The words of PCG64 and NumPy's uniforms of them, by products of 52 bits: eight states together.

import _Builtin_intrinsics.intel

private typealias Lanes = SIMD8<UInt64>

/// Eight numbers of 128 bits in digits of 52, of which products take the low 52 bits: what `low`
/// has above them is in `middle` already, and what `middle` has above them is not in `high` yet.
private struct Digits {
  var low: Lanes
  var middle: Lanes
  var high: Lanes

  @inline(__always)
  init(low: Lanes, middle: Lanes, high: Lanes) {
    self.low = low
    self.middle = middle
    self.high = high
  }

  @inline(__always)
  init(_ lower: Lanes, _ upper: Lanes) {
    low = lower & lowBits
    middle = lower &>> 52 | (upper & 0xff_ffff_ffff) &<< 12
    high = upper &>> 40
  }

  /// The upper half of the number.
  @inline(__always)
  var upper: Lanes { middle &>> 12 &+ high &<< 40 }

  /// factor · number + addend, modulo 2^128.
  @inline(__always)
  func advanced(_ factor: Digits, _ addend: Digits) -> Digits {
    let newLow = addingLow(addend.low, low, factor.low)
    var newMiddle = addingLow(addend.middle, low, factor.middle)
    newMiddle = addingHigh(newMiddle, low, factor.low)
    newMiddle = addingLow(newMiddle, middle, factor.low)
    var newHigh = addingLow(addend.high, low, factor.high)
    newHigh = addingHigh(newHigh, low, factor.middle)
    newHigh = addingHigh(newHigh, middle, factor.low)
    newHigh = addingLow(newHigh, middle, factor.middle)
    // The upper half has what `middle` hands on.
    newHigh = addingLow(newHigh, upper &>> 40, factor.low)
    return Digits(low: newLow, middle: newMiddle &+ newLow &>> 52, high: newHigh)
  }
}

private let lowBits: UInt64 = 0xf_ffff_ffff_ffff

/// a + the low 52 bits of b · c.
@inline(__always)
private func addingLow(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes {
  unsafeBitCast(
    _mm512_madd52lo_epu64(
      unsafeBitCast(a, to: __m512i.self), unsafeBitCast(b, to: __m512i.self),
      unsafeBitCast(c, to: __m512i.self)), to: Lanes.self)
}

/// a + the high 52 bits of b · c.
@inline(__always)
private func addingHigh(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes {
  unsafeBitCast(
    _mm512_madd52hi_epu64(
      unsafeBitCast(a, to: __m512i.self), unsafeBitCast(b, to: __m512i.self),
      unsafeBitCast(c, to: __m512i.self)), to: Lanes.self)
}

/// Eight states, and what takes them eight steps on.
private struct States {
  private var digits: Digits
  private let factor: Digits
  private let addend: Digits

  @inline(__always)
  init(_ base: UnsafePointer<UInt64>, _ leap: UnsafePointer<UInt64>) {
    digits = Digits(
      UnsafeRawPointer(base).loadUnaligned(as: Lanes.self),
      UnsafeRawPointer(base + 8).loadUnaligned(as: Lanes.self))
    factor = Digits(Lanes(repeating: leap[0]), Lanes(repeating: leap[1]))
    addend = Digits(Lanes(repeating: leap[2]), Lanes(repeating: leap[3]))
  }

  /// The halves of each state xored, and rotated by the highest six bits; the states then go on.
  @inline(__always)
  mutating func next() -> Lanes {
    let upper = digits.upper
    // The lower half without the bits that the digits have above 52.
    let folded = upper ^ (digits.low & lowBits) ^ digits.middle &<< 52
    // Before the rotation, as the next words wait for this.
    digits = digits.advanced(factor, addend)
    return unsafeBitCast(
      _mm512_rorv_epi64(
        unsafeBitCast(folded, to: __m512i.self), unsafeBitCast(upper &>> 58, to: __m512i.self)),
      to: Lanes.self)
  }

  @inline(__always)
  func store(_ base: UnsafeMutablePointer<UInt64>) {
    let lower = digits.low & lowBits | digits.middle &<< 52
    UnsafeMutableRawPointer(base).storeBytes(of: lower, as: Lanes.self)
    UnsafeMutableRawPointer(base + 8).storeBytes(of: digits.upper, as: Lanes.self)
  }
}

/// Writes the words of `count` states, a multiple of 8, and leaves the eight behind them.
///
/// - `states`: the first 8 states, all lower halves first.
/// - `leap`: the factor and the addend of 8 steps, lower half first.
package func permutedWords(
  _ states: UnsafeMutablePointer<UInt64>, _ leap: UnsafePointer<UInt64>,
  _ result: UnsafeMutableRawPointer, _ count: Int
) {
  var lanes = States(states, leap)
  var i = 0
  while i < count {
    result.storeBytes(of: lanes.next(), toByteOffset: 8 &* i, as: Lanes.self)
    i &+= 8
  }
  lanes.store(states)
}

/// Writes the high 53 bits over 2^53 of the words that `permutedWords` writes.
package func permutedUniforms(
  _ states: UnsafeMutablePointer<UInt64>, _ leap: UnsafePointer<UInt64>,
  _ result: UnsafeMutableRawPointer, _ count: Int
) {
  var lanes = States(states, leap)
  var i = 0
  while i < count {
    result.storeBytes(of: uniforms(lanes.next()), toByteOffset: 8 &* i, as: SIMD8<Double>.self)
    i &+= 8
  }
  lanes.store(states)
}

@inline(__always)
private func uniforms(_ words: Lanes) -> SIMD8<Double> {
  _mm512_cvtepu64_pd(unsafeBitCast(words & ~0x7ff, to: __m512i.self)) * 0x1p-64
}
