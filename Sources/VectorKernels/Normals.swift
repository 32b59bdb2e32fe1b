// Box and Muller's transform with the polynomials of PyTorch's AVX2 kernels.
//
// Source: as `AVXMath` of RandomStreams, the readable form of the same operations. Where there is
// no fused multiply-add in hardware, each is a call of the C library.

#if arch(x86_64)
  import _Builtin_intrinsics.intel.sse
#endif

private typealias Octet = SIMD8<Float>
private typealias Bits = SIMD8<Int32>

@inline(__always)
private func converted(_ n: Bits) -> Octet {
  Octet(
    Float(n[0]), Float(n[1]), Float(n[2]), Float(n[3]), Float(n[4]), Float(n[5]), Float(n[6]),
    Float(n[7]))
}

@inline(__always)
private func fma(_ a: Octet, _ b: Octet, _ c: Float) -> Octet {
  Octet(repeating: c).addingProduct(a, b)
}

@inline(__always)
private func fma(_ a: Octet, _ b: Octet, _ c: Octet) -> Octet { c.addingProduct(a, b) }

@inline(__always)
private func bits(_ x: Octet) -> Bits { unsafeBitCast(x, to: Bits.self) }

@inline(__always)
private func octet(_ x: Bits) -> Octet { unsafeBitCast(x, to: Octet.self) }

/// `a` where the mask is all ones, `b` where it is zero.
@inline(__always)
private func select(_ mask: Bits, _ a: Octet, _ b: Octet) -> Octet {
  octet(bits(a) & mask | bits(b) & ~mask)
}

/// The root of each lane, of numbers that are not negative.
@inline(__always)
private func squareRoot(_ x: Octet) -> Octet {
  #if arch(x86_64)
    // The standard library's root has a call in each lane, for negative numbers.
    return Octet(lowHalf: _mm_sqrt_ps(x.lowHalf), highHalf: _mm_sqrt_ps(x.highHalf))
  #else
    return Octet(
      x[0].squareRoot(), x[1].squareRoot(), x[2].squareRoot(), x[3].squareRoot(),
      x[4].squareRoot(), x[5].squareRoot(), x[6].squareRoot(), x[7].squareRoot())
  #endif
}

/// log(x) for 2^-126 <= x <= 1.
@inline(__always)
private func log(_ x: Octet) -> Octet {
  var m = octet(bits(x) & 0x007f_ffff | 0x3f00_0000)
  let isLow = unsafeBitCast(m .< Octet(repeating: 0.707106781186547524), to: Bits.self)
  // The mask counts as -1.
  let exponent = converted((bits(x) &>> 23) &- 126 &+ isLow)
  m = (m - 1) + octet(bits(m) & isLow)
  let z = m * m
  var y = Octet(repeating: 7.0376836292e-2)
  y = fma(y, m, -1.1514610310e-1)
  y = fma(y, m, 1.1676998740e-1)
  y = fma(y, m, -1.2420140846e-1)
  y = fma(y, m, 1.4249322787e-1)
  y = fma(y, m, -1.6668057665e-1)
  y = fma(y, m, 2.0000714765e-1)
  y = fma(y, m, -2.4999993993e-1)
  y = fma(y, m, 3.3333331174e-1)
  y *= m
  y = fma(y, z, exponent * -2.12194440e-4)
  y -= 0.5 * z
  return (m + y) + exponent * 0.693359375
}

/// sin(x) and cos(x) for 0 <= x < 7.
@inline(__always)
private func sineAndCosine(_ x: Octet) -> (sine: Octet, cosine: Octet) {
  // The integer part of less than 9 is in the low bits of the sum, which rounds to nearest.
  let scaled = x * 1.27323954473516
  let shifted = scaled + 0x1p23
  let isAbove = unsafeBitCast(shifted - 0x1p23 .> scaled, to: Bits.self)
  let octant = ((bits(shifted) & 0xff) &+ isAbove &+ 1) & ~1
  let turns = converted(octant)
  var r = fma(turns, Octet(repeating: -0.78515625), x)
  r = fma(turns, Octet(repeating: -2.4187564849853515625e-4), r)
  r = fma(turns, Octet(repeating: -3.77489497744594108e-8), r)
  let z = r * r

  var c = Octet(repeating: 2.443315711809948e-5)
  c = fma(c, z, -1.388731625493765e-3)
  c = fma(c, z, 4.166664568298827e-2)
  c *= z
  c = fma(c, z, octet(bits(0.5 * z) ^ Int32.min))
  c += 1

  var s = Octet(repeating: -1.9515295891e-4)
  s = fma(s, z, 8.3321608736e-3)
  s = fma(s, z, -1.6666654611e-1)
  s *= z
  s = fma(s, r, r)

  let isSwapped = unsafeBitCast((octant & 2) .!= 0, to: Bits.self)
  let sign = (octant & 4) &<< 29
  let otherSign = (~(octant &- 2) & 4) &<< 29
  return (
    octet(bits(select(isSwapped, c, s)) ^ sign), octet(bits(select(isSwapped, s, c)) ^ otherSign)
  )
}

/// Makes `count` blocks of 16 uniforms into normals, in place: uniforms j and j + 8 make the normals
/// j and j + 8.
package func normals(
  _ values: UnsafeMutablePointer<Float>, _ count: Int, _ mean: Float, _ deviation: Float
) {
  let (center, factor) = (Octet(repeating: mean), Octet(repeating: deviation))
  var block = 0
  while block < count {
    let base = UnsafeMutableRawPointer(values + 16 &* block)
    let u1 = 1 - base.loadUnaligned(as: Octet.self)
    let u2 = base.loadUnaligned(fromByteOffset: 32, as: Octet.self)
    let radius = squareRoot(-2 * log(u1))
    let (sine, cosine) = sineAndCosine(0x1.921fb6p+2 * u2)
    base.storeBytes(of: fma(radius * cosine, factor, center), as: Octet.self)
    base.storeBytes(of: fma(radius * sine, factor, center), toByteOffset: 32, as: Octet.self)
    block &+= 1
  }
}
