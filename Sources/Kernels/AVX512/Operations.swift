// What the instruction sets do differently, with AVX-512.
// SPDX-License-Identifier: Apache-2.0

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  extension CompiledLoops {
    package static var name: String { "avx512" }
  }

  /// The numbers as floats, exactly where they are below 2^24.
  @inline(__always)
  func converted(_ n: Integers) -> Reals {
    _mm512_cvtepi32_ps(unsafeBitCast(n, to: __m512i.self))
  }

  /// The integer parts of numbers below 2^31.
  @inline(__always)
  func truncated(_ x: Reals) -> Integers {
    unsafeBitCast(_mm512_cvttps_epi32(x), to: Integers.self)
  }

  /// The root of each lane, of numbers that are not negative.
  @inline(__always)
  func squareRoot(_ x: Reals) -> Reals { _mm512_sqrt_ps(x) }

  /// a · b + c, rounded once.
  @inline(__always)
  func fma(_ a: Reals, _ b: Reals, _ c: Reals) -> Reals { _mm512_fmadd_ps(a, b, c) }

  /// The bits of each lane turned to the left.
  @inline(__always)
  func rotated(_ x: Words, by count: UInt32) -> Words {
    unsafeBitCast(
      _mm512_rolv_epi32(
        unsafeBitCast(x, to: __m512i.self),
        unsafeBitCast(Words(repeating: count), to: __m512i.self)),
      to: Words.self)
  }

  /// `value` in the lanes where `x` is odd, else zero.
  @inline(__always)
  func whereOdd(_ x: Words, _ value: UInt32) -> Words {
    // A comparison, which goes to a mask register, instead of one more shift.
    let isEven = unsafeBitCast(x & 1, to: Integers.self) .== Integers()
    return ~unsafeBitCast(isEven, to: Words.self) & value
  }

  /// The remainder of each lane by 2^31 - 1, which no lane is a multiple of.
  @inline(__always)
  func mersenneRemainder(_ x: Words) -> Words {
    // What is below the divisor becomes huge by the difference.
    let reduced = x &- 0x7fff_ffff
    return unsafeBitCast(
      _mm512_min_epu32(
        unsafeBitCast(x, to: __m512i.self), unsafeBitCast(reduced, to: __m512i.self)),
      to: Words.self)
  }

  /// The products of the low 32 bits of each lane and of a factor.
  @inline(__always)
  func lowProduct(_ x: SIMD8<UInt64>, _ factor: UInt64) -> SIMD8<UInt64> {
    let factors = SIMD8<Int64>(repeating: Int64(truncatingIfNeeded: factor))
    return unsafeBitCast(
      _mm512_mul_epu32(unsafeBitCast(x, to: SIMD8<Int64>.self), factors),
      to: SIMD8<UInt64>.self)
  }
#endif
