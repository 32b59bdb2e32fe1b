// SPDX-License-Identifier: Apache-2.0

import Foundation
import TensorCore
import Testing

@testable import TensorFormats

private func shortest<Element: FloatingScalar>(_ value: Element) -> String {
  String(unsafeUninitializedCapacity: ShortestDecimal.capacity) {
    shortestDecimal(value, into: $0.baseAddress!)
  }
}

/// The digits and the exponent of a decimal text, in one form for any layout.
private func normalized(_ text: String) -> String {
  let parts = text.split(separator: "e")
  let exponent = parts.count > 1 ? Int(parts[1])! : 0
  let number = parts[0].split(separator: ".", omittingEmptySubsequences: false)
  var digits = String(number[0] + (number.count > 1 ? number[1] : ""))
  var point = number[0].count + exponent
  while digits.hasPrefix("0"), digits.count > 1 {
    digits.removeFirst()
    point -= 1
  }
  while digits.hasSuffix("0"), digits.count > 1 { digits.removeLast() }
  return digits == "0" ? "0" : "\(digits)e\(point)"
}

@Suite struct ShortestDecimalTests {
  @Test(arguments: [
    (0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (0.1, "0.1"), (100_000, "100000.0"),
    (1e15, "1000000000000000.0"),
    (1e16, "1e+16"), (1.5e16, "1.5e+16"), (123_456.789, "123456.789"), (0.0001, "0.0001"),
    (0.00001, "1e-05"), (1.5e-5, "1.5e-05"), (.leastNonzeroMagnitude, "5e-324"),
    (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (0x1p-44, "5.684341886080802e-14"),
    (1e22, "1e+22"), (1e23, "1e+23"), (9.5367431640625e-07, "9.5367431640625e-07"), (.nan, "nan"),
    (-.infinity, "-inf"), (1e300, "1e+300"), (0x1p1023, "8.98846567431158e+307"),
    (0.1 + 0.2, "0.30000000000000004"), (-1_234_567_890_123_456, "-1234567890123456.0"),
  ])
  func `a double is written as Python's repr does`(value: Double, text: String) {
    #expect(shortest(value) == text)
  }

  @Test(arguments: [
    (Float(0.1), "0.1"), (16_777_216, "16777216.0"), (3.4028235e38, "3.4028235e+38"),
    (.leastNonzeroMagnitude, "1e-45"), (0x1p-126, "1.1754944e-38"), (1e9, "1000000000.0"),
    (33_554_432, "33554432.0"), (8_589_973_504, "8589974000.0"), (1e16, "1e+16"),
  ])
  func `a float32 has its own fewer digits`(value: Float, text: String) {
    #expect(shortest(value) == text)
  }

  @Test func `float16 and bfloat16 have fewer still`() {
    #expect(shortest(Float16(0.1)) == "0.1")
    #expect(shortest(Float16(65_504)) == "65500.0")
    #expect(shortest(Float16.leastNonzeroMagnitude) == "6e-08")
    #expect(shortest(BFloat16(rounding: Float(0.1))) == "0.1")
    #expect(shortest(BFloat16(rounding: Float(3.14159))) == "3.14")
    #expect(shortest(BFloat16(bitPattern: 0x7f7f)) == "3.39e+38")
    #expect(shortest(BFloat16(bitPattern: 1)) == "9e-41")
  }

  @Test func `every half-precision value reads back and none of its digits can go`() {
    for bits: UInt16 in 0...0x7fff {
      let half = Float16(bitPattern: bits)
      if half.magnitude < 2048 {  // From there on `description` gives all digits of an integer.
        #expect(normalized(shortest(half)) == normalized(half.description))
      }
      check(half) { Float16($0).bitPattern == bits }
      check(BFloat16(bitPattern: bits)) { BFloat16(rounding: $0).bitPattern == bits }
    }
  }

  /// Checks that the text of `value` reads back, that of the decimals with so many digits none is
  /// nearer, and that with one digit less neither neighbour reads back.
  private func check<Element: FloatingScalar>(
    _ value: Element, readsBack: @escaping (_ double: Double) -> Bool
  ) {
    let exact = Double(value.compute)
    guard exact.isFinite, exact != 0 else { return }
    let text = shortest(value)
    let found = Double(text)!
    #expect(readsBack(found), "\(text)")
    let decimal = ExactDecimal(exact)
    /// The decimals of so many digits on both sides of the value.
    func neighbours(_ count: Int) -> [Double] {
      let below = decimal.cut(afterDigits: count).kept
      return [below, below.incremented(atDigit: count)].map { number in
        let digits = number.digits.map(String.init).joined()
        return Double("\(digits)e\(number.point - number.digits.count)")!
      }
    }
    let count = normalized(text).split(separator: "e")[0].count
    for other in neighbours(count) where readsBack(other) {
      #expect(abs(found - exact) <= abs(other - exact), "\(text), \(other)")
    }
    if count > 1 { #expect(!neighbours(count - 1).contains(where: readsBack), "\(text)") }
  }

  @Test func `random doubles and floats have the digits of the standard library`() {
    var cases = CaseGenerator(state: 2)
    var wrong: [String] = []
    for _ in 0..<100_000 {
      let value = cases.double()
      guard value.isFinite else { continue }
      if normalized(shortest(value)) != normalized(value.description) {
        wrong.append(value.description)
      }
      let single = Float(value)
      guard single.isFinite else { continue }
      if normalized(shortest(single)) != normalized(single.description) {
        wrong.append(single.description)
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test func `powers of two and of ten, whose intervals are uneven or end on digits`() {
    var values = (-1074...1023).map { Double(sign: .plus, exponent: $0, significand: 1) }
    values += (-323...308).map { Double("1e\($0)")! }
    for value in values.flatMap({ [$0, $0.nextUp, $0.nextDown] }) where value > 0 {
      #expect(normalized(shortest(value)) == normalized(value.description))
      let single = Float(value)
      guard single.isFinite else { continue }
      #expect(normalized(shortest(single)) == normalized(single.description))
    }
  }
}
