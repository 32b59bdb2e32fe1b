// Many places of one stream, 64 at a time.
// SPDX-License-Identifier: Apache-2.0

/// Finds the places of a stream at which its words pass tests.
///
/// The first tests are made on each word once, as bits: 64 places are then one number, and a test
/// of all of them is an `and` with those bits moved by the test's offset. Few places are left, and
/// are tested word by word.
package struct PlaceScan: Sendable {
  private let tests: [WordTest]
  /// The words that a place reaches over.
  private let reach: Int
  /// The tests that are made as bits: which of `kinds`, and the offset.
  private let early: [(kind: Int, offset: Int)]
  /// The tests that differ in more than their offset.
  private let kinds: [WordTest]

  /// As many kinds of tests as are worth a pass over all words.
  private static let kindLimit = 4

  /// - Precondition: there are tests, in order of their offsets.
  package init(_ tests: [WordTest]) {
    self.tests = tests
    reach = Int(tests.last!.offset) + 1
    var kinds: [WordTest] = []
    var early: [(Int, Int)] = []
    for test in tests.prefix(256) {
      let kind = WordTest(offset: 0, bits: test.bits, low: test.low, high: test.high)
      if !kinds.contains(kind) {
        guard kinds.count < Self.kindLimit else { continue }
        kinds.append(kind)
      }
      early.append((kinds.firstIndex(of: kind)!, Int(test.offset)))
    }
    self.kinds = kinds
    self.early = early
  }

  /// The places from `positions` at which the stream of a seed passes.
  package func matches(of seed: UInt32, positions: ClosedRange<UInt64>) -> [StreamMatch] {
    var generator = MT19937(seed: seed)
    generator.advance(by: positions.lowerBound)
    return matches(in: &generator, positions: positions) {
      StreamMatch(seed: UInt64(seed), position: $0, bounds: $1)
    }
  }

  /// The places from `positions` at which a stream passes whose next word is the first of them.
  package func matches<Match>(
    in generator: inout MT19937, positions: ClosedRange<UInt64>,
    _ match: (UInt64, ThresholdBounds) -> Match
  ) -> [Match] {
    let all = positions.upperBound - positions.lowerBound
    var matches: [Match] = []
    // Words are kept from one part to the next as far as places reach into it.
    let step = all < 64 ? 64 : Int(min(all / 64 * 64 + 64, 1 << 15))
    var words = [UInt32](repeating: 0, count: step + reach)
    fill(&words, from: 0, with: &generator)
    var start: UInt64 = 0
    while true {
      let count = Int(min(UInt64(step), all - start + 1))
      scan(words, count) { place, bounds in
        matches.append(match(positions.lowerBound + start + UInt64(place), bounds))
      }
      if all - start < UInt64(step) { return matches }
      start += UInt64(step)
      words.withUnsafeMutableBufferPointer { words in
        words.baseAddress!.update(from: words.baseAddress! + step, count: reach)
      }
      fill(&words, from: reach, with: &generator)
    }
  }

  private func fill(
    _ words: inout [UInt32], from start: Int, with generator: inout MT19937
  ) {
    var all = words.mutableSpan
    var rest = all._mutatingExtracting(start..<all.count)
    generator.fill(&rest)
  }

  private func scan(_ words: [UInt32], _ count: Int, _ found: (Int, ThresholdBounds) -> Void) {
    guard count > 1 else {
      if let bounds = tests.bounds({ words[Int($0)] }) { found(0, bounds) }
      return
    }
    // One number more than the words need: places read two neighbours.
    let groups = (words.count + 63) / 64 + 1
    let bits = kinds.map { kind in
      words.withUnsafeBufferPointer { words in
        (0..<groups).map { Self.bits(words, 64 * $0, kind) }
      }
    }
    for group in 0..<(count + 63) / 64 {
      var passing = ~0 as UInt64
      for (kind, offset) in early {
        let (number, shift) = ((64 * group + offset) / 64, UInt64(offset % 64))
        let (here, next) = (bits[kind][number], bits[kind][number + 1])
        passing &= here >> shift | next << (64 - shift)
        if passing == 0 { break }
      }
      while passing != 0 {
        let place = 64 * group + passing.trailingZeroBitCount
        passing &= passing - 1
        guard place < count else { break }
        if let bounds = tests.bounds({ words[place + Int($0)] }) { found(place, bounds) }
      }
    }
  }

  /// Which of the 64 words from `start` on pass, the first one in the lowest bit.
  @inline(__always)
  private static func bits(
    _ words: UnsafeBufferPointer<UInt32>, _ start: Int, _ test: WordTest
  ) -> UInt64 {
    let count = min(64, words.count - start)
    guard count > 0 else { return 0 }
    let base = words.baseAddress! + start
    var bits: UInt64 = 0
    for i in 0..<count { bits |= (test.passes(base[i]) ? 1 : 0) &<< UInt64(i) }
    return bits
  }
}
