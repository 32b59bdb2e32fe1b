// The polynomials of PyTorch's AVX2 kernels, operation by operation.
//
// Source: PyTorch `aten/src/ATen/native/cpu/avx_mathfun.h`, which is Julien Pommier's "AVX
// implementation of sin, cos, sincos, exp and log" (2012, zlib licence), itself after the Cephes
// library; compiled there with contraction, which decides which sums are fused: those are
// written `fma` here. All 2^24 arguments of each function were compared.
// SPDX-License-Identifier: Apache-2.0

/// `log256_ps` and `sincos256_ps`, one lane.
enum AVXMath {
  /// log(x) for 0 < x <= 1.
  static func log(_ x: Float) -> Float {
    let x = max(x, 0x1p-126)
    // x = mantissa · 2^exponent with the mantissa in 0.5..<1.
    var exponent = Float(Int32(x.bitPattern >> 23) - 126)
    var m = Float(bitPattern: x.bitPattern & 0x007f_ffff | 0x3f00_0000)
    if m < 0.707106781186547524 {
      exponent -= 1
      m = (m - 1) + m
    } else {
      m -= 1
    }
    let z = m * m
    var y: Float = 7.0376836292e-2
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

  /// sin(x) and cos(x) for x >= 0.
  static func sineAndCosine(_ x: Float) -> (sine: Float, cosine: Float) {
    // The octant, rounded up to an even one.
    let octant = (Int32(x * 1.27323954473516) + 1) & ~1
    let turns = Float(octant)
    // Cody and Waite's reduction in three steps.
    var r = fma(turns, -0.78515625, x)
    r = fma(turns, -2.4187564849853515625e-4, r)
    r = fma(turns, -3.77489497744594108e-8, r)
    let z = r * r

    var c: Float = 2.443315711809948e-5
    c = fma(c, z, -1.388731625493765e-3)
    c = fma(c, z, 4.166664568298827e-2)
    c *= z
    c = fma(c, z, -(0.5 * z))
    c += 1

    var s: Float = -1.9515295891e-4
    s = fma(s, z, 8.3321608736e-3)
    s = fma(s, z, -1.6666654611e-1)
    s *= z
    s = fma(s, r, r)

    let swapped = octant & 2 != 0
    let sine = swapped ? c : s
    let cosine = swapped ? s : c
    return (octant & 4 != 0 ? -sine : sine, (octant - 2) & 4 == 0 ? -cosine : cosine)
  }
}

/// a · b + c with one rounding.
@inline(__always)
private func fma(_ a: Float, _ b: Float, _ c: Float) -> Float { c.addingProduct(a, b) }
