// What is known of one word of a stream.
// SPDX-License-Identifier: Apache-2.0

/// An interval that some bits of a word must lie in; one whose lowest value is above its highest
/// goes over the end of all values and on from 0.
package struct WordTest: Hashable, Sendable {
  /// Where a word stands to the one threshold that all draws of a mask are compared with.
  package enum Side: UInt8, Sendable {
    case none, below, above
  }

  /// The word's number after the place at which the stream is tested.
  package var offset: UInt64
  /// The bits that count.
  package var bits: UInt32
  /// The least that they may be.
  package var low: UInt32
  /// The most that they may be.
  package var high: UInt32
  package var side: Side
  /// Whether a word of at least 2^31 is taken for its complement first.
  package var isFolded = false

  package init(
    offset: UInt64, bits: UInt32, low: UInt32, high: UInt32, side: Side = .none,
    isFolded: Bool = false
  ) {
    self.isFolded = isFolded
    self.offset = offset
    self.bits = bits
    self.low = low
    self.high = high
    self.side = side
  }

  /// The bits of a word that count.
  @inline(__always)
  package func value(of word: UInt32) -> UInt32 {
    (isFolded && word >> 31 == 1 ? ~word : word) & bits
  }

  @inline(__always)
  package func passes(_ word: UInt32) -> Bool { value(of: word) &- low <= high &- low }
}

/// What a stream's words say of the threshold behind a mask: it lies above the highest word of one
/// side, and not above the lowest word of the other.
public struct ThresholdBounds: Hashable, Sendable {
  /// The highest word below the threshold; `nil` where there is none.
  public private(set) var below: UInt32?
  /// The lowest word that is not below the threshold; `nil` where there is none.
  public private(set) var above: UInt32?

  public init() {}

  /// Takes in one more word; false where no threshold has the words on their sides any more.
  ///
  /// Words that are equal may still be on different sides, by bits that are not looked at.
  @inline(__always)
  package mutating func take(_ word: UInt32, _ side: WordTest.Side) -> Bool {
    switch side {
    case .none: return true
    case .below: below = max(below ?? word, word)
    case .above: above = min(above ?? word, word)
    }
    guard let below, let above else { return true }
    return below <= above
  }
}

/// A place at which a stream passes all tests.
public struct StreamMatch: Hashable, Sendable {
  public var seed: UInt64
  /// The words before the first one tested.
  public var position: UInt64
  public var bounds: ThresholdBounds

  public init(seed: UInt64, position: UInt64, bounds: ThresholdBounds) {
    self.seed = seed
    self.position = position
    self.bounds = bounds
  }

  /// The same with the upper half of the seeds that were tried, which generators of 32 bits drop.
  public func of(seedsFrom first: UInt64) -> StreamMatch {
    StreamMatch(seed: (first >> 32) << 32 | seed, position: position, bounds: bounds)
  }
}

extension Collection<WordTest> {
  /// What the words say of the threshold; `nil` where one of them fails its test.
  @inline(__always)
  package func bounds(_ word: (UInt64) -> UInt32) -> ThresholdBounds? {
    var bounds = ThresholdBounds()
    for test in self {
      let word = word(test.offset)
      guard test.passes(word), bounds.take(test.value(of: word), test.side) else { return nil }
    }
    return bounds
  }
}
