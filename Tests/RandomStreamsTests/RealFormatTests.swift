// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Testing

@Suite struct RealFormatTests {
  @Test func `a float rounds to float16 as the compiler rounds it`() {
    var patterns = Array(stride(from: 0 as UInt32, to: .max, by: 65_521))
    for bits in stride(from: 0, through: UInt16.max, by: 3) {
      let exact = Float(Float16(bitPattern: bits)).bitPattern
      patterns += [exact, exact &+ 0xfff, exact &+ 0x1000, exact &+ 0x1001]
    }
    for multiple in 0...2048 {
      let middle = (Float(multiple) * 0x1p-25).bitPattern
      patterns += [middle, middle &- 1, middle &+ 1, middle | 0x8000_0000]
    }
    let wrong = patterns.filter {
      let value = Float(bitPattern: $0)
      return RealFormat.float16.round(value).bitPattern != Float(Float16(value)).bitPattern
    }
    #expect(wrong == [])
  }
}
