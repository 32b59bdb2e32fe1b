import Foundation
import Testing

@testable import TensorFormats

private func fixed(_ value: Double, _ precision: Int) -> String {
  let format = FixedPoint(precision: precision)
  return String(unsafeUninitializedCapacity: format.capacity) {
    format.write(value, into: $0.baseAddress!)
  }
}

private func scientific(_ value: Double, _ precision: Int) -> String {
  let format = ScientificNotation(precision: precision)
  return String(unsafeUninitializedCapacity: format.capacity) {
    format.write(value, into: $0.baseAddress!)
  }
}

private let edges: [Double] = [
  0, -0.0, 0.5, 1.5, 2.5, -0.5, 0.125, 0.375, 0.05, 9.5, 99.5, 999_999.5, 0.99995, 9.9999e-5,
  1e15, 1e16, 1e17, 1e19, 1e22, 1e23, 123_450_000, 0x1p53, 0x1p63, 0x1p64, 0x1p100, 0x1p-100,
  18_446_744_073_709_551_616, .leastNonzeroMagnitude, 0x1p-1022, 2.2250738585072014e-308,
  1.7976931348623157e308, .infinity, -.infinity, .nan, 1e-5, 1.00005, 1000.5, 9_999_999.5,
  99_999_999.5, 9_999.99995, 4_503_599_627_370_495.5,
]

@Suite struct FixedPointTests {
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
      guard precision <= ScientificNotation.exactPrecision else { continue }
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

  @Test func `precision 0 keeps the point on request`() {
    let format = FixedPoint(precision: 0)
    let texts = [7, -0.0, .nan, 1e25].map { (value: Double) in
      String(unsafeUninitializedCapacity: format.capacity) {
        format.write(value, keepsPoint: true, into: $0.baseAddress!)
      }
    }
    #expect(texts == ["7.", "-0.", "nan", "10000000000000000905969664."])
  }

  @Test func `every power of ten is the true one, rounded down to 128 bits`() {
    for n in PowersOfTen.range {
      let power = PowersOfTen.shared[n]
      #expect(power >> 127 == 1)
      // 5^|n| times the significand, or the significand times 2^…: compared as big integers.
      let low = bigInteger(power, timesFiveTo: max(-n, 0))
      let high = bigInteger(power + 1, timesFiveTo: max(-n, 0))
      let shift = PowersOfTen.exponent(n) - n
      let exact = bigInteger(1, timesFiveTo: max(n, 0)).shifted(max(-shift, 0))
      let (floor, above) = (low.shifted(max(shift, 0)), high.shifted(max(shift, 0)))
      #expect(!isLess(exact, floor) && isLess(exact, above), "10^\(n)")
      #expect(PowersOfTen.isExact(n) == !isLess(floor, exact), "10^\(n)")
    }
  }
}

/// A big integer in limbs of 16 bits, the lowest first: slow, and too simple to be wrong.
private typealias Limbs = [UInt32]

extension Limbs {
  fileprivate func shifted(_ count: Int) -> Limbs {
    let part = UInt32(count % 16)
    let limbs = Limbs(repeating: 0, count: count / 16) + self + [0]
    return limbs.indices.map { i in
      (limbs[i] << part | (i > 0 ? (limbs[i - 1] << part) >> 16 : 0)) & 0xffff
    }
  }
}

private func bigInteger(_ value: UInt128, timesFiveTo power: Int) -> Limbs {
  var limbs = (0..<8).map { UInt32(truncatingIfNeeded: value >> UInt128(16 * $0)) & 0xffff }
  for _ in 0..<power {
    var carry: UInt32 = 0
    for i in limbs.indices {
      let product = limbs[i] * 5 + carry
      limbs[i] = product & 0xffff
      carry = product >> 16
    }
    if carry > 0 { limbs.append(carry) }
  }
  return limbs
}

private func isLess(_ a: Limbs, _ b: Limbs) -> Bool {
  let count = max(a.count, b.count)
  let x = a + Limbs(repeating: 0, count: count - a.count)
  let y = b + Limbs(repeating: 0, count: count - b.count)
  return x.reversed().lexicographicallyPrecedes(y.reversed())
}
