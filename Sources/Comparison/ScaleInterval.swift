// Whether one factor makes all numbers of one tensor of those of another.
// SPDX-License-Identifier: Apache-2.0

/// The factors c for which every b is within two units in the last place of c · a.
///
/// Two units, because a may be a rounded product itself. The interval is the intersection of one
/// interval per element, so that a factor in it holds for all of them.
struct ScaleInterval: Sendable {
  private(set) var low = 0.0
  private(set) var high = Double.infinity
  /// The pairs that narrowed it.
  private(set) var pairs = 0
  private var keptSign = false
  private var turnedSign = false

  /// Whether a factor is left.
  var isPossible: Bool { low <= high && !(keptSign && turnedSign) }

  /// A pair of finite numbers other than 0: |a|, and the bounds of |b|.
  @inline(__always)
  mutating func narrow(_ a: Double, from below: Double, to above: Double, isTurned: Bool) {
    low = max(low, below / a)
    high = min(high, above / a)
    if isTurned { turnedSign = true } else { keptSign = true }
    pairs += 1
  }

  /// Pairs of equal numbers, of which two units in the last place are so much of 1.
  mutating func narrowToOne(within slack: Double) {
    low = max(low, 1 - slack)
    high = min(high, 1 + slack)
    keptSign = true
  }

  mutating func merge(_ next: ScaleInterval) {
    low = max(low, next.low)
    high = min(high, next.high)
    keptSign = keptSign || next.keptSign
    turnedSign = turnedSign || next.turnedSign
    pairs += next.pairs
  }

  /// The factor with the fewest digits that lies in the interval; `nil` if there is none.
  var factor: Double? {
    guard isPossible, pairs > 0, high.isFinite, low > 0 else { return nil }
    let middle = low + (high - low) / 2
    var power = 1.0
    for _ in 0..<17 {
      // A decimal number of few digits is a whole number divided by a power of ten.
      let candidate = (middle * power).rounded() / power
      if candidate >= low, candidate <= high { return turnedSign ? -candidate : candidate }
      power *= 10
    }
    return turnedSign ? -middle : middle
  }
}
