// SPDX-License-Identifier: Apache-2.0

import TensorCore
import Testing

@testable import TensorFormats

@Suite struct DecimalTests {
  /// Each line of the fixture: a decimal and the bits that it rounds to, by exact fractions.
  static func lines() throws -> [[String]] {
    let text = String(decoding: try fixtureBytes("decimals.txt"), as: UTF8.self)
    return text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
  }

  /// What must be readable behind a number.
  private let ending = [UInt8](repeating: 0, count: 9)

  @Test(arguments: [
    (DType.float64, 1), (.float32, 2), (.float16, 3), (.bfloat16, 4),
  ])
  func `every decimal rounds once`(dtype: DType, column: Int) throws {
    for line in try Self.lines() {
      let decimal = Array(line[0].utf8) + ending
      decimal.withUnsafeBufferPointer {
        let number = DecimalNumber($0.baseAddress!)
        #expect(number?.length == line[0].utf8.count)
        let pattern = number!.floatingPattern(dtype, text: $0.baseAddress!)
        let digits = String(pattern, radix: 16)
        let padded = String(repeating: "0", count: 2 * dtype.byteCount - digits.count) + digits
        #expect(padded == line[column], "\(line[0]) as \(dtype)")
      }
    }
  }

  @Test func `what is written with any number of digits reads back`() throws {
    var cases = CaseGenerator(state: 2021)
    for i in 0..<20_000 {
      let value = cases.double()
      guard value.isFinite else { continue }
      // 17 digits tell all doubles apart; of 767 none is left out.
      let isExact = i % 8 == 0
      let text = CNotation.scientific.text(value, precision: isExact ? 766 : 16 + i % 30)
      let bytes = Array(text.utf8) + ending
      bytes.withUnsafeBufferPointer {
        let number = DecimalNumber($0.baseAddress!)
        #expect(
          number?.floatingPattern(.float64, text: $0.baseAddress!) == value.bitPattern, "\(text)")
        guard isExact else { return }
        let single = number?.floatingPattern(.float32, text: $0.baseAddress!)
        #expect(single == UInt64(Float(value).bitPattern), "\(text)")
      }
    }
  }

  @Test func `next to a tie the double's own neighbours are none`() throws {
    // Half way between two halves, two bfloat16, two floats, and where each overflows.
    let ties: [Double] = [
      0x1.002p0, 0x1.006p0, 0x1.01p0, 0x1.03p0, 0x1.000001p0, 0x1.000003p0, 65520, 0x1.ffp127,
      0x1.ffffffp127, 0x1p-25, 0x1.8p-24, 0x1p-134, 0x1.8p-133, 0x1p-150, 0x1.8p-149,
    ]
    for tie in ties.flatMap({ [$0, -$0] }) {
      for value in [tie.nextDown, tie, tie.nextUp] {
        for text in [value.description, CNotation.scientific.text(value, precision: 766)] {
          for dtype in [DType.float16, .bfloat16, .float32] {
            let bytes = Array(text.utf8) + ending
            // The shortest digits of a double are no tie unless they are the double.
            let expected: UInt64 =
              switch dtype {
              case .float16: UInt64(Float16(value).bitPattern)
              case .bfloat16: UInt64(BFloat16(rounding: value).bitPattern)
              default: UInt64(Float(value).bitPattern)
              }
            let found = bytes.withUnsafeBufferPointer {
              DecimalNumber($0.baseAddress!)!.floatingPattern(dtype, text: $0.baseAddress!)
            }
            let isExact = ExactDecimal(parsing: text.utf8) == ExactDecimal(value)
            if isExact || value != tie { #expect(found == expected, "\(text) as \(dtype)") }
          }
        }
      }
    }
  }

  @Test(arguments: [
    ("1", true), ("-0.5", true), ("1e5", true), ("01", false), ("+1", false), (".5", false),
    ("5.", false), ("-01", false), ("0", true), ("00", false), ("1.e5", false),
  ])
  func `JSON's narrower grammar is told apart`(text: String, isJSON: Bool) {
    let bytes = Array(text.utf8) + ending
    let number = bytes.withUnsafeBufferPointer { DecimalNumber($0.baseAddress!) }
    #expect(number?.length == text.utf8.count)
    #expect(number?.isJSON == isJSON)
  }

  @Test(arguments: ["", "-", ".", "e5", "-.e1", "nan", "+", "--1"])
  func `what is no number is none`(text: String) {
    let bytes = Array(text.utf8) + ending
    #expect(bytes.withUnsafeBufferPointer { DecimalNumber($0.baseAddress!)?.length } == nil)
  }
}

/// A small generator for tests (Steele, Lea, Flood 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}
