// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Testing

/// What every bit generator promises: blocks and single words agree, and skipping is drawing.
@Suite struct AdvanceTests {
  @Test func `a copy of a Mersenne Twister is a snapshot`() async {
    var original = MT19937(seed: 2021)
    _ = original.next()
    var (copy, jumped) = (original, original)
    let first = (0..<2000).map { _ in original.next() }
    // Later, and in other ways: by fills, and after a jump that lands where the others are.
    var filled = [UInt32](repeating: 0, count: 2000)
    var span = filled.mutableSpan
    copy.fill(&span)
    #expect(filled == first)
    jumped.advance(by: 5_000_000)
    _ = jumped.next()
    #expect(original.next() == copy.next())
    // All at once: each thread has its own.
    let start = MT19937(seed: 7)
    await withTaskGroup(of: (Int, [UInt32]).self) { group in
      for number in 0..<8 {
        group.addTask {
          var generator = start
          generator.advance(by: UInt64(number))
          return (number, (0..<1000).map { _ in generator.next() })
        }
      }
      var plain = start
      let words = (0..<1007).map { _ in plain.next() }
      for await (number, drawn) in group {
        #expect(drawn == Array(words[number..<number + 1000]))
      }
    }
  }

  private func words<G: BitGenerator>(_ generator: inout G, _ count: Int) -> [G.Word] {
    var words = [G.Word](repeating: 0, count: count)
    var span = words.mutableSpan
    generator.fill(&span)
    return words
  }

  private func checkBlocks<G: BitGenerator>(_ generator: G) where G.Word: Equatable {
    for count in [0, 1, 2, 7, 8, 9, 623, 624, 625, 1248, 2000] {
      for before in [0, 1, 5, 623, 624] {
        var (one, block) = (generator, generator)
        for _ in 0..<before { _ = one.next() }
        block.advance(by: UInt64(before))
        let singles = (0..<count).map { _ in one.next() }
        #expect(words(&block, count) == singles)
        #expect(block.next() == one.next())
      }
    }
  }

  @Test func `a block is the words one by one, from any place`() {
    checkBlocks(MT19937(seed: 2021))
    checkBlocks(MCG31(seed: 2021))
    checkBlocks(PCG64(initialState: 2021, sequence: 7))
    checkBlocks(Threefry2x32(key0: 2021, key1: 7))
    checkBlocks(Philox4x32(key: 2021, stream: 7))
    var wrapping = Philox4x32(key: 2021, stream: 7)
    // The low half of the block's number wraps within the words that are read.
    wrapping.advance(by: 4 * (1 << 32 - 100) + 3)
    checkBlocks(wrapping)
  }

  @Test(
    arguments: [
      1 << 20, 1 << 20 + 1, 1 << 20 + 623, 1 << 20 + 624, 3_000_000, 6_250_007,
    ] as [UInt64])
  func `a jump of the Mersenne Twister lands where stepping does`(distance: UInt64) {
    for before in [0, 1, 600, 624, 700] as [UInt64] {
      var (stepped, jumped) = (MT19937(seed: 5489), MT19937(seed: 5489))
      jumped.advance(by: before)
      _ = jumped.next()
      jumped.advance(by: distance)
      // Short hops are stepped, never jumped.
      _ = words(&stepped, Int(before) + 1)
      var left = distance
      while left > 0 {
        let hop = min(left, 1 << 16)
        _ = words(&stepped, Int(hop))
        left -= hop
      }
      #expect(words(&jumped, 1300) == words(&stepped, 1300))
    }
  }

  @Test(arguments: [20, 33, 40, 52, 63] as [UInt64])
  func `two jumps are one of the sum`(power: UInt64) {
    var (twice, once) = (MT19937(seed: 7), MT19937(seed: 7))
    twice.advance(by: 1 << power)
    _ = twice.next()
    twice.advance(by: 1 << power - 1)
    if power < 63 {
      once.advance(by: 1 << (power + 1))
    } else {
      // 2^64 words are past one distance: the sum must not be lost.
      once.advance(by: .max)
      once.advance(by: 1)
    }
    #expect(words(&twice, 700) == words(&once, 700))
  }

  @Test func `MCG31 jumps any distance`() {
    var (far, near) = (MCG31(seed: 9), MCG31(seed: 9))
    // The period is 2^31 - 2.
    far.advance(by: (1 << 31 - 2) * 1000 + 12345)
    for _ in 0..<12345 { _ = near.next() }
    #expect(far.next() == near.next())
  }
}
