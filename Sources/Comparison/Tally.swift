// What comparing two tensors counts, of all their elements or of a part of them.
// SPDX-License-Identifier: Apache-2.0

/// The counts of a comparison. Those of neighbouring parts merge into those of both.
package struct Tally: Sendable {
  /// The elements that were compared.
  package internal(set) var count = 0
  /// The elements that the rule calls different: by their bits, or by a tolerance.
  package internal(set) var mismatched = 0
  /// The elements whose bits differ.
  package internal(set) var differing = 0
  /// The first element that the rule calls different.
  package internal(set) var first: Sighting?
  /// The greatest distance among the elements that the rule calls different.
  package internal(set) var maxAbsolute: Extreme?
  /// The greatest distance divided by |b| among them; infinite where b is 0.
  package internal(set) var maxRelative: Extreme?
  package internal(set) var ulps = UlpHistogram()
  package internal(set) var nan = Pair()
  package internal(set) var negativeZero = Pair()
  /// The zeros, of either sign.
  package internal(set) var zero = Pair()
  /// The places where both are zero.
  package internal(set) var bothZero = 0
  /// The places where neither is zero and the bits differ.
  var keptDiffering = 0
  /// The places where the bits differ and at least one is no number or infinite.
  var notFinite = 0
  var scale = ScaleInterval()

  /// The places where exactly one of the two is zero.
  package var maskMismatch: Int { zero.a + zero.b - 2 * bothZero }

  /// Takes in the counts of the part that follows.
  mutating func merge(_ next: Tally) {
    count += next.count
    mismatched += next.mismatched
    differing += next.differing
    first = first ?? next.first
    maxAbsolute.take(next.maxAbsolute)
    maxRelative.take(next.maxRelative)
    ulps.merge(next.ulps)
    nan.merge(next.nan)
    negativeZero.merge(next.negativeZero)
    zero.merge(next.zero)
    bothZero += next.bothZero
    keptDiffering += next.keptDiffering
    notFinite += next.notFinite
    scale.merge(next.scale)
  }
}

/// A count in each of the two tensors.
package struct Pair: Equatable, Sendable {
  package var a = 0
  package var b = 0

  mutating func merge(_ next: Pair) {
    a += next.a
    b += next.b
  }
}

/// A place with the bits that the two tensors have there, in the low end of each word.
package struct Sighting: Equatable, Sendable {
  package let index: Int
  package let a: UInt64
  package let b: UInt64
}

/// The greatest of some distances, and where it is met first; NaN counts as the greatest of all.
package struct Extreme: Equatable, Sendable {
  package let value: Double
  package let index: Int
  /// The distance of two integers, exactly.
  package var whole: UInt64?
}

extension Extreme? {
  /// Takes a later distance if it is greater.
  mutating func take(_ next: Extreme?) {
    guard let next else { return }
    guard let old = self else { return self = next }
    if old.value.isNaN { return }
    if next.value.isNaN { return self = next }
    if let whole = next.whole, let before = old.whole {
      if whole > before { self = next }
    } else if next.value > old.value {
      self = next
    }
  }
}
