// Box and Muller's transform with the polynomials of PyTorch's AVX2 kernels.
//
// Source: as `AVXMath` of RandomStreams, the readable form of the same operations.
// SPDX-License-Identifier: Apache-2.0

/// log(x) for 2^-126 <= x <= 1.
@inline(__always)
private func log(_ x: Reals) -> Reals {
  var m = asReals(bits(x) & 0x007f_ffff | 0x3f00_0000)
  let isLow = unsafeBitCast(m .< Reals(repeating: 0.707106781186547524), to: Integers.self)
  // The mask counts as -1.
  let exponent = converted((bits(x) &>> 23) &- 126 &+ isLow)
  m = (m - 1) + asReals(bits(m) & isLow)
  let z = m * m
  var y = Reals(repeating: 7.0376836292e-2)
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
private func sineAndCosine(_ x: Reals) -> (sine: Reals, cosine: Reals) {
  let octant = (truncated(x * 1.27323954473516) &+ 1) & ~1
  let turns = converted(octant)
  var r = fma(turns, Reals(repeating: -0.78515625), x)
  r = fma(turns, Reals(repeating: -2.4187564849853515625e-4), r)
  r = fma(turns, Reals(repeating: -3.77489497744594108e-8), r)
  let z = r * r

  var c = Reals(repeating: 2.443315711809948e-5)
  c = fma(c, z, -1.388731625493765e-3)
  c = fma(c, z, 4.166664568298827e-2)
  c *= z
  c = fma(c, z, asReals(bits(0.5 * z) ^ Int32.min))
  c += 1

  var s = Reals(repeating: -1.9515295891e-4)
  s = fma(s, z, 8.3321608736e-3)
  s = fma(s, z, -1.6666654611e-1)
  s *= z
  s = fma(s, r, r)

  // Not compared with 0: an inequality of vectors is a loop over the lanes.
  let isSwapped = Integers(repeating: 0) &- (octant &>> 1 & 1)
  let sign = (octant & 4) &<< 29
  let otherSign = ((octant &+ 2) & 4) &<< 29
  let swapped = (bits(s) ^ bits(c)) & isSwapped
  return (asReals(bits(s) ^ swapped ^ sign), asReals(bits(c) ^ swapped ^ otherSign))
}

extension CompiledLoops {
  package static func normals(
    _ values: UnsafeMutablePointer<Float>, _ count: Int, _ mean: Float, _ std: Float
  ) {
    let (center, factor) = (Reals(repeating: mean), Reals(repeating: std))
    // Two blocks at a time, the upper halves of both in one vector; an odd last one counts twice.
    var block = 0
    while block < count {
      let (first, second) = (16 &* block, 16 &* (block &+ 1 < count ? block &+ 1 : block))
      let (a, b) = (reals(values, first), reals(values, second))
      let u1 = 1 - Reals(lowHalf: a.lowHalf, highHalf: b.lowHalf)
      let u2 = Reals(lowHalf: a.highHalf, highHalf: b.highHalf)
      let radius = squareRoot(-2 * log(u1))
      let (sine, cosine) = sineAndCosine(0x1.921fb6p+2 * u2)
      let upper = fma(radius * cosine, factor, center)
      let lower = fma(radius * sine, factor, center)
      store(Reals(lowHalf: upper.lowHalf, highHalf: lower.lowHalf), values, first)
      store(Reals(lowHalf: upper.highHalf, highHalf: lower.highHalf), values, second)
      block &+= 2
    }
  }
}
