// The figures of a series of trials, each beside what it should be.
// SPDX-License-Identifier: Apache-2.0

package import RandomStreams
package import Regularization

/// A statistic of a series of trials.
package enum StatisticName: String, CaseIterable, Sendable {
  case dropped, zeros, mean, ratio, power, variance, factor, batch, running, evaluation, shift
}

/// One figure.
package struct Statistic: Equatable, Sendable {
  package let name: StatisticName
  /// What was measured; `nil` where it does not exist, as a ratio to 0.
  package var value: Double?
  /// What the method's definition says; `nil` where there is no closed form.
  package var theory: Double?
  /// The standard error of `value`; `nil` for a single trial.
  package var error: Double?
  /// The exact interval of a fraction of independent draws.
  package var interval: BinomialInterval?
}

/// All figures of a series.
package struct Statistics: Equatable, Sendable {
  package let input: InputMoments
  /// The moments of the output in evaluation.
  package let evaluation: InputMoments
  package let totals: StatisticsTotals
  package let figures: [Statistic]

  /// - `theory`: the noise's moments; `nil` if unknown.
  /// - `evaluation`: the moments of the output in evaluation.
  /// - `independent`: whether the draws of one trial are, so that an interval can be given.
  package init(
    _ totals: StatisticsTotals, input: InputMoments, theory: NoiseMoments?,
    evaluation: InputMoments, independent: Bool, confidence: Double
  ) {
    self.input = input
    self.evaluation = evaluation
    self.totals = totals
    let shift = input.mean
    let mean = shift + totals.mean
    let variance = (totals.square - totals.mean * totals.mean).notBelowZero
    let meanError = totals.error(mean: 1, square: 0)
    // The variance is square - mean²: its error by the derivatives, 1 and -2 mean.
    let varianceError = totals.error(mean: -2 * totals.mean, square: 1)
    let expected = theory.map { $0.variance(of: input) }
    let within = theory.map { $0.varianceWithin(of: input) }
    // Of one element there is no unbiased variance.
    let hasRunning = input.count > 1
    let measuredRunning = hasRunning ? totals.runningVariance : nil
    let running =
      hasRunning
      ? within.map { totals.expectedRunningVariance(within: $0, elements: input.count) } : nil
    let (power, factor) = (input.meanSquare, input.variance)
    figures = [
      Statistic(
        name: .dropped, value: Double(totals.dropped) / Double(totals.draws),
        theory: theory?.dropped,
        interval: independent
          ? BinomialInterval(
            successes: totals.dropped, trials: totals.draws, confidence: confidence) : nil),
      Statistic(
        name: .zeros, value: Double(totals.zeros) / Double(totals.elements),
        theory: theory.flatMap { $0.zeros(of: input) }),
      Statistic(
        name: .mean, value: mean, theory: theory.map { $0.mean(of: input) }, error: meanError),
      Statistic(
        name: .ratio, value: mean.over(shift),
        theory: theory.flatMap { $0.mean(of: input).over(shift) },
        error: meanError.flatMap { $0.over(shift.magnitude) }),
      Statistic(
        name: .power, value: (variance + mean * mean).over(power),
        theory: theory.flatMap { $0.meanSquare(of: input).over(power) },
        error: totals.error(mean: 2 * shift, square: 1).flatMap { $0.over(power) }),
      Statistic(name: .variance, value: variance, theory: expected, error: varianceError),
      Statistic(
        name: .factor, value: variance.over(factor),
        theory: expected.flatMap { $0.over(factor) },
        error: varianceError.flatMap { $0.over(factor) }),
      Statistic(
        name: .batch, value: totals.batchVariance, theory: within, error: totals.batchError),
      Statistic(name: .running, value: measuredRunning, theory: running),
      Statistic(name: .evaluation, value: evaluation.variance),
      Statistic(
        name: .shift, value: measuredRunning.flatMap { evaluation.variance.over($0) },
        theory: running.flatMap { evaluation.variance.over($0) }),
    ]
  }

  /// The figure of this name.
  package subscript(name: StatisticName) -> Statistic {
    figures.first { $0.name == name } ?? Statistic(name: name)
  }
}

extension NoiseMoments {
  /// The fraction of zeros in the output; `nil` where a term is added.
  fileprivate func zeros(of input: InputMoments) -> Double? {
    guard squaredTerm == 0 else { return nil }
    let present = Double(input.zeros) / Double(input.count)
    return squaredFactor == 0 ? 1 : dropped + (1 - dropped) * present
  }
}

extension Double {
  /// The quotient; `nil` for a divisor of 0.
  fileprivate func over(_ divisor: Double) -> Double? { divisor == 0 ? nil : self / divisor }
}
