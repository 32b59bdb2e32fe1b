// Seeds whose keys make words that pass tests.
// SPDX-License-Identifier: Apache-2.0

/// Looks for seeds of ciphers, 256 at a time: a block is made for those alone that are left.
package struct CipherSearch: Sendable {
  private let input: CipherTests
  private let mask: CipherTests
  private let inputRule: any KeyRule
  private let maskRule: any KeyRule
  private let countsWords: Bool

  /// - `input`: tests of the words that drew the input; none where it was not drawn.
  /// - `mask`: tests of the words that drew the mask.
  /// - `countsWords`: whether places are words that were drawn of each stream, four to a block, and
  ///   move the blocks.
  package init(
    input: CipherTests, by inputRule: any KeyRule, mask: CipherTests, by maskRule: any KeyRule,
    countsWords: Bool = false
  ) {
    (self.input, self.inputRule) = (input, inputRule)
    (self.mask, self.maskRule) = (mask, maskRule)
    self.countsWords = countsWords
  }

  /// The same for a mask alone.
  package init(_ mask: CipherTests, by rule: any KeyRule, countsWords: Bool = false) {
    self.init(
      input: CipherTests([], .stream), by: rule, mask: mask, by: rule, countsWords: countsWords)
  }

  /// The places from `positions` that pass, of the `count` seeds from `first` on, the lowest seed
  /// first.
  package func matches(
    seedsFrom first: UInt64, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch] {
    var matches: [StreamMatch] = []
    let width = CipherKeys.width
    let step: UInt64 = countsWords ? 4 : 1
    let start = (positions.lowerBound + step - 1) / step * step
    guard start <= positions.upperBound else { return [] }
    withUnsafeTemporaryAllocation(byteCount: 4 * (5 * width + 16), alignment: 64) { memory in
      let words = memory.baseAddress!.assumingMemoryBound(to: UInt32.self)
      let (keys, lanes) = (CipherKeys(memory: words), words + 4 * width)
      for done in stride(from: 0, to: count, by: width) {
        let begin = first &+ UInt64(done)
        let before = matches.count
        for position in stride(from: start, through: positions.upperBound, by: Int(step)) {
          let run = min(width, count - done)
          let distance = countsWords ? position / 4 : 0
          for lane in 0..<width { lanes[lane] = UInt32(lane) }
          var left = run
          if !input.isEmpty {
            inputRule.make(keys, seedsFrom: begin, after: position)
            left = input.passing(keys, inputRule, movedBy: distance, lanes, left)
            guard left > 0 else { continue }
          }
          maskRule.make(keys, seedsFrom: begin, after: position)
          left = mask.passing(
            keys, maskRule, movedBy: distance, lanes, left, areAll: input.isEmpty)
          for number in 0..<left {
            let lane = Int(lanes[number])
            guard let bounds = mask.bounds(keys, lane, maskRule, movedBy: distance) else {
              continue
            }
            matches.append(
              StreamMatch(seed: begin &+ UInt64(lane), position: position, bounds: bounds))
          }
        }
        // Seeds before places.
        matches[before...].sort { ($0.seed, $0.position) < ($1.seed, $1.position) }
      }
    }
    return matches
  }
}

/// Tests of a call's words, grouped by the blocks that make them.
package struct CipherTests: Sendable {
  private let tests: [WordTest]
  private let places: [CipherPlace]
  private var blocks: [TestedBlock] = []

  /// More tests than these leave hardly a seed.
  private static let most = 96

  /// Tests whose offsets are numbers of words.
  ///
  /// - `firstBlock`: the number of the call's first block.
  package init(_ tests: [WordTest], _ order: WordOrder, firstBlock: UInt64 = 0) {
    self.tests = tests
    places = tests.map {
      var place = order.place(of: $0.offset)
      place.number &+= firstBlock
      return place
    }
    var numbers: [CipherPlace: Int] = [:]
    for (test, place) in zip(tests, places).prefix(Self.most) {
      let key = CipherPlace(number: place.number, stream: place.stream)
      let number = numbers[key] ?? blocks.count
      if number == blocks.count {
        numbers[key] = number
        blocks.append(TestedBlock(number: place.number, stream: place.stream))
      }
      blocks[number].add(test, word: place.word)
    }
  }

  var isEmpty: Bool { tests.isEmpty }

  func passing(
    _ keys: CipherKeys, _ rule: any KeyRule, movedBy distance: UInt64,
    _ lanes: UnsafeMutablePointer<UInt32>, _ count: Int, areAll: Bool = true
  ) -> Int {
    var left = count
    for (number, block) in blocks.enumerated() {
      left = keys.passing(
        block, movedBy: distance, isThreefry: rule.isThreefry, lanes, left,
        areAll: areAll && number == 0, lanes + CipherKeys.width)
      if left == 0 { break }
    }
    return left
  }

  func bounds(
    _ keys: CipherKeys, _ lane: Int, _ rule: any KeyRule, movedBy distance: UInt64
  ) -> ThresholdBounds? {
    var bounds = ThresholdBounds()
    for (test, place) in zip(tests, places) {
      var place = place
      place.number &+= distance
      let word = keys.word(lane, place, isThreefry: rule.isThreefry)
      guard test.passes(word), bounds.take(test.value(of: word), test.side) else { return nil }
    }
    return bounds
  }
}
