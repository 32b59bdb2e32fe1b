// A series of trials from its beginning to its figures.
// SPDX-License-Identifier: Apache-2.0

package import RandomStreams
package import Regularization
package import TensorCore

/// What is tried, what it is compared with, and what theory says of it.
package struct StatisticsPlan: Sendable {
  private let training: any StatisticsMethod
  private let evaluation: any StatisticsMethod
  package let theory: NoiseMoments?
  /// Whether the draws of a trial are independent of each other and decide what is dropped.
  private let independent: Bool
  private let confidence: Double

  /// A layer, with the same layer in evaluation beside it.
  package init(_ layer: any Regularizer, confidence: Double) {
    training = LayerMethod(layer)
    evaluation = LayerMethod(layer.eval())
    theory = layer.moments
    independent = layer.dropsIndependently
    self.confidence = confidence
  }

  /// A rule of scaling, with draws of the shape that a layer's have.
  package init(
    _ rule: StatisticsRule, _ layer: any Regularizer, p: Probability, confidence: Double
  ) {
    training = rule.method(layer, p: p, training: true)
    evaluation = rule.method(layer, p: p, training: false)
    theory = rule.moments(p)
    independent = true
    self.confidence = confidence
  }

  /// The figures after each of `checkpoints` trials, which rise.
  package func statistics<Element: DrawableScalar>(
    of input: any Source<Element>, using generator: any FrameworkGenerator,
    after checkpoints: some Sequence<Int>
  ) throws -> (figures: [Statistics], warnings: [String]) {
    var series = try series(of: input, using: generator)
    var blocks = BlockReader<Element>()
    var unused = generator
    let evaluated = try InputMoments(
      evaluation.apply(to: input, using: &unused).output)
    var totals = StatisticsTotals()
    var figures: [Statistics] = []
    for checkpoint in checkpoints {
      while totals.trials < checkpoint {
        totals.add(
          try series.nextSums(&blocks), draws: series.noise.count, elements: input.shape.count)
      }
      figures.append(
        Statistics(
          totals, input: series.moments, theory: theory, evaluation: evaluated,
          independent: independent, confidence: confidence))
    }
    return (figures, series.warnings)
  }

  /// Applies the method once, for the errors: nothing of its tensors is made.
  package func check<Element: DrawableScalar>(
    _ input: any Source<Element>, using generator: any FrameworkGenerator
  ) throws {
    var generator = generator
    _ = try training.apply(to: input, using: &generator)
  }

  /// The trials by themselves.
  package func series<Element: DrawableScalar>(
    of input: any Source<Element>, using generator: any FrameworkGenerator
  ) throws -> TrialSeries<Element> {
    try TrialSeries(training, of: input, using: generator)
  }
}
