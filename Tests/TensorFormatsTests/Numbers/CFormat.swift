// C's own printf, what the printers of doubles are proved against.
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What `snprintf` writes for `%.Nf` or `%.Ne`; every NaN without its sign, as Python shows it.
func cFormat(_ value: Double, precision: Int, conversion: Character) -> String {
  if value.isNaN { return "nan" }
  let text = String(format: "%.\(precision)\(conversion)", value)
  return text
}

/// A generator of test cases that is the same on every run (SplitMix64).
struct CaseGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }

  /// A double of one of the kinds that go wrong: any bits, short decimals, ties, integers, tiny.
  mutating func double() -> Double {
    let bits = next()
    switch bits % 8 {
    case 0, 1: return Double(bitPattern: next())
    case 2: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: next())))
    case 3: return Double(Int64(truncatingIfNeeded: next()) >> Int64(bits >> 8 % 64))
    case 4: return Double(Int32(truncatingIfNeeded: next())) / Double(1 << (bits >> 8 % 40))
    case 5: return Double(Int32(truncatingIfNeeded: next()) >> 8) / 1000
    case 6: return Double.random(in: -1...1, using: &self)
    default: return Double(bitPattern: next() >> (bits >> 8 % 63))
    }
  }
}
