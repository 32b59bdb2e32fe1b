// The words of PCG64, and NumPy's uniforms of them: sixteen states side by side.
//
// Only with AVX-512: elsewhere integers of 64 bits are as fast as vectors. Its products of 52 bits
// (IFMA) were tried and gained nothing on Zen 5.
// SPDX-License-Identifier: Apache-2.0

#if arch(x86_64)
  import _Builtin_intrinsics.intel
#endif

private typealias Lanes = SIMD8<UInt64>

/// Eight states of 128 bits.
private struct States {
  private var low: Lanes
  private var high: Lanes

  /// - `base`: sixteen lower halves, then the upper ones.
  @inline(__always)
  init(_ base: UnsafePointer<UInt64>) {
    low = UnsafeRawPointer(base).loadUnaligned(as: Lanes.self)
    high = UnsafeRawPointer(base + 16).loadUnaligned(as: Lanes.self)
  }

  /// The halves of each state xored, and rotated by the highest six bits; the states then go on.
  @inline(__always)
  mutating func next(_ leap: Leap) -> Lanes {
    let words = rotated(low ^ high, right: high &>> 58)
    advance(leap)
    return words
  }

  /// Makes each state factor · state + addend, modulo 2^128.
  @inline(__always)
  private mutating func advance(_ leap: Leap) {
    // The lower half in digits of 32 bits. No sum overflows: (2^32 - 1)^2 + 2 (2^32 - 1) < 2^64.
    let (x0, x1) = (low & 0xffff_ffff, low &>> 32)
    let first = x0 &* (leap.factorLow & 0xffff_ffff) &+ leap.addend0
    let second = x1 &* (leap.factorLow & 0xffff_ffff) &+ first &>> 32
    let third = x0 &* (leap.factorLow &>> 32) &+ (second & 0xffff_ffff) &+ leap.addend1
    let carried = x1 &* (leap.factorLow &>> 32) &+ second &>> 32 &+ third &>> 32
    high = high &* leap.factorLow &+ low &* leap.factorHigh &+ (carried &+ leap.addendHigh)
    low = first & 0xffff_ffff | third &<< 32
  }

  @inline(__always)
  func store(_ base: UnsafeMutablePointer<UInt64>) {
    UnsafeMutableRawPointer(base).storeBytes(of: low, as: Lanes.self)
    UnsafeMutableRawPointer(base + 16).storeBytes(of: high, as: Lanes.self)
  }
}

/// The factor and the addend of sixteen steps, in all lanes.
private struct Leap {
  let factorLow: Lanes
  let factorHigh: Lanes
  let addend0: Lanes
  let addend1: Lanes
  let addendHigh: Lanes

  @inline(__always)
  init(_ numbers: UnsafePointer<UInt64>) {
    factorLow = Lanes(repeating: numbers[0])
    factorHigh = Lanes(repeating: numbers[1])
    addend0 = Lanes(repeating: numbers[2] & 0xffff_ffff)
    addend1 = Lanes(repeating: numbers[2] &>> 32)
    addendHigh = Lanes(repeating: numbers[3])
  }
}

extension CompiledLoops {
  package static var pcg64Lanes: Int { 16 }

  package static func pcg64Words(
    _ states: UnsafeMutablePointer<UInt64>, _ leap: UnsafePointer<UInt64>,
    _ result: UnsafeMutableRawPointer, _ count: Int
  ) {
    let leap = Leap(leap)
    var (a, b) = (States(states), States(states + 8))
    var i = 0
    while i < count {
      result.storeBytes(of: a.next(leap), toByteOffset: 8 &* i, as: Lanes.self)
      result.storeBytes(of: b.next(leap), toByteOffset: 8 &* i &+ 64, as: Lanes.self)
      i &+= 16
    }
    a.store(states)
    b.store(states + 8)
  }

  package static func pcg64Uniforms(
    _ states: UnsafeMutablePointer<UInt64>, _ leap: UnsafePointer<UInt64>,
    _ result: UnsafeMutableRawPointer, _ count: Int
  ) {
    let leap = Leap(leap)
    var (a, b) = (States(states), States(states + 8))
    var i = 0
    while i < count {
      result.storeBytes(of: doubles(a.next(leap)), toByteOffset: 8 &* i, as: SIMD8<Double>.self)
      result.storeBytes(
        of: doubles(b.next(leap)), toByteOffset: 8 &* i &+ 64, as: SIMD8<Double>.self)
      i &+= 16
    }
    a.store(states)
    b.store(states + 8)
  }
}

/// Each word turned to the right by the lowest six bits of its turn.
@inline(__always)
private func rotated(_ words: Lanes, right turns: Lanes) -> Lanes {
  #if arch(x86_64)
    unsafeBitCast(
      _mm512_rorv_epi64(
        unsafeBitCast(words, to: __m512i.self), unsafeBitCast(turns, to: __m512i.self)),
      to: Lanes.self)
  #else
    words &>> turns | words &<< (64 &- turns)
  #endif
}

/// The high 53 bits of each word over 2^53.
@inline(__always)
private func doubles(_ words: Lanes) -> SIMD8<Double> {
  #if arch(x86_64)
    _mm512_cvtepu64_pd(unsafeBitCast(words & ~0x7ff, to: __m512i.self)) * 0x1p-64
  #else
    SIMD8<Double>(words &>> 11) * 0x1p-53
  #endif
}
