// Words of a Mersenne Twister that seed an MCG31 whose states pass tests.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// Looks for the streams in which one word seeds MKL's generator as it should.
package struct CongruentialSearch: Sendable {
  private let tests: [WordTest]
  /// The word that seeds, after the place that is tried.
  private let offset: UInt64

  /// - Precondition: the tests are in order of their offsets, counted in states.
  package init(_ tests: [WordTest], seededBy offset: UInt64) {
    self.tests = tests
    self.offset = offset
  }

  /// What the states say of their threshold if this word seeds them; `nil` if they fail.
  @inline(__always)
  package func bounds(seededBy word: UInt32) -> ThresholdBounds? {
    var state = MCG31.state(seed: word)
    var (place, bounds): (UInt64, ThresholdBounds) = (0, ThresholdBounds())
    for test in tests {
      while place < test.offset {
        state = MCG31.product(state, MCG31.multiplier)
        place += 1
      }
      let value = UInt32(truncatingIfNeeded: state)
      guard test.passes(value), bounds.take(value, test.side) else { return nil }
    }
    return bounds
  }

  /// All places from `positions` in the streams of `count` seeds from `first` on, the lowest seed
  /// first.
  package func matches(
    seedsFrom first: UInt32, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch] {
    let place = positions.lowerBound + offset
    guard positions.count == 1, place < 227 else {
      return (0..<count).flatMap { places(of: first &+ UInt32($0), positions) }
    }
    var matches: [StreamMatch] = []
    let kernel = Kernels.search.seedWords
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 128) { words in
      for done in stride(from: 0, to: count, by: 128) {
        kernel(first &+ UInt32(done), UInt32(place), words.baseAddress!)
        for i in 0..<min(128, count - done) {
          guard let bounds = bounds(seededBy: words[i]) else { continue }
          matches.append(
            StreamMatch(
              seed: UInt64(first &+ UInt32(done + i)), position: positions.lowerBound,
              bounds: bounds))
        }
      }
    }
    return matches
  }

  private func places(of seed: UInt32, _ positions: ClosedRange<UInt64>) -> [StreamMatch] {
    var generator = MT19937(seed: seed)
    generator.advance(by: positions.lowerBound + offset)
    return positions.compactMap { position in
      bounds(seededBy: generator.next()).map {
        StreamMatch(seed: UInt64(seed), position: position, bounds: $0)
      }
    }
  }
}
