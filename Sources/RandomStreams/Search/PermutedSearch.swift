// Seeds of `default_rng` whose words pass tests.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// Looks for the streams of PCG64 after a `SeedSequence`.
///
/// Offsets and places count half words, as `NumPyGenerator.position` does; a test is of the upper
/// half of the word that begins there.
package struct PermutedSearch: Sendable {
  private let tests: [WordTest]
  /// As many seeds as are hashed side by side.
  private static let width = 128

  /// - Precondition: the tests are in order of their offsets, which are even.
  package init(_ tests: [WordTest]) { self.tests = tests }

  /// All places from `positions` that are even, in the streams of `count` seeds from `first` on.
  package func matches(
    seedsFrom first: UInt64, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch] {
    var matches: [StreamMatch] = []
    let (width, kernel) = (Self.width, Kernels.search.seedSequenceWords)
    withUnsafeTemporaryAllocation(byteCount: 4 * 8 * width, alignment: 64) { memory in
      let words = memory.baseAddress!.assumingMemoryBound(to: UInt32.self)
      for done in stride(from: 0, to: count, by: width) {
        kernel(first &+ UInt64(done), words, width)
        for lane in 0..<min(width, count - done) {
          let seed = first &+ UInt64(done + lane)
          find(PCG64(seedWords: words + lane, stride: width), seed, positions, &matches)
        }
      }
    }
    return matches
  }

  @inline(__always)
  private func find(
    _ generator: PCG64, _ seed: UInt64, _ positions: ClosedRange<UInt64>,
    _ matches: inout [StreamMatch]
  ) {
    var origin = generator
    var position = positions.lowerBound + positions.lowerBound % 2
    if position > 0 { origin.advance(by: position / 2) }
    while position <= positions.upperBound {
      if let bounds = bounds(origin) {
        matches.append(StreamMatch(seed: seed, position: position, bounds: bounds))
      }
      _ = origin.next()
      position += 2
    }
  }

  @inline(__always)
  private func bounds(_ origin: PCG64) -> ThresholdBounds? {
    var generator = origin
    var next: UInt64 = 0
    return tests.bounds { offset in
      while next < offset / 2 {
        _ = generator.next()
        next += 1
      }
      next += 1
      return UInt32(truncatingIfNeeded: generator.next() >> 32)
    }
  }
}

extension PCG64 {
  /// The generator of the eight words of a `SeedSequence`, `stride` apart.
  @inline(__always)
  fileprivate init(seedWords words: UnsafePointer<UInt32>, stride: Int) {
    @inline(__always)
    func number(_ index: Int) -> UInt64 {
      UInt64(words[(2 * index + 1) * stride]) << 32 | UInt64(words[2 * index * stride])
    }
    self.init(
      initialState: UInt128(number(0)) << 64 | UInt128(number(1)),
      sequence: UInt128(number(2)) << 64 | UInt128(number(3)))
  }
}
