// SPDX-License-Identifier: Apache-2.0

import TensorCore

@testable import Comparison

/// What a comparison of floating tensors should count, element by element and in plain words.
struct Reference<Element: FloatingScalar> {
  var mismatched: [Int] = []
  var differing = 0
  var maxAbsolute: (value: Double, index: Int)?
  var maxRelative: (value: Double, index: Int)?
  var ulps: [UInt64: Int] = [:]

  init(_ a: [Element], _ b: [Element], _ tolerance: Tolerance?, bits: (Element) -> UInt64) {
    let sign = UInt64(1) << UInt64(8 * Element.dtype.byteCount - 1)
    for i in a.indices {
      let (x, y) = (Double(a[i].compute), Double(b[i].compute))
      let (p, q) = (bits(a[i]), bits(b[i]))
      if p != q { differing += 1 }
      func rounded(_ value: Double) -> Double { Double(Element(rounding: value).compute) }
      // In float64 a sum or product of two narrower numbers is exact or nearly so.
      let distance = rounded(x - y).magnitude
      let matches: Bool
      if let tolerance {
        let allowed = rounded(
          rounded(tolerance.absolute)
            + rounded(Double(Element.Compute(tolerance.relative)) * y).magnitude)
        matches =
          x == y || (tolerance.equalNaN && x.isNaN && y.isNaN)
          || !(tolerance.isExact) && distance.isFinite && distance <= allowed
      } else {
        matches = p == q
      }
      if p != q, x != 0, y != 0, !x.isNaN, !y.isNaN {
        let place = { (bits: UInt64) in
          bits & sign == 0 ? Int128(bits) : -Int128(bits & ~sign)
        }
        let apart = UInt64((place(p) - place(q)).magnitude)
        let bin = apart < 16 ? apart : 1 << UInt64(63 - apart.leadingZeroBitCount)
        ulps[bin, default: 0] += 1
      }
      guard !matches else { continue }
      mismatched.append(i)
      func take(_ value: Double, _ best: inout (value: Double, index: Int)?) {
        guard let old = best else { return best = (value, i) }
        if !old.value.isNaN, value.isNaN || value > old.value { best = (value, i) }
      }
      take(distance, &maxAbsolute)
      take(distance == 0 ? 0 : rounded(distance / y.magnitude), &maxRelative)
    }
  }
}
