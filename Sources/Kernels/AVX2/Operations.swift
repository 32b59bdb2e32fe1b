// What the instruction sets do differently, with AVX2 and FMA.
// SPDX-License-Identifier: Apache-2.0

#if arch(x86_64)
  import _Builtin_intrinsics.intel

  extension CompiledLoops {
    package static var name: String { "avx2" }
  }

  /// The numbers as floats, exactly where they are below 2^24.
  @inline(__always)
  func converted(_ n: Integers) -> Reals {
    @inline(__always)
    func half(_ n: SIMD8<Int32>) -> SIMD8<Float> {
      _mm256_cvtepi32_ps(unsafeBitCast(n, to: __m256i.self))
    }
    return Reals(lowHalf: half(n.lowHalf), highHalf: half(n.highHalf))
  }

  /// The integer parts of numbers below 2^31.
  @inline(__always)
  func truncated(_ x: Reals) -> Integers {
    Integers(
      lowHalf: unsafeBitCast(_mm256_cvttps_epi32(x.lowHalf), to: SIMD8<Int32>.self),
      highHalf: unsafeBitCast(_mm256_cvttps_epi32(x.highHalf), to: SIMD8<Int32>.self))
  }

  /// The root of each lane, of numbers that are not negative.
  @inline(__always)
  func squareRoot(_ x: Reals) -> Reals {
    Reals(lowHalf: _mm256_sqrt_ps(x.lowHalf), highHalf: _mm256_sqrt_ps(x.highHalf))
  }

  /// a · b + c, rounded once.
  @inline(__always)
  func fma(_ a: Reals, _ b: Reals, _ c: Reals) -> Reals {
    Reals(
      lowHalf: _mm256_fmadd_ps(a.lowHalf, b.lowHalf, c.lowHalf),
      highHalf: _mm256_fmadd_ps(a.highHalf, b.highHalf, c.highHalf))
  }

  /// The bits of each lane turned to the left.
  @inline(__always)
  func rotated(_ x: Words, by count: UInt32) -> Words {
    // A sum, because the compiler takes the `or` of a vector's shifts apart.
    (x &<< count) &+ (x &>> (32 &- count))
  }

  /// `value` in the lanes where `x` is odd, else zero.
  @inline(__always)
  func whereOdd(_ x: Words, _ value: UInt32) -> Words {
    // The sign instruction negates where the other number is negative and clears where it is zero.
    @inline(__always)
    func half(_ x: SIMD8<UInt32>) -> SIMD8<UInt32> {
      let negated = SIMD8<UInt32>(repeating: 0 &- value)
      return unsafeBitCast(
        _mm256_sign_epi32(
          unsafeBitCast(negated, to: __m256i.self), unsafeBitCast(x &<< 31, to: __m256i.self)),
        to: SIMD8<UInt32>.self)
    }
    return Words(lowHalf: half(x.lowHalf), highHalf: half(x.highHalf))
  }

  /// The remainder of each lane by 2^31 - 1, which no lane is a multiple of.
  @inline(__always)
  func mersenneRemainder(_ x: Words) -> Words {
    // What is below the divisor becomes huge by the difference.
    let reduced = x &- 0x7fff_ffff
    @inline(__always)
    func half(_ x: SIMD8<UInt32>, _ y: SIMD8<UInt32>) -> SIMD8<UInt32> {
      unsafeBitCast(
        _mm256_min_epu32(
          unsafeBitCast(x, to: __m256i.self), unsafeBitCast(y, to: __m256i.self)),
        to: SIMD8<UInt32>.self)
    }
    return Words(
      lowHalf: half(x.lowHalf, reduced.lowHalf), highHalf: half(x.highHalf, reduced.highHalf))
  }

  /// The products of the low 32 bits of each lane and of a factor.
  @inline(__always)
  func lowProduct(_ x: SIMD8<UInt64>, _ factor: UInt64) -> SIMD8<UInt64> {
    let factors = SIMD4<Int64>(repeating: Int64(truncatingIfNeeded: factor))
    @inline(__always)
    func half(_ x: SIMD4<UInt64>) -> SIMD4<UInt64> {
      unsafeBitCast(
        _mm256_mul_epu32(unsafeBitCast(x, to: SIMD4<Int64>.self), factors),
        to: SIMD4<UInt64>.self)
    }
    return SIMD8(lowHalf: half(x.lowHalf), highHalf: half(x.highHalf))
  }
#endif
