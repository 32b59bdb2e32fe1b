// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import TensorFormats

private func fixed(_ value: Double, _ precision: Int) -> String {
  CNotation.fixed.text(value, precision: precision)
}

private func scientific(_ value: Double, _ precision: Int) -> String {
  CNotation.scientific.text(value, precision: precision)
}

private let edges: [Double] = [
  0, -0.0, 0.5, 1.5, 2.5, -0.5, 0.125, 0.375, 0.05, 9.5, 99.5, 999_999.5, 0.99995, 9.9999e-5,
  1e15, 1e16, 1e17, 1e19, 1e22, 1e23, 123_450_000, 0x1p53, 0x1p63, 0x1p64, 0x1p100, 0x1p-100,
  18_446_744_073_709_551_616, .leastNonzeroMagnitude, 0x1p-1022, 2.2250738585072014e-308,
  1.7976931348623157e308, .infinity, -.infinity, .nan, 1e-5, 1.00005, 1000.5, 9_999_999.5,
  99_999_999.5, 9_999.99995, 4_503_599_627_370_495.5,
]

@Suite struct CNotationTests {
  @Test(arguments: [
    (0.125, 2, "0.12"), (0.375, 2, "0.38"), (2.5, 0, "2"), (3.5, 0, "4"), (-0.0, 4, "-0.0000"),
    (-1e-9, 4, "-0.0000"), (0.99996, 4, "1.0000"), (.infinity, 3, "inf"), (-.infinity, 3, "-inf"),
    (.nan, 3, "nan"), (-Double.nan, 3, "nan"), (1e23, 1, "99999999999999991611392.0"),
  ])
  func `the exact value is rounded to even`(value: Double, precision: Int, text: String) {
    #expect(fixed(value, precision) == text)
  }

  @Test(arguments: [
    (0, 4, "0.0000e+00"), (-0.0, 0, "-0e+00"), (12_345, 4, "1.2345e+04"), (2.5, 0, "2e+00"),
    (3.5, 0, "4e+00"), (99_999.5, 4, "1.0000e+05"), (.leastNonzeroMagnitude, 2, "4.94e-324"),
    (1e-100, 1, "1.0e-100"), (.nan, 2, "nan"), (-.infinity, 2, "-inf"),
  ])
  func `an exponent has two digits or three`(value: Double, precision: Int, text: String) {
    #expect(scientific(value, precision) == text)
  }

  @Test(arguments: Array(0...20) + [40, 100, 324, 700, 1074])
  func `edge values are as C prints them`(precision: Int) {
    for value in edges.flatMap({ [$0, -$0, $0.nextUp, $0.nextDown] }) {
      let expected = cFormat(value, precision: precision, conversion: "f")
      #expect(fixed(value, precision) == expected)
      guard precision <= CNotation.scientific.exactPrecision else { continue }
      #expect(
        scientific(value, precision) == cFormat(value, precision: precision, conversion: "e"))
    }
  }

  @Test func `100,000 random doubles are as C prints them`() {
    var cases = CaseGenerator(state: 1)
    var wrong: [String] = []
    for i in 0..<100_000 {
      let value = cases.double()
      let precision = i % 21
      if fixed(value, precision) != cFormat(value, precision: precision, conversion: "f")
        || scientific(value, precision) != cFormat(value, precision: precision, conversion: "e")
      {
        wrong.append("\(value.bitPattern) at \(precision)")
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test(arguments: [
    ("-1234.57", "-1234.57"), ("-1234,57", "-1234.57"), ("0\u{66b}5e-07", "0.5e-07"),
    ("1\u{66b}2", "1.2"),
  ])
  func `the sign that a locale has for the point is replaced`(text: String, expected: String) {
    var bytes = Array(text.utf8)
    let length = bytes.withUnsafeMutableBufferPointer {
      CNotation.correctPoint(in: $0.baseAddress!, $0.count)
    }
    #expect(String(decoding: bytes[..<length], as: UTF8.self) == expected)
  }

  @Test func `precision 0 keeps the point on request`() {
    let form = FloatText(.fixed, precision: 0, keepsPoint: true, width: 3)
    let texts = [7, -0.0, .nan, 12, -.infinity].map { (value: Double) in
      String(unsafeUninitializedCapacity: form.capacity) {
        form.write(value, into: $0.baseAddress!)
      }
    }
    #expect(texts == [" 7.", "-0.", "nan", "12.", "-inf"])
  }
}
