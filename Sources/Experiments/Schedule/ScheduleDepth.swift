// How many blocks are live at once.
// SPDX-License-Identifier: Apache-2.0

/// The distribution of the number of successes among independent trials of unlike probabilities.
///
/// - P(K = k) by adding one trial after the other: P'(k) = P(k) (1 - q) + P(k - 1) q. All terms are
///   positive, so nothing cancels: each probability is right to about n units in the last place.
/// - Time of the order of n².
package struct PoissonBinomial: Equatable, Sendable {
  /// P(K = k), for k from 0 to the number of trials.
  package let probabilities: [Double]
  /// E[K] = Σ q.
  package let mean: Double
  /// Var(K) = Σ q (1 - q).
  package let variance: Double
  /// P(K = n) = Π q.
  package let all: Double

  /// Trials that succeed with these probabilities, each from 0 to 1.
  package init(_ successes: [Double]) {
    var distribution = [Double](repeating: 0, count: successes.count + 1)
    distribution[0] = 1
    for (i, q) in successes.enumerated() {
      for k in stride(from: i + 1, to: 0, by: -1) {
        distribution[k] = distribution[k] * (1 - q) + distribution[k - 1] * q
      }
      distribution[0] *= 1 - q
    }
    probabilities = distribution
    mean = successes.reduce(0, +)
    variance = successes.reduce(0) { $0 + $1 * (1 - $1) }
    all = successes.reduce(1, *)
  }

  /// The standard deviation of K.
  package var standardDeviation: Double { variance.squareRoot() }
}
