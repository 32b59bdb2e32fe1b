// A Mersenne Twister as a sum of another one's later words, and the way back to its seed.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

extension MT19937 {
  /// The generator whose words are the sums of this one's words i further on, over the terms t^i of
  /// a polynomial.
  func summed(over coefficients: [UInt64]) -> MT19937 {
    var sum = self
    _ = sum.withNextBlock { Self.sum($0, over: coefficients[...]) }
    return sum
  }

  /// The seed of `init_genrand` that this generator came from, and how many words ago that was:
  /// looked for in the last `limit` words.
  ///
  /// The twist is undone block by block. What the seeding writes gives itself away, each word being
  /// known from the one before; a seed is confirmed by coming back here from it.
  package func origin(within limit: UInt64) -> (seed: UInt32, position: UInt64)? {
    var (earlier, found) = (self, nil as (seed: UInt32, position: UInt64)?)
    var taken = earlier.withNextBlock { _ in }
    taken = earlier.withNextBlock { block in
      var undone = UInt64(taken)
      while found == nil, undone <= limit + UInt64(Self.wordCount) {
        let place = Kernels.search.untwist(block)
        undone += UInt64(Self.wordCount)
        // The word after `place` is the seeding's word 300, and 324 of its words come after that.
        guard place >= 0, undone >= UInt64(place) + 325 else { continue }
        let position = undone - UInt64(place) - 325
        let seed = Self.seed(second: Self.word(place - 298, in: block))
        if position <= limit, isReached(from: seed, after: position) { found = (seed, position) }
      }
    }
    return found
  }

  /// A word of a block, or for a negative number one of the block before it.
  private static func word(_ number: Int, in block: UnsafeMutablePointer<UInt32>) -> UInt32 {
    if number >= 0 { return block[number] }
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: wordCount + 16) { copy in
      let words = copy.baseAddress!
      words.initialize(from: block, count: wordCount + 16)
      _ = Kernels.search.untwist(words)
      return words[wordCount + number]
    }
  }

  /// The seed whose second word this is.
  private static func seed(second word: UInt32) -> UInt32 {
    // 2520285293 is 1 over 1812433253, modulo 2^32.
    let mixed = (word &- 1) &* 2_520_285_293
    return mixed ^ mixed >> 30
  }

  /// Whether so many words after a seed this generator's own come.
  private func isReached(from seed: UInt32, after position: UInt64) -> Bool {
    var (here, there) = (self, MT19937(seed: seed))
    there.advance(by: position)
    return (0..<Self.wordCount).allSatisfy { _ in here.next() == there.next() }
  }
}
