// Seeds of `default_rng` whose words pass tests.

/// Looks for the streams of PCG64 after a `SeedSequence`.
///
/// Offsets and places count half words, as `NumPyGenerator.position` does; a test is of the upper
/// half of the word that begins there.
package struct PermutedSearch: Sendable {
  private let tests: [WordTest]

  /// - Precondition: the tests are in order of their offsets, which are even.
  package init(_ tests: [WordTest]) { self.tests = tests }

  /// All places from `positions` that are even, in the streams of `count` seeds from `first` on.
  package func matches(
    seedsFrom first: UInt64, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch] {
    var matches: [StreamMatch] = []
    for number in 0..<count {
      let seed = first &+ UInt64(number)
      var origin = PCG64(seed: seed)
      var position = positions.lowerBound + positions.lowerBound % 2
      origin.advance(by: position / 2)
      while position <= positions.upperBound {
        if let bounds = bounds(origin) {
          matches.append(StreamMatch(seed: seed, position: position, bounds: bounds))
        }
        _ = origin.next()
        position += 2
      }
    }
    return matches
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
  /// The generator of `default_rng(seed)`.
  @inline(__always)
  init(seed: UInt64) {
    var words = SIMD4<UInt64>()
    SeedSequence(seed).generateState(count: 4) { words[$0] = $1 }
    self.init(
      initialState: UInt128(words[0]) << 64 | UInt128(words[1]),
      sequence: UInt128(words[2]) << 64 | UInt128(words[3]))
  }
}
