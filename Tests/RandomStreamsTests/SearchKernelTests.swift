// SPDX-License-Identifier: Apache-2.0

import KernelInterface
import KernelSelection
import Testing

@testable import RandomStreams

/// Every compiled table of search loops against the plain one.
@Suite struct SearchKernelTests {
  private static let tables: [any SearchLoops.Type] = KernelSelection.available.map { $0 }

  /// Tests that a seed passes: half of the words' range each, around what it draws.
  private func tests(of seed: UInt32, words: [UInt32]) -> [UInt32] {
    words.flatMap { number -> [UInt32] in
      var generator = MT19937(seed: seed)
      generator.advance(by: UInt64(number))
      let value = generator.next() & 0x1f_ffff
      return value < 1 << 20
        ? [number, 0x1f_ffff, 0, 0xf_ffff] : [number, 0x1f_ffff, 1 << 20, 0xf_ffff]
    }
  }

  private typealias Loop = (
    UInt32, UnsafePointer<UInt32>, Int, UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>
  ) -> Int

  private func passed(_ loop: Loop, _ first: UInt32, _ tests: [UInt32]) -> Set<UInt32> {
    var scratch = [UInt32](repeating: 7, count: 64 * 624)
    var passed = [UInt32](repeating: 0, count: 128)
    let count = loop(first, tests, tests.count / 4, &scratch, &passed)
    return Set(passed[..<count])
  }

  @Test func `seeds pass as they do one by one`() {
    for table in Self.tables {
      for (first, words) in [
        (200, [0, 2, 4]), (4_294_967_200, [0, 1, 2, 5]), (70, [72, 73, 100, 226]), (0, [225]),
      ] as [(UInt32, [UInt32])] {
        let tests = tests(of: first &+ 50, words: words)
        let found = passed(table.seedsPassing, first, tests)
        #expect(found.contains(first &+ 50))
        #expect(found == passed(PlainSearchLoops.seedsPassing, first, tests))
      }
      for words in [[0, 3], [227, 623, 624], [600, 1300]] as [[UInt32]] {
        let tests = tests(of: 1234, words: words)
        let found = passed(table.laterSeedsPassing, 1200, tests)
        #expect(found.contains(1234))
        #expect(found == passed(PlainSearchLoops.laterSeedsPassing, 1200, tests))
      }
    }
  }

  @Test func `words of seeds and of keys are the plain ones`() {
    for table in Self.tables {
      for word in [0, 1, 72, 226] as [UInt32] {
        var (made, plain) = ([UInt32](repeating: 0, count: 128), [UInt32](repeating: 1, count: 128))
        table.seedWords(99, word, &made)
        PlainSearchLoops.seedWords(99, word, &plain)
        #expect(made == plain)
      }
      let keys = (0..<128).map { UInt32($0) &* 2_654_435_761 }
      var (a, b) = (keys, Array(keys.reversed()))
      var (c, d) = (a, b)
      table.threefryOfKeys(keys, Array(keys.reversed()), 1, 77, &a, &b)
      PlainSearchLoops.threefryOfKeys(keys, Array(keys.reversed()), 1, 77, &c, &d)
      #expect(a == c && b == d)
    }
  }

  private typealias CipherLoop = (
    UnsafePointer<UInt32>, Int, UnsafePointer<UInt32>, UnsafePointer<UInt32>, Int,
    UnsafeMutablePointer<UInt32>, Int, Bool, UnsafeMutablePointer<UInt32>
  ) -> Int

  private func left(
    _ loop: CipherLoop, _ keys: [UInt32], _ tests: [UInt32], _ lanes: [UInt32], _ count: Int,
    areAll: Bool
  ) -> [UInt32] {
    var (lanes, scratch) = (lanes, [UInt32](repeating: 7, count: 16))
    let counter: [UInt32] = [0xffff_fff0, 3, 77, 0]
    let found = loop(
      keys, 64, counter, tests, tests.count / 5, &lanes, count, areAll, &scratch)
    return Array(lanes[..<found])
  }

  @Test func `keys pass as they do one by one`() {
    let keys = (0..<256).map { UInt32($0) &* 2_654_435_761 &+ 12345 }
    let all = (0..<64).map { UInt32($0) }
    let some = (0..<64).map { UInt32($0 * 7 % 64) }
    let half: [UInt32] = [0, 0, ~0, 0, 1 << 31]
    let folded: [UInt32] = [1, ~0, 0x7fff_ffff, 1 << 28, 5 << 28]
    let wrapping: [UInt32] = [2, 0, ~0, 0xc000_0000, 0xa000_0000]
    for table in Self.tables {
      for (fast, plain) in [
        (table.philoxPassing, PlainSearchLoops.philoxPassing),
        (table.threefryPassing, PlainSearchLoops.threefryPassing),
      ] as [(CipherLoop, CipherLoop)] {
        for tests in [half, half + folded, folded + wrapping, half + half] {
          for (lanes, count, areAll) in [(all, 64, true), (some, 64, false), (some, 37, false)] {
            let found = left(fast, keys, tests, lanes, count, areAll: areAll)
            #expect(found == left(plain, keys, tests, lanes, count, areAll: areAll))
            #expect(!found.isEmpty && found.count < count)
          }
        }
      }
    }
  }

  @Test func `blocks of counters are the plain ones`() {
    let counters = (0..<128).map { UInt32($0) &* 2_246_822_519 }
    for table in Self.tables {
      var (made, plain) = (counters, counters)
      table.philoxOfCounters(made, 32, 5, 0xffff_0001, &made, 32)
      PlainSearchLoops.philoxOfCounters(plain, 32, 5, 0xffff_0001, &plain, 32)
      #expect(made == plain && made != counters)
    }
  }

  @Test func `hashed seeds are the plain ones`() {
    for table in Self.tables {
      for first in [0, 0xffff_fff5, 1 << 40 - 3] as [UInt64] {
        var (made, plain) = (
          [UInt32](repeating: 0, count: 256), [UInt32](repeating: 1, count: 256)
        )
        table.seedSequenceWords(first, &made, 32)
        PlainSearchLoops.seedSequenceWords(first, &plain, 32)
        #expect(made == plain)
      }
      var base = [UInt32](repeating: 0, count: 624)
      MT19937.seed(&base, with: 19_650_218)
      var made = [UInt32](repeating: 0, count: 64 * 624)
      var plain = made
      table.pythonSeedStates(4_294_967_270, base, &made)
      PlainSearchLoops.pythonSeedStates(4_294_967_270, base, &plain)
      #expect(made == plain)
    }
  }

  @Test func `words are unmade as the plain loops do, and the seeding is noticed`() {
    for table in Self.tables {
      for steps in [1, 3] {
        var made = [UInt32](repeating: 0, count: 640)
        made[0] = 5
        for j in 1..<624 {
          made[j] = 1_812_433_253 &* (made[j - 1] ^ made[j - 1] >> 30) &+ UInt32(j)
        }
        for _ in 0..<steps { PlainDrawLoops.twist(&made) }
        var plain = made
        for step in 1...steps {
          let place = table.untwist(&made)
          #expect(place == PlainSearchLoops.untwist(&plain))
          #expect(made == plain)
          #expect((place == 299) == (step == steps))
        }
      }
    }
  }

  @Test func `sums of table entries are the plain ones`() {
    var generator = PCG64(initialState: 3, sequence: 4)
    let tables = (0..<8 * 256 * 16).map { _ in generator.next() }
    let rows = (0..<20 * 32).map { _ in generator.next() }
    let selectors = (0..<20).map { _ in generator.next() }
    for table in Self.tables {
      var (made, plain) = (rows, rows)
      table.addCombinations(&made, 32, 20, selectors, tables)
      PlainSearchLoops.addCombinations(&plain, 32, 20, selectors, tables)
      #expect(made == plain && made != rows)
    }
  }
}

@Suite struct SeedSetTests {
  @Test func `pieces are all seeds in their order`() {
    let set = SeedSet([5...5, 10...29, 0...0])
    let pieces = set.pieces(of: 8)
    let seeds = (0..<pieces.count).flatMap { number in
      let (first, count) = pieces[number]
      return (0..<count).map { first + UInt64($0) }
    }
    #expect(seeds == [5] + Array(10...29) + [0])
    #expect(SeedSet.none.pieces(of: 8).count == 0)
  }

  @Test func `pieces of all numbers are made when they are asked for`() {
    let pieces = SeedSet([0...UInt64.max]).pieces(of: 1 << 14)
    #expect(pieces.count == 1 << 50)
    let (first, count) = pieces[pieces.count - 1]
    #expect(first + UInt64(count - 1) == .max)
    #expect(SeedSet([0...UInt64.max]).pieces(of: 1).count == .max)
  }
}
