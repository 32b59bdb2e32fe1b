// What a count of successes says of their probability.
// SPDX-License-Identifier: Apache-2.0

/// The exact interval of Clopper and Pearson for the probability, given `successes` of `trials`.
///
/// - The lower end is the probability at which so many successes or more have the chance α/2, the
///   upper end that at which so few or fewer have it; 0 and 1 where none and all succeeded.
/// - It holds the true probability at least as often as `confidence` says. The trials must be
///   independent: the elements of one dropped sample are one trial and not many.
/// - Rounded to 12 significant digits, which all are right.
///
/// Source: C. J. Clopper and E. S. Pearson 1934, Biometrika 26:404.
package struct BinomialInterval: Equatable, Sendable {
  package let lower: Double
  package let upper: Double

  /// - Precondition: 0 <= successes <= trials, 0 < trials < 2^53, 0 < confidence < 1.
  package init(successes: Int, trials: Int, confidence: Double) {
    precondition(successes >= 0 && successes <= trials && trials > 0)
    let tail = (1 - confidence) / 2
    let failures = trials - successes
    lower =
      successes == 0
      ? 0 : Figures.rounded(Self.end(successes, of: trials, tail: tail))
    // The failures' lower end, seen from 1; formed from the complement so that it does not cancel.
    upper =
      failures == 0
      ? 1
      : Figures.rounded(
        Self.end(successes + 1, of: trials, tail: 1 - tail, complement: tail))
  }

  /// The x with P(X >= k) = tail, by Newton's steps kept within a bracket.
  ///
  /// - `complement`: 1 - tail where that is what was given; then P(X < k) is what is compared.
  private static func end(
    _ k: Int, of n: Int, tail: Double, complement: Double? = nil
  ) -> Double {
    let distribution = BinomialTail(n: Double(n))
    let (count, whole) = (Double(k), Double(n))
    // P(X < k) at x is P(X >= n - k + 1) at 1 - x: the smaller tail is the one computed.
    func excess(_ x: Double) -> Double {
      guard let complement else { return distribution.upper(count, x, 1 - x) - tail }
      return complement - distribution.upper(whole - count + 1, 1 - x, x)
    }
    var (low, high) = (0.0, 1.0)
    var x = count / (whole + 1)
    for _ in 0..<200 {
      let value = excess(x)
      if value == 0 { return x }
      if value < 0 { low = x } else { high = x }
      // The density of the tail in x: k/x · P(X = k).
      let slope = count / x * distribution.point(count, x, 1 - x)
      var next = x - value / slope
      if !(next > low && next < high) { next = (low + high) / 2 }
      if (next - x).magnitude <= 1e-15 * x || next == x { return next }
      x = next
    }
    return x
  }
}
