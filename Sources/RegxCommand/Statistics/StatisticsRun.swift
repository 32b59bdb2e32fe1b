// One series of trials and its figures.
// SPDX-License-Identifier: Apache-2.0

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
  let engine: EngineRequest
  let mode: Mode
  let arguments: ModeArguments
  let input: InputTensor
  let trials: Int
  let confidence: Double

  /// The figures after each of these trials.
  func statistics(
    after checkpoints: RunningCheckpoints
  ) throws -> (figures: [Statistics], warnings: [String]) {
    try perform { Figures(plan: plan($0), checkpoints: checkpoints) }
  }

  /// The figures after all trials.
  func statistics() throws -> (figures: Statistics, warnings: [String]) {
    let made = try perform {
      Figures(plan: plan($0), checkpoints: [trials])
    }
    return (made.figures[0], made.warnings)
  }

  /// The figures of a rule that takes the place of the mode's own.
  func statistics(of rule: StatisticsRule) throws -> Statistics {
    guard layer.parts != nil else {
      let known = Mode.catalogue.filter {
        $0.regularizer(arguments).parts != nil
      }.map(\.name)
      throw Failure(
        "--rule: '\(mode.name)' has no such scale; rules are for \(known.joined(separator: ", "))")
    }
    return try perform { layer in
      Figures(
        plan: StatisticsPlan(
          rule, layer, p: arguments.p, confidence: confidence),
        checkpoints: [trials])
    }.figures[0]
  }

  /// The figures of each element.
  func elements() throws -> (ElementStatistics, warnings: [String]) {
    try perform { Elements(plan: plan($0), trials: trials) }
  }

  /// Refuses what cannot be run, before any trial.
  func check() throws { try perform { Check(plan: plan($0)) } }

  /// What theory says of the mode's noise.
  var theory: NoiseMoments? { layer.moments }

  /// The mode with its parameters set.
  private var layer: any Regularizer { mode.regularizer(arguments) }

  private func plan(_ layer: any Regularizer) -> StatisticsPlan {
    StatisticsPlan(layer, confidence: confidence)
  }

  /// Draws or reads the input, in the type of the mode's result, and hands it on with its layer.
  private func perform<Task: InputTask>(
    _ task: (any Regularizer) -> Task
  ) throws -> Task.Result {
    func start<Element: DrawableScalar>(_ type: Element.Type) throws -> Task.Result {
      var generator = engine.generator
      let x = try input.source(type, using: &generator)
      guard x.shape.count > 0 else {
        throw Failure("--shape '\(x.shape)': has no elements to count; give extents above 0")
      }
      try engine.skipWords(using: &generator)
      guard let promotion = layer.promotion(of: Element.dtype),
        let wide = promotion.dtype.drawableType
      else { return try task(layer).run(x, generator) }
      func run<Wide: DrawableScalar>(_ type: Wide.Type) throws -> Task.Result {
        try task(promotion.layer).run(converted(x, to: type), generator)
      }
      return try run(wide)
    }
    do {
      return try start(try input.elementType())
    } catch let error as UnsupportedDraw {
      throw engine.failure(
        error, remedy: input.dtype.map { _ in "leave --dtype out, or give the input as a file" })
    } catch let error as RegularizationError {
      throw engine.failure(error, of: mode)
    }
  }
}

private struct Figures<Checkpoints: Sequence<Int>>: InputTask {
  let plan: StatisticsPlan
  let checkpoints: Checkpoints

  func run<Element: DrawableScalar>(
    _ input: any Source<Element>, _ generator: any FrameworkGenerator
  ) throws -> (figures: [Statistics], warnings: [String]) {
    try plan.statistics(of: input, using: generator, after: checkpoints)
  }
}

private struct Check: InputTask {
  let plan: StatisticsPlan

  func run<Element: DrawableScalar>(
    _ input: any Source<Element>, _ generator: any FrameworkGenerator
  ) throws {
    try plan.check(input, using: generator)
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
    var series = try plan.series(of: input, using: generator)
    return (try ElementStatistics(&series, of: input, trials: trials), series.warnings)
  }
}
