// The sums over trials, of bounded size however many there are.
// SPDX-License-Identifier: Apache-2.0

/// Counts and moments over the trials so far.
package struct StatisticsTotals: Equatable, Sendable {
  package private(set) var trials = 0
  package private(set) var dropped = 0
  package private(set) var draws = 0
  package private(set) var zeros = 0
  package private(set) var elements = 0
  /// The mean over trials of a trial's shifted mean and of its shifted square.
  private(set) var mean = 0.0
  private(set) var square = 0.0
  // Sums of squared and of multiplied deviations from those means (Welford 1962).
  private var meanDeviations = 0.0
  private var squareDeviations = 0.0
  private var products = 0.0
  /// What a batch norm over all elements at once has for its running variance.
  package private(set) var runningVariance = 1.0
  /// The mean over trials of the variance within a trial.
  package private(set) var batchVariance = 0.0
  private var batchDeviations = 0.0

  /// The momentum of PyTorch's batch norms.
  package static let momentum = 0.1

  package init() {}

  /// Adds a trial of `draws` draws and `elements` elements.
  package mutating func add(_ trial: TrialSums, draws: Int, elements: Int) {
    trials += 1
    dropped += trial.dropped
    self.draws += draws
    zeros += trial.zeros
    self.elements += elements
    let number = Double(trials)
    let (x, y) = (trial.mean - mean, trial.square - square)
    mean += x / number
    square += y / number
    meanDeviations += x * (trial.mean - mean)
    squareDeviations += y * (trial.square - square)
    products += x * (trial.square - square)
    let within = (trial.square - trial.mean * trial.mean).notBelowZero
    let step = within - batchVariance
    batchVariance += step / number
    batchDeviations += step * (within - batchVariance)
    // Normalized by the variance of the batch, remembered with its unbiased one.
    let unbiased = within * Double(elements) / Double(elements - 1)
    runningVariance = (1 - Self.momentum) * runningVariance + Self.momentum * unbiased
  }

  /// The standard error of the mean over trials of a · mean + b · square; `nil` for one trial.
  func error(mean a: Double, square b: Double) -> Double? {
    guard trials > 1 else { return nil }
    let sum =
      a * a * meanDeviations + 2 * a * b * products + b * b * squareDeviations
    return (sum.notBelowZero / (Double(trials) * Double(trials - 1))).squareRoot()
  }

  /// The standard error of `batchVariance`.
  var batchError: Double? {
    guard trials > 1 else { return nil }
    return (batchDeviations.notBelowZero / (Double(trials) * Double(trials - 1))).squareRoot()
  }

  /// What `runningVariance` is on average after these trials, where a batch's variance is `within`
  /// on average: (1 - m)^T + (1 - (1 - m)^T) · unbiased.
  func expectedRunningVariance(within: Double, elements: Int) -> Double {
    var rest = 1.0
    for _ in 0..<min(trials, 8000) { rest *= 1 - Self.momentum }
    let unbiased = within * Double(elements) / Double(elements - 1)
    return rest + (1 - rest) * unbiased
  }
}
