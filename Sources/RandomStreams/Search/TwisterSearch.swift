// Seeds and places of a Mersenne Twister at which its words pass tests.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// Looks for the streams of `init_genrand` that pass tests.
///
/// One place of many seeds goes by chains of seeds side by side (`seedsPassing`), as long as the
/// words lie in the first 227; many places of one seed by bits of many places side by side
/// (`PlaceScan`).
package struct TwisterSearch: Sendable {
  private let tests: [WordTest]
  private let scan: PlaceScan
  /// The words of the first block that are made of words of the seed alone.
  private static let early: UInt64 = 227
  /// Words up to here are made one after the other; beyond, a jump is shorter.
  private static let late: UInt64 = 100_000
  /// More tests than these leave hardly a seed.
  private static let most = 96

  /// - Precondition: there are tests, in order of their offsets, no two of the same word.
  package init(_ tests: [WordTest]) {
    precondition(!tests.isEmpty)
    self.tests = tests
    scan = PlaceScan(tests)
  }

  /// All places from `positions` in the streams of `count` seeds from `first` on, the lowest seed
  /// first.
  package func matches(
    seedsFrom first: UInt32, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch] {
    let (position, length) = (positions.lowerBound, positions.upperBound - positions.lowerBound)
    if length == 0, tests[0].offset + position < Self.early {
      return atOnePlace(first, count, position, isEarly: true)
    }
    if length == 0, tests[0].offset + position < Self.late {
      return atOnePlace(first, count, position, isEarly: false)
    }
    return (0..<count).flatMap { number in
      let seed = first &+ UInt32(number)
      return scan.matches(of: seed, positions: positions)
    }
  }

  private func atOnePlace(
    _ first: UInt32, _ count: Int, _ position: UInt64, isEarly: Bool
  ) -> [StreamMatch] {
    let used = tests.prefix(Self.most).prefix { !isEarly || $0.offset + position < Self.early }
    let numbers = used.flatMap {
      [UInt32($0.offset + position), $0.bits, $0.low, $0.high - $0.low]
    }
    let kernel =
      isEarly ? Kernels.search.seedsPassing : Kernels.search.laterSeedsPassing
    let (lanes, room) = isEarly ? (128, 128 * used.count) : (64, 64 * MT19937.wordCount)
    var matches: [StreamMatch] = []
    withUnsafeTemporaryAllocation(byteCount: 4 * (room + lanes), alignment: 64) { memory in
      let passed = memory.baseAddress!.assumingMemoryBound(to: UInt32.self)
      let scratch = passed + lanes
      for done in stride(from: 0, to: count, by: lanes) {
        let found = kernel(first &+ UInt32(done), numbers, used.count, scratch, passed)
        let seeds = UnsafeMutableBufferPointer(start: passed, count: found)
        for seed in seeds.sorted(by: { $0 &- first < $1 &- first })
        where Int(seed &- first) < count {
          matches += scan.matches(of: seed, positions: position...position)
        }
      }
    }
    return matches
  }
}
