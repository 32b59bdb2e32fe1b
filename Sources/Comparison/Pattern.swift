// The one thing that explains every difference between two tensors.
// SPDX-License-Identifier: Apache-2.0

/// What turns one tensor into another, checked for all elements.
package enum Pattern: Equatable, Sendable {
  /// How the masks and the kept values of both compare, and how many zeros differ in sign alone.
  case masked(Masks, Values, signsOfZeros: Int = 0)
  /// `b[i]` is `a[i + draws]`; with fewer than 0 draws `a[i]` is `b[i - draws]`.
  case shifted(draws: Int)
  /// The elements of `b` lie in memory as those of `a` with its axes in this order.
  case reordered(axes: [Int])

  /// How the zeros of both lie.
  package enum Masks: Equatable, Sendable {
    /// Neither has zeros.
    case none
    /// Zeros in the same places.
    case same
    /// All zeros of `a` and so many more.
    case more(Int)
    /// So many of the zeros of `a` and no other.
    case fewer(Int)
    /// `b` is zero exactly where `a` is not.
    case opposite
    /// Zeros that lie as chance puts them.
    case independent
    /// Zeros in other places.
    case other
  }

  /// How the numbers differ where neither is zero.
  package enum Values: Equatable, Sendable {
    case equal
    /// So many, by so many units in the last place at the most.
    case rounding(count: Int, of: Int, ulps: UInt64)
    /// One factor, to the last place but two.
    case times(Double)
  }

  /// The pattern that the counts of all elements prove; `nil` if they prove none.
  init?(_ tally: Tally) {
    guard tally.notFinite == 0, let values = Values(tally) else { return nil }
    let signs = tally.differing - tally.keptDiffering - tally.maskMismatch
    self = .masked(Masks(tally), values, signsOfZeros: signs)
  }
}

extension Pattern.Masks {
  fileprivate init(_ tally: Tally) {
    let (a, b, both) = (tally.zero.a, tally.zero.b, tally.bothZero)
    self =
      if a + b == 0 {
        .none
      } else if a == both, b == both {
        .same
      } else if a == both {
        .more(b - both)
      } else if b == both {
        .fewer(a - both)
      } else if both == 0, a + b == tally.count {
        .opposite
      } else if isChance(both, a, b, of: tally.count) {
        .independent
      } else {
        .other
      }
  }
}

/// Whether so many common zeros are what chance gives: within 3.3 standard deviations of the
/// hypergeometric distribution, and five or more expected in each case.
private func isChance(_ both: Int, _ a: Int, _ b: Int, of count: Int) -> Bool {
  let (n, a, b) = (Double(count), Double(a), Double(b))
  let smallest = min(a, n - a) * min(b, n - b) / n
  guard smallest >= 5 else { return false }
  let expected = a * b / n
  let variance = expected * (n - a) / n * (n - b) / (n - 1)
  let distance = Double(both) - expected
  return distance * distance <= 3.3 * 3.3 * variance
}

extension Pattern.Values {
  fileprivate init?(_ tally: Tally) {
    let kept = tally.count - tally.zero.a - tally.zero.b + tally.bothZero
    if tally.keptDiffering == 0 {
      // With nothing that both keep there is nothing to explain, unless the zeros say it all.
      let areOpposite = tally.bothZero == 0 && min(tally.zero.a, tally.zero.b) > 0
      if kept == 0, tally.maskMismatch > 0, !areOpposite { return nil }
      self = .equal
    } else if tally.ulps.most > 0, tally.ulps.most <= 2 {
      self = .rounding(count: tally.keptDiffering, of: tally.count, ulps: tally.ulps.most)
    } else if kept >= 2, let factor = tally.scale.factor {
      self = .times(factor)
    } else {
      return nil
    }
  }
}
