// Binomial probabilities and tails, accurate for any number of trials.

/// The binomial distribution of `n` trials, as a function of the probability of success.
///
/// - Point probabilities by Loader's saddle point form: no logarithm of a large factorial is
///   formed, so nothing cancels; about 1e-14 relative, for any n below 2^53.
/// - Tails by the continued fraction of the incomplete beta function.
///
/// Source: C. Loader 2000, "Fast and Accurate Computation of Binomial Probabilities"; Abramowitz
/// and Stegun, 26.5.8 and 26.5.24.
struct BinomialTail {
  let n: Double

  /// P(X = k) for k successes, 0 < x < 1.
  func point(_ k: Double, _ x: Double) -> Double {
    if k == 0 { return StatisticsMath.exp(n * StatisticsMath.log1p(-x)) }
    if k == n { return StatisticsMath.exp(n * StatisticsMath.log(x)) }
    let exponent =
      Self.stirlingError(n) - Self.stirlingError(k) - Self.stirlingError(n - k)
      - Self.deviance(k, n * x) - Self.deviance(n - k, n * (1 - x))
    return StatisticsMath.exp(exponent) * (n / (2 * Double.pi * k * (n - k))).squareRoot()
  }

  /// P(X >= k) = I_x(k, n - k + 1), for 0 < k <= n and 0 < x < 1.
  func upper(_ k: Double, _ x: Double) -> Double {
    let (a, b) = (k, n - k + 1)
    if x < (a + 1) / (a + b + 2) {
      return point(k, x) * (1 - x) * Self.fraction(a, b, x)
    }
    // P(X < k) is the same tail of the failures, and the fraction converges for it.
    return 1 - point(k - 1, x) * x * Self.fraction(b, a, 1 - x)
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
      return k * StatisticsMath.log(k / m) + m - k
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

  /// The continued fraction of I_x(a, b) · a · B(a, b) / (x^a (1 - x)^b), by Lentz's method; of the
  /// order of sqrt(max(a, b)) steps.
  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (d.magnitude < tiny ? tiny : d)
    var result = d
    @discardableResult func step(_ numerator: Double) -> Double {
      d = 1 + numerator * d
      d = 1 / (d.magnitude < tiny ? tiny : d)
      c = 1 + numerator / c
      if c.magnitude < tiny { c = tiny }
      result *= c * d
      return c * d
    }
    for i in 1..<100_000_000 {
      let m = Double(i)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      step(even)
      if (step(odd) - 1).magnitude < 1e-15 { break }
    }
    return result
  }

  private static let small = [
    0, 0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093,
    0.016644691189821193, 0.013876128823070748, 0.01189670994589177, 0.010411265261972096,
    0.009255462182712733, 0.00833056343336287, 0.007573675487951841, 0.00694284010720953,
    0.006408994188004207, 0.0059513701127588475, 0.005554733551962801,
  ]
}
