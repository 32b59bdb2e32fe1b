// What the instruction sets do differently, with SSE2: any x86-64 processor.
// SPDX-License-Identifier: Apache-2.0

#if arch(x86_64)
  import _Builtin_intrinsics.intel.sse2

  extension CompiledLoops {
    package static var name: String { "base" }
  }

  /// The numbers as floats, exactly where they are below 2^24.
  @inline(__always)
  func converted(_ n: Integers) -> Reals {
    Reals(
      Float(n[0]), Float(n[1]), Float(n[2]), Float(n[3]), Float(n[4]), Float(n[5]), Float(n[6]),
      Float(n[7]), Float(n[8]), Float(n[9]), Float(n[10]), Float(n[11]), Float(n[12]), Float(n[13]),
      Float(n[14]), Float(n[15]))
  }

  /// The integer parts of numbers below 2^31.
  @inline(__always)
  func truncated(_ x: Reals) -> Integers {
    @inline(__always)
    func quarter(_ x: SIMD4<Float>) -> SIMD4<Int32> {
      unsafeBitCast(_mm_cvttps_epi32(x), to: SIMD4<Int32>.self)
    }
    let (low, high) = (x.lowHalf, x.highHalf)
    return Integers(
      lowHalf: SIMD8(lowHalf: quarter(low.lowHalf), highHalf: quarter(low.highHalf)),
      highHalf: SIMD8(lowHalf: quarter(high.lowHalf), highHalf: quarter(high.highHalf)))
  }

  /// The root of each lane, of numbers that are not negative.
  @inline(__always)
  func squareRoot(_ x: Reals) -> Reals {
    // The standard library's root has a call in each lane, for negative numbers.
    let (low, high) = (x.lowHalf, x.highHalf)
    return Reals(
      lowHalf: SIMD8(lowHalf: _mm_sqrt_ps(low.lowHalf), highHalf: _mm_sqrt_ps(low.highHalf)),
      highHalf: SIMD8(lowHalf: _mm_sqrt_ps(high.lowHalf), highHalf: _mm_sqrt_ps(high.highHalf)))
  }

  /// a · b + c, rounded once, for results of normal size.
  ///
  /// Product and sum in 53 bits, rounded again. That differs only where the first rounding ends in
  /// the middle between two floats, and then the C library decides.
  @inline(__always)
  func fma(_ a: Reals, _ b: Reals, _ c: Reals) -> Reals {
    var suspects = SIMD2<Int64>()
    let low = fma(a.lowHalf, b.lowHalf, c.lowHalf, &suspects)
    let high = fma(a.highHalf, b.highHalf, c.highHalf, &suspects)
    let result = Reals(lowHalf: low, highHalf: high)
    return suspects.x | suspects.y == 0 ? result : exactFMA(a, b, c)
  }

  @inline(__always)
  private func fma(
    _ a: SIMD8<Float>, _ b: SIMD8<Float>, _ c: SIMD8<Float>, _ suspects: inout SIMD2<Int64>
  ) -> SIMD8<Float> {
    SIMD8(
      lowHalf: fma(a.lowHalf, b.lowHalf, c.lowHalf, &suspects),
      highHalf: fma(a.highHalf, b.highHalf, c.highHalf, &suspects))
  }

  @inline(__always)
  private func fma(
    _ a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>, _ suspects: inout SIMD2<Int64>
  ) -> SIMD4<Float> {
    let low = _mm_cvtps_pd(a) * _mm_cvtps_pd(b) + _mm_cvtps_pd(c)
    let high =
      _mm_cvtps_pd(_mm_movehl_ps(a, a)) * _mm_cvtps_pd(_mm_movehl_ps(b, b))
      + _mm_cvtps_pd(_mm_movehl_ps(c, c))
    suspects |= isMiddle(low) | isMiddle(high)
    return _mm_movelh_ps(_mm_cvtpd_ps(low), _mm_cvtpd_ps(high))
  }

  /// Not zero where the bits that a float has no room for are one half.
  @inline(__always)
  private func isMiddle(_ x: SIMD2<Double>) -> SIMD2<Int64> {
    let bits = unsafeBitCast(x, to: SIMD4<Int32>.self) & SIMD4(0x1fff_ffff, 0, 0x1fff_ffff, 0)
    let middle = SIMD4<Int32>(0x1000_0000, 1, 0x1000_0000, 1)
    return unsafeBitCast(unsafeBitCast(bits .== middle, to: SIMD4<Int32>.self), to: SIMD2.self)
  }

  @inline(never)
  private func exactFMA(_ a: Reals, _ b: Reals, _ c: Reals) -> Reals {
    var result = c
    for i in 0..<16 { result[i] = c[i].addingProduct(a[i], b[i]) }
    return result
  }

  /// The bits of each lane turned to the left.
  @inline(__always)
  func rotated(_ x: Words, by count: UInt32) -> Words {
    // A sum, because the compiler takes the `or` of a vector's shifts apart.
    (x &<< count) &+ (x &>> (32 &- count))
  }

  /// `value` in the lanes where `x` is odd, else zero.
  @inline(__always)
  func whereOdd(_ x: Words, _ value: UInt32) -> Words { (Words() &- (x & 1)) & value }

  /// The remainder of each lane by 2^31 - 1, which no lane is a multiple of.
  @inline(__always)
  func mersenneRemainder(_ x: Words) -> Words { (x & 0x7fff_ffff) &+ x &>> 31 }

  /// The products of the low 32 bits of each lane and of a factor.
  @inline(__always)
  func lowProduct(_ x: SIMD8<UInt64>, _ factor: UInt64) -> SIMD8<UInt64> {
    // From a product of 64 bits the compiler makes one of scalars.
    let factors = SIMD2<Int64>(repeating: Int64(truncatingIfNeeded: factor))
    @inline(__always)
    func quarter(_ x: SIMD2<UInt64>) -> SIMD2<UInt64> {
      unsafeBitCast(
        _mm_mul_epu32(unsafeBitCast(x, to: SIMD2<Int64>.self), factors), to: SIMD2<UInt64>.self)
    }
    let (low, high) = (x.lowHalf, x.highHalf)
    return SIMD8(
      lowHalf: SIMD4(lowHalf: quarter(low.lowHalf), highHalf: quarter(low.highHalf)),
      highHalf: SIMD4(lowHalf: quarter(high.lowHalf), highHalf: quarter(high.highHalf)))
  }
#endif
