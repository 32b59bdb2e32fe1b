// SPDX-License-Identifier: Apache-2.0

import TensorCore
import Testing

/// float16's conversions against the compiler's own.
@Suite struct Float16Tests {
  @Test func `every float16 widens exactly`() {
    let wrong = (0...UInt16.max).filter {
      let half = Float16(bitPattern: $0)
      return half.compute.bitPattern != Float(half).bitPattern
    }
    #expect(wrong == [])
  }

  @Test func `floats round to the nearest`() {
    // Each float16, the middle to its neighbour, and what lies beside both.
    var patterns: [UInt32] = []
    for bits in stride(from: 0, through: UInt16.max, by: 1) {
      let exact = Float(Float16(bitPattern: bits)).bitPattern
      let middle = exact & 0x7fff_ffff < 0x3880_0000 ? exact : exact &+ 0x1000
      patterns += [exact, exact &- 1, exact &+ 1, middle, middle &- 1, middle &+ 1]
    }
    // Subnormal float16 lie at multiples of 2^-24: halves of those, and beside them.
    for multiple in 0...2048 {
      let middle = (Float(multiple) * 0x1p-25).bitPattern
      patterns += [middle, middle &- 1, middle &+ 1, middle | 0x8000_0000]
    }
    // The rest of the range, NaNs too, in steps that share no factor with a power of two.
    patterns += stride(from: 0, to: UInt32.max, by: 65_521)
    let wrong = patterns.filter {
      let value = Float(bitPattern: $0)
      return Float16(rounding: value).bitPattern != Float16(value).bitPattern
    }
    #expect(wrong == [])
  }
}
