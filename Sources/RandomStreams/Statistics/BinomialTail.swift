// Binomial probabilities and tails, accurate for any number of trials.
// SPDX-License-Identifier: Apache-2.0

/// The binomial distribution of `n` trials, as a function of the probability x of success and of
/// y = 1 - x, which is given too: where x is small, 1 - (1 - x) would have few digits of it.
///
/// - Point probabilities by Loader's saddle point form: no logarithm of a large factorial is
///   formed, so nothing cancels; about 1e-14 relative, for any n below 2^53.
/// - Tails by the sum of the points: a continued fraction is no shorter, and where x is near 1 it
///   cancels.
///
/// Source: C. Loader 2000, "Fast and Accurate Computation of Binomial Probabilities".
package struct BinomialTail {
  let n: Double

  package init(n: Double) { self.n = n }

  /// P(X = k) for k successes, 0 < x < 1.
  package func point(_ k: Double, _ x: Double, _ y: Double) -> Double {
    if k == 0 { return Self.power(y, x, n) }
    if k == n { return Self.power(x, y, n) }
    let exponent =
      Self.stirlingError(n) - Self.stirlingError(k) - Self.stirlingError(n - k)
      - Self.deviance(k, n * x) - Self.deviance(n - k, n * y)
    return CMath.exp(exponent) * (n / (2 * Double.pi * k * (n - k))).squareRoot()
  }

  /// P(X >= k), for 0 < k <= n and 0 < x < 1.
  package func upper(_ k: Double, _ x: Double, _ y: Double) -> Double {
    if k > n * x { return point(k, x, y) * Self.sum(falling: n - k, from: k + 1, odds: x / y) }
    // P(X < k), downwards from k - 1: the same sum over the failures.
    return 1 - point(k - 1, x, y) * Self.sum(falling: k - 1, from: n - k + 2, odds: y / x)
  }

  /// The sum of all points from one on, over that one: 1 + a/b t + a/b (a - 1)/(b + 1) t² + ...
  ///
  /// Its terms are positive and fall from the first on, so that it is exact to a few units in the
  /// last place: of the order of sqrt(n) terms.
  private static func sum(falling a: Double, from b: Double, odds t: Double) -> Double {
    var (sum, term, step) = (1.0, 1.0, 0.0)
    while step < a {
      term *= (a - step) / (b + step) * t
      let next = sum + term
      if next == sum { break }
      sum = next
      step += 1
    }
    return sum
  }

  /// x^n, by the logarithm of the smaller of x and y = 1 - x.
  private static func power(_ x: Double, _ y: Double, _ n: Double) -> Double {
    CMath.exp(n * (x < 0.5 ? CMath.log(x) : CMath.log1p(-y)))
  }

  /// ln(k!) - ln(sqrt(2πk) (k/e)^k): a table to 15, the asymptotic series beyond.
  static func stirlingError(_ k: Double) -> Double {
    if k < 16 { return small[Int(k)] }
    let square = k * k
    return
      (1 / 12.0
      - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - 1 / 1188.0 / square) / square) / square) / square)
      / k
  }

  /// k ln(k/m) + m - k, by a series where k and m are near, for there the terms cancel.
  static func deviance(_ k: Double, _ m: Double) -> Double {
    guard (k - m).magnitude < 0.1 * (k + m) else {
      return k * CMath.log(k / m) + m - k
    }
    let v = (k - m) / (k + m)
    var sum = (k - m) * v
    var term = 2 * k * v
    for j in 1..<1000 {
      term *= v * v
      let next = sum + term / Double(2 * j + 1)
      if next == sum { break }
      sum = next
    }
    return sum
  }

  private static let small = [
    0, 0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093,
    0.016644691189821193, 0.013876128823070748, 0.01189670994589177, 0.010411265261972096,
    0.009255462182712733, 0.00833056343336287, 0.007573675487951841, 0.00694284010720953,
    0.006408994188004207, 0.0059513701127588475, 0.005554733551962801,
  ]
}
