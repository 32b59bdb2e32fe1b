// One series of trials, from the options to its figures.

import CommandTable
import Experiments
import RandomStreams
import Regularization
import TensorCore

/// Something to do with an input of whatever element type and the generator that drew it.
protocol InputTask {
  associatedtype Result
  func run<Element: DrawableScalar>(
    _ input: any Source<Element>, _ generator: any FrameworkGenerator
  ) throws -> Result
}

/// A mode on an engine with a seed and a p, tried again and again.
struct StatisticsRun: Sendable {
  let options: Options
  let mode: Mode
  let input: InputTensor

  /// The figures after each of these trials.
  func statistics(
    after checkpoints: RunningCheckpoints
  ) throws -> (figures: [Statistics], warnings: [String]) {
    try perform(Figures(plan: try plan(), checkpoints: checkpoints))
  }

  /// The figures after all trials.
  func statistics() throws -> (figures: Statistics, warnings: [String]) {
    let made = try perform(Figures(plan: try plan(), checkpoints: [options.statistics.trials]))
    return (made.figures[0], made.warnings)
  }

  /// The figures of a rule that takes the place of the mode's own.
  func statistics(of rule: StatisticsRule) throws -> Statistics {
    guard let noise = mode.ruledNoise else {
      let known = Mode.catalogue.filter { $0.ruledNoise != nil }.map(\.name)
      throw Failure(
        "--rule: '\(mode.name)' has no such scale; rules are for \(known.joined(separator: ", "))")
    }
    let plan = StatisticsPlan(
      rule, noise, p: options.p, confidence: options.statistics.confidence)
    return try perform(
      Figures(plan: plan, checkpoints: [options.statistics.trials])
    ).figures[0]
  }

  /// The figures of each element.
  func elements() throws -> (ElementStatistics, warnings: [String]) {
    try perform(Elements(plan: try plan(), trials: options.statistics.trials))
  }

  /// Refuses what cannot be run, before any trial.
  func check() throws { try perform(Check(plan: try plan())) }

  /// What theory says of the mode's noise.
  var theory: NoiseMoments? { mode.moments(options.modeArguments) }

  private func plan() throws -> StatisticsPlan {
    do throws(RegularizationError) {
      return try StatisticsPlan(
        mode, options.modeArguments, confidence: options.statistics.confidence)
    } catch {
      throw Failure("--mode '\(mode.name)': \(error)")
    }
  }

  /// Draws or reads the input, in the mode's own type, and hands it on.
  private func perform<Task: InputTask>(_ task: Task) throws -> Task.Result {
    func start<Element: DrawableScalar>(_ type: Element.Type) throws -> Task.Result {
      var generator = try seededGenerator(options)
      let x = try input.source(type, drawingFrom: &generator)
      guard x.shape.count > 0 else {
        throw Failure("--shape '\(x.shape)': has no elements to count; give extents above 0")
      }
      if options.skip > 0 { try generator.skip(options.skip) }
      if options.training, mode.promotedType == .float64 {
        return try task.run(converted(x, to: Double.self), generator)
      }
      return try task.run(x, generator)
    }
    do {
      return try start(try input.elementType())
    } catch let error as UnsupportedDraw {
      throw options.failure(error, remedy: "leave --dtype out, or give the input as a file")
    } catch let error as RegularizationError {
      throw Failure("--mode '\(mode.name)': \(error)")
    }
  }
}

private struct Figures<Checkpoints: Sequence<Int>>: InputTask {
  let plan: StatisticsPlan
  let checkpoints: Checkpoints

  func run<Element: DrawableScalar>(
    _ input: any Source<Element>, _ generator: any FrameworkGenerator
  ) throws -> (figures: [Statistics], warnings: [String]) {
    try plan.statistics(of: input, drawingFrom: generator, after: checkpoints)
  }
}

private struct Check: InputTask {
  let plan: StatisticsPlan

  func run<Element: DrawableScalar>(
    _ input: any Source<Element>, _ generator: any FrameworkGenerator
  ) throws {
    try plan.check(input, drawingFrom: generator)
  }
}

private struct Elements: InputTask {
  let plan: StatisticsPlan
  let trials: Int

  func run<Element: DrawableScalar>(
    _ input: any Source<Element>, _ generator: any FrameworkGenerator
  ) throws -> (ElementStatistics, warnings: [String]) {
    guard input.shape.count <= ElementStatistics.limit else {
      throw Failure(
        "--per-element: a row for each of \(input.shape.count) elements is too many; give a"
          + " --shape of up to \(ElementStatistics.limit)")
    }
    var series = try plan.series(of: input, drawingFrom: generator)
    return (try ElementStatistics(&series, of: input, trials: trials), series.warnings)
  }
}
