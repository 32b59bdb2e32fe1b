// What a check of a claim found: one line per test.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization

/// One test of a claim, and whether it holds.
package struct CheckTest: Equatable, Sendable {
  package let name: String
  package var holds: Bool
  /// How often an honest pair looks at least as odd; `nil` for what no honest pair does.
  package let pValue: Double?
  package let detail: String

  /// What holds or does not, with no chance in it.
  package init(_ name: String, holds: Bool, _ detail: String) {
    self.name = name
    self.holds = holds
    self.detail = detail
    pValue = nil
  }

  /// What chance decides; it holds until a level is set.
  package init(_ name: String, pValue: Double, _ detail: String) {
    self.name = name
    self.pValue = pValue
    self.detail = detail
    holds = true
  }
}

extension [CheckTest] {
  /// The tests with the level split evenly over those that chance decides, after Bonferroni: an
  /// honest pair fails any of them at most as often as `level` says.
  package func judged(at level: Double) -> [CheckTest] {
    let share = level / Double(Swift.max(1, count { $0.pValue != nil }))
    return map { test in
      var test = test
      if let pValue = test.pValue { test.holds = pValue >= share }
      return test
    }
  }
}

/// The chance that a binomial count lies at least as far out as `successes`, on the side where it
/// is, doubled; at most 1.
///
/// The test that rejects where this is below α rejects with a chance of α at the most: the tails are
/// exact.
func binomialPValue(successes: Int, trials: Int, probability: Probability) -> Double {
  let (x, y) = (probability.value, probability.complement.value)
  guard trials > 0 else { return 1 }
  if x == 0 { return successes == 0 ? 1 : 0 }
  if y == 0 { return successes == trials ? 1 : 0 }
  let tail = BinomialTail(n: Double(trials))
  let failures = trials - successes
  let above = successes == 0 ? 1 : tail.upper(Double(successes), x, y)
  let below = failures == 0 ? 1 : tail.upper(Double(failures), y, x)
  return min(1, 2 * min(above, below))
}
