// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RandomStreams

/// What NumPy's generators promise beyond the golden files.
@Suite struct NumPyTests {
  @Test func `the ziggurat tables have the bits a C compiler gives them`() {
    #expect(fnv(ZigguratTables.ki_double) == 0xd271bfe7421e8d28)
    #expect(fnv(ZigguratTables.wi_double.map(\.bitPattern)) == 0x8dc0debf0ba9cdc4)
    #expect(fnv(ZigguratTables.fi_double.map(\.bitPattern)) == 0xc954fbcd5a26724)
    #expect(fnv(ZigguratFloatTables.ki_float.map { UInt64($0) }) == 0xb7b6c40d70a5226a)
    #expect(fnv(ZigguratFloatTables.wi_float.map { UInt64($0.bitPattern) }) == 0xe188194d86c52d51)
    #expect(fnv(ZigguratFloatTables.fi_float.map { UInt64($0.bitPattern) }) == 0x494ea98e71d715c3)
  }

  @Test func `advancing PCG64 is drawing and throwing away`() {
    let start = PCG64(initialState: 42, sequence: 54)
    for distance in [0, 1, 2, 3, 63, 64, 1000, 65_537] as [UInt64] {
      var (stepped, jumped) = (start, start)
      for _ in 0..<distance { _ = stepped.next() }
      jumped.advance(by: distance)
      #expect(stepped == jumped)
      #expect(jumped.distance(from: start) == UInt128(distance))
    }
    var far = start
    for _ in 0..<3 { far.advance(by: .max) }
    #expect(far.distance(from: start) == 3 * UInt128(UInt64.max))
  }

  @Test func `skipping is drawing bits, across a waiting half`() throws {
    for words in 0..<9 {
      for before in 0..<4 {
        var drawn = NumPyGenerator(seed: NumPySeed(3))
        _ = drawn.bits(count: before)
        var skipped = drawn
        _ = drawn.bits(count: words)
        skipped.skip(UInt64(words))
        #expect(drawn.position == skipped.position)
        var reader = DrawReader()
        let pair = [drawn.bits(count: 5), skipped.bits(count: 5)].map {
          reader.read($0, 5) { UInt64($0) }
        }
        #expect(pair[0] == pair[1])
      }
    }
  }

  @Test func `long draws that are read in order can be read from any place`() throws {
    let count = 200_000
    var (reader, modern) = (DrawReader(), NumPyGenerator(seed: NumPySeed(1)))
    var legacy = try NumPyRandomState(seed: NumPySeed(1))
    _ = reader.doubles(modern.standardNormal64(count: count), count)
    _ = reader.floats(try modern.normal(.float32, mean: 0, std: 1, count: count), count)
    _ = reader.doubles(legacy.standardNormal64(count: count), count)
    _ = reader.read(try legacy.binomial(trials: 100, probability: 0.4, count: count), count) {
      UInt64(bitPattern: $0)
    }
    #expect(reader.differences == 0)
  }

  @Test func `a normal left over by one call is the first of the next`() throws {
    var generator = try NumPyRandomState(seed: NumPySeed(2))
    var reader = DrawReader()
    // An odd count leaves a normal cached, which the next call returns first.
    let whole = reader.doubles(generator.standardNormal64(count: 7), 7)
    var again = try NumPyRandomState(seed: NumPySeed(2))
    let parts = [3, 1, 2, 1].flatMap { reader.doubles(again.standardNormal64(count: $0), $0) }
    #expect(parts == whole)
    #expect(again.position == generator.position)
  }

  @Test(
    arguments: [
      (-1, 0.5), (.min, 0.5), (5, -0.1), (5, 1.5), (5, .nan), (5, .infinity), (5, -.infinity),
    ] as [(Int64, Double)])
  func `impossible binomials are refused`(trials: Int64, p: Double) throws {
    var modern = NumPyGenerator(seed: NumPySeed(1))
    var legacy = try NumPyRandomState(seed: NumPySeed(1))
    #expect(throws: UnsupportedDraw.self) {
      try modern.binomial(trials: trials, probability: p, count: 3)
    }
    #expect(throws: UnsupportedDraw.self) {
      try legacy.binomial(trials: trials, probability: p, count: 3)
    }
    #expect(modern.position == 0)
    #expect(legacy.position == 0)
  }

  @Test func `a range or deviation that NumPy refuses is refused`() throws {
    var modern = NumPyGenerator(seed: NumPySeed(1))
    var legacy = try NumPyRandomState(seed: NumPySeed(1))
    for (low, high) in [(0, .infinity), (.nan, 0), (-1e308, 1e308)] as [(Double, Double)] {
      #expect(throws: UnsupportedDraw.self) {
        try modern.uniform64(low: low, high: high, count: 1)
      }
      #expect(throws: UnsupportedDraw.self) {
        try legacy.uniform64(low: low, high: high, count: 1)
      }
    }
    #expect(throws: UnsupportedDraw.self) { try modern.uniform64(low: 1, high: 0, count: 1) }
    for std in [-1, -0.0] {
      #expect(throws: UnsupportedDraw.self) {
        try modern.normal64(mean: 0, std: std, count: 1)
      }
      #expect(throws: UnsupportedDraw.self) {
        try legacy.normal64(mean: 0, std: std, count: 1)
      }
    }
    #expect(throws: UnsupportedDraw.self) { try legacy.rand(.float32, count: 1) }
    #expect(throws: UnsupportedDraw.self) { try modern.rand(.float16, count: 1) }
  }

  @Test func `one trial read by threshold is the search itself`() throws {
    // Some p have a largest uniform that the search rejects; they are read in order.
    var rejecting = 0
    for numerator in 1...999 {
      let p = Double(numerator) / 1000
      for rule in [Binomial.Rule.randomState, .generator] {
        let trial = try Binomial(trials: 1, probability: p, rule: rule)
        guard case .inversion(let inversion) = trial.method else {
          Issue.record("p = \(p) does not search")
          continue
        }
        guard let threshold = trial.singleTrialThreshold else {
          rejecting += 1
          continue
        }
        for bits in [threshold - 1, threshold, threshold + 1, threshold + 2] where bits < 1 << 53 {
          var fixed = FixedDouble(value: Double(bits) * 0x1p-53)
          #expect(inversion.sample(&fixed) == (bits > threshold ? 1 : 0))
        }
      }
    }
    #expect(rejecting > 0)
  }
}

private struct FixedDouble: DoubleStream {
  let value: Double
  func nextDouble() -> Double { value }
}
