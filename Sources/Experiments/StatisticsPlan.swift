// A series of trials from its beginning to its figures.

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

  /// A mode, with the same mode in evaluation beside it.
  ///
  /// - Throws: where the mode refuses its arguments.
  package init(
    _ mode: Mode, _ arguments: ModeArguments, confidence: Double
  ) throws(RegularizationError) {
    var evaluating = arguments
    evaluating.training = false
    training = try ModeMethod(mode, arguments)
    evaluation = try ModeMethod(mode, evaluating)
    theory = mode.moments(arguments)
    // Neighbours in a block fall together; a normal factor drops nothing.
    independent =
      arguments.training && mode.name != "gaussian-dropout" && !mode.name.hasPrefix("drop-block")
    self.confidence = confidence
  }

  /// A rule of scaling, with draws of this shape.
  package init(
    _ rule: StatisticsRule, _ noiseShape: NoiseShape, p: Probability, confidence: Double
  ) {
    training = rule.method(noiseShape, p: p, training: true)
    evaluation = rule.method(noiseShape, p: p, training: false)
    theory = rule.moments(p)
    independent = true
    self.confidence = confidence
  }

  /// The figures after each of `checkpoints` trials, which rise.
  package func statistics<Element: DrawableScalar>(
    of input: any Source<Element>, drawingFrom generator: any FrameworkGenerator,
    after checkpoints: some Sequence<Int>
  ) throws -> (figures: [Statistics], warnings: [String]) {
    var series = try series(of: input, drawingFrom: generator)
    var blocks = BlockReader<Element>()
    var unused = generator
    let evaluated = try InputMoments(
      evaluation.apply(to: input, drawingFrom: &unused).output)
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
    _ input: any Source<Element>, drawingFrom generator: any FrameworkGenerator
  ) throws {
    var generator = generator
    _ = try training.apply(to: input, drawingFrom: &generator)
  }

  /// The trials by themselves.
  package func series<Element: DrawableScalar>(
    of input: any Source<Element>, drawingFrom generator: any FrameworkGenerator
  ) throws -> TrialSeries<Element> {
    try TrialSeries(training, of: input, drawingFrom: generator)
  }
}
