// From the flags of `stats` and `sweep` to runs that can be made.

import CommandTable
import Experiments
import RandomStreams
import Regularization

/// What was asked for, checked as a whole.
struct StatisticsRequest {
  let options: Options
  private let invocation: Invocation<Options>
  private let console: Console

  init(_ invocation: Invocation<Options>, _ console: Console) throws {
    self.invocation = invocation
    self.console = console
    var options = invocation.options
    try Subcommand.refuseTwoProbabilities(invocation)
    if invocation.isGiven("keep-prob") { options.statistics.probabilities = [options.p] }
    try Subcommand.refuseIdleInputFlags(invocation)
    if options.statistics.isVarianceShift, !invocation.isGiven("p"),
      !invocation.isGiven("keep-prob")
    {
      options.statistics.probabilities = StatisticsOptions.defaultProbabilities
    }
    // Told before anything is counted.
    _ = try options.tableFormat()
    self.options = options
  }

  /// The one run that is asked for.
  func run() throws -> StatisticsRun {
    var options = options
    options.p = options.statistics.probabilities[0]
    try check(options)
    let mode = options.modes[0].on(options.engine.framework)
    let run = StatisticsRun(options: options, mode: mode, input: try input(options))
    return run
  }

  /// The input, its file opened.
  func input(_ options: Options) throws -> InputTensor {
    var options = options
    // Text carries no element type; the modes compute in the framework's default one.
    options.textDtype = options.engine.framework.defaultDtype
    return try InputTensor(options.input, shape: options.shape, options)
  }

  /// Refuses a mode that the engine does not have, and a flag that means nothing to any mode.
  func check(_ options: Options) throws {
    let given = invocation.givenModeParameters
    let modes = options.modes.map { $0.on(options.engine.framework) }
    let experiment = Experiment(options: options, modes: modes, given: given) { _ in }
    for mode in modes { try experiment.check(mode) }
    for parameter in given {
      try experiment.check(parameter)
    }
  }
}

extension FlagGroup where Options == RegxOptions {
  /// How the mode is applied in each trial.
  static var applied: FlagGroup {
    FlagGroup(
      "How it is applied", folded: true,
      [
        .evaluation, .noScaleByKeep, .blockSize, .gammaScale, .noCoupleChannels, .withNoise, .jit,
        .vectorMath, .opSeed, .gpu, .multiprocessors, .threadsPerMultiprocessor,
      ])
  }

  /// How a table of figures is written.
  static var written: FlagGroup {
    FlagGroup("What is written", [.tableFormat, .output, .quiet])
  }
}
