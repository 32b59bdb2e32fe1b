// SPDX-License-Identifier: Apache-2.0

import TensorCore
import Testing

@testable import Comparison

/// Numbers that repeat for a seed.
struct Words: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}

func vector<Element: Scalar>(_ elements: [Element]) -> Tensor<Element> {
  Tensor(shape: .vector(elements.count), elements: elements)
}

@Suite struct JudgeTests {
  static let tolerances: [Tolerance?] = [
    nil, Tolerance(relative: 0, absolute: 0), Tolerance(relative: 0, absolute: 0, equalNaN: true),
    Tolerance(relative: 1.3e-6, absolute: 1e-5),
    Tolerance(relative: 1e-2, absolute: 0, equalNaN: true),
    Tolerance(relative: 0, absolute: 0.25),
  ]

  @Test(arguments: tolerances)
  func `float32 is counted as element by element`(tolerance: Tolerance?) throws {
    try check(
      Float.self, [0, -0.0, .nan, .infinity, -.infinity, 1, .leastNonzeroMagnitude, 3e38, -3e38],
      tolerance, bits: { UInt64($0.bitPattern) }, from: { Float(bitPattern: UInt32($0)) })
  }

  @Test(arguments: tolerances)
  func `float16 is counted as element by element`(tolerance: Tolerance?) throws {
    try check(
      Float16.self, [0, -0.0, .nan, .infinity, 1, 60000, -60000], tolerance,
      bits: { UInt64($0.bitPattern) }, from: { Float16(bitPattern: UInt16($0)) })
  }

  @Test(arguments: tolerances)
  func `bfloat16 is counted as element by element`(tolerance: Tolerance?) throws {
    let special: [UInt16] = [0, 0x8000, 0x7fc0, 0x7f80, 0x3f80, 0x7f00, 0xff00]
    try check(
      BFloat16.self, special.map(BFloat16.init(bitPattern:)), tolerance,
      bits: { UInt64($0.bitPattern) }, from: { BFloat16(bitPattern: UInt16($0)) })
  }

  @Test(arguments: tolerances)
  func `float64 is counted as element by element`(tolerance: Tolerance?) throws {
    try check(
      Double.self, [0, -0.0, .nan, .infinity, 1, 1e300, -1e300], tolerance,
      bits: { $0.bitPattern }, from: { Double(bitPattern: $0) })
  }

  /// Pairs of many kinds, compared in one thread and in several.
  private func check<Element: FloatingScalar>(
    _ type: Element.Type, _ special: [Element], _ tolerance: Tolerance?,
    bits: (Element) -> UInt64, from: (UInt64) -> Element
  ) throws {
    var words = Words(state: 7)
    for round in 0..<60 {
      let count = [0, 1, 2, 7, 1023, 1024, 1025, 3000][round % 8]
      // Pieces without a difference, with few, and with nothing else; with and without specials.
      let (changes, specials) = ([0, 3, 300, 1000][round / 8 % 4], round % 3 == 0 ? 40 : 0)
      var a = (0..<count).map { _ in
        Element(rounding: Double.random(in: -2...2, using: &words))
      }
      for i in a.indices where Int.random(in: 0..<1000, using: &words) < specials {
        a[i] = special.randomElement(using: &words)!
      }
      var b = a
      for i in b.indices where Int.random(in: 0..<1000, using: &words) < changes {
        switch Int.random(in: 0..<4, using: &words) {
        case 0: b[i] = from(bits(b[i]) ^ UInt64.random(in: 1...7, using: &words))
        case 1: b[i] = Element(rounding: Double(b[i].compute) * 1.001)
        case 2: b[i] = special.randomElement(using: &words)!
        default: b[i] = Element(rounding: Double.random(in: -2...2, using: &words))
        }
      }
      let expected = Reference(a, b, tolerance, bits: bits)
      for least in [Threads.least, 1] {
        let found = try Comparison(
          vector(a), vector(b), tolerance: tolerance, rereads: false, threads: 3, least: least)
        let tally = found.tally
        #expect(tally.count == count)
        #expect(tally.mismatched == expected.mismatched.count)
        #expect(tally.differing == expected.differing)
        #expect(tally.first?.index == expected.mismatched.first)
        #expect(found.holds == expected.mismatched.isEmpty)
        #expect(tally.first.map { $0.a } == expected.mismatched.first.map { bits(a[$0]) })
        expectSame(tally.maxAbsolute, expected.maxAbsolute)
        expectSame(tally.maxRelative, expected.maxRelative)
        #expect(
          Dictionary(uniqueKeysWithValues: tally.ulps.bins.map { ($0.ulps, $0.count) })
            == expected.ulps)
        func both(_ condition: (Double) -> Bool) -> Pair {
          Pair(
            a: a.count { condition(Double($0.compute)) },
            b: b.count { condition(Double($0.compute)) })
        }
        #expect(tally.nan == both { $0.isNaN })
        #expect(tally.zero == both { $0 == 0 })
        #expect(tally.negativeZero == both { $0 == 0 && $0.sign == .minus })
        let mismatch = zip(a, b).count { ($0.compute == 0) != ($1.compute == 0) }
        #expect(tally.maskMismatch == mismatch)
      }
    }
  }

  private func expectSame(_ found: Extreme?, _ expected: (value: Double, index: Int)?) {
    #expect(found?.index == expected?.index)
    #expect(
      found.map { $0.value.isNaN ? .nan : $0.value }?.bitPattern
        == expected.map { $0.value.isNaN ? .nan : $0.value }?.bitPattern)
  }

  @Test func `integers are apart by their true distance`() throws {
    func distance<Element: Scalar>(_ a: Element, _ b: Element) throws -> UInt64? {
      try Comparison(vector([a]), vector([b]), tolerance: nil).tally.maxAbsolute?.whole
    }
    #expect(try distance(Int8.min, Int8.max) == 255)
    #expect(try distance(Int64.max, Int64.min) == .max)
    #expect(try distance(UInt64.max, 0) == .max)
    #expect(try distance(UInt8(200), 100) == 100)
    #expect(try distance(true, false) == 1)
    #expect(try distance(Int32(5), 5) == nil)
  }

  @Test func `integers are close by float32, as in torch`() throws {
    let (a, b) = (vector([1, 100, -7] as [Int64]), vector([2, 104, -7] as [Int64]))
    let found = try Comparison(
      a, b, tolerance: Tolerance(relative: 0.03, absolute: 0.5)
    ).tally
    // |100 - 104| <= 0.5 + 3.12 fails, |1 - 2| <= 0.56 too.
    #expect(found.mismatched == 2)
    #expect(found.maxAbsolute?.whole == 4)
    #expect(found.maxRelative == Extreme(value: 0.5, index: 0))
  }

  @Test func `two element types are compared in float64`() throws {
    let found = try Comparison(
      vector([0.5, 0.1] as [Float]), vector([0.5, 0.1] as [Double]), tolerance: nil)
    #expect(!found.sharesType)
    #expect(found.dtype == .float64)
    #expect(found.tally.mismatched == 1)
    #expect(found.tally.first?.index == 1)
  }
}
