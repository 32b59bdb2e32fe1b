// regx stats: what a mode does on average, against what it should do.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Experiments
import RandomStreams
import Regularization
import TensorFormats

extension Subcommand {
  static let stats = Subcommand(
    Command(
      "stats", summary: "Count over many trials: zeros, mean, variance, against theory",
      description: "Draws one input, applies the mode to it N times with one generator, as the"
        + " calls of a training loop follow each other, and tells what came of it beside what the"
        + " mode's definition says. The first trial is what 'regx apply' prints. On engine jax"
        + " trial t, from 0 on, has the key fold_in(key(seed), t), for a key does not change by"
        + " being used.\n\n"
        + "An interval is the exact one of Clopper and Pearson, over draws and not over elements:"
        + " the elements of one dropped sample are one draw. An error is a standard error, from the"
        + " spread of the trials.\n\n"
        + "The figures: \(StatisticName.legend).",
      examples: [
        Example(
          "regx stats --mode dropout --p 0.3 --trials 10000",
          shows: "Fraction of zeros, mean and variance, measured and in theory"),
        Example(
          "regx stats --p 0.25 --rule inverted,vanilla,none,twice",
          shows: "What evaluation makes of a scale that is forgotten or applied twice"),
        Example(
          "regx stats --mode drop-path:rand-gt --p 0.1 --running",
          shows: "How the mean settles, and on what"),
        Example(
          "regx stats --variance-shift --shape 64,100 --input randn",
          shows: "The variance that a batch norm learns and does not meet"),
        Example(
          "regx stats --per-element --shape 2,3 --format csv -o stats.csv",
          shows: "A row for each element"),
      ],
      groups: [
        FlagGroup(
          "What is drawn",
          [
            .shape, .probabilities, .keepProbability, .seed, .mode, .engine, .input, .tensor,
            .dtype, .skip, .foldIn,
          ]),
        FlagGroup(
          "What is counted",
          [.trialCount, .confidence, .rules, .perElement, .running, .varianceShift]),
        .applied, .written,
      ],
      operands: [Operand("MODE", help: "Mode, as --mode takes it", count: .optional, for: .mode)],
      defaults: {
        $0.mode.modes = [.dropout]
        $0.statistics.probabilities = [$0.mode.arguments.p]
      }),
    StatsRequest.self)
}

/// A series of trials, and what is told of it.
struct StatsRequest: CommandRequest {
  /// A table of its own, under the name of its flag.
  enum View: String, CaseIterable {
    case rule
    case perElement = "per-element"
    case running
    case varianceShift = "variance-shift"
  }

  let engine: EngineRequest
  let mode: Mode
  /// The parameters at each p; one but for the variance shift.
  let arguments: [ModeArguments]
  let input: InputRequest
  let flags: StatisticsFlags
  /// `nil` for the figures of all trials.
  let view: View?
  private let table: TableRequest

  init(_ line: RawLine) throws {
    engine = try EngineRequest(line)
    input = try InputRequest(line, on: engine.framework)
    flags = line.options.statistics
    table = try TableRequest(line)
    let modes = try ModeRequest(line, on: engine.engine)
    mode = modes.modes[0]
    let views = View.allCases.filter { line.isGiven($0.rawValue) }
    if views.count > 1 {
      throw line.error(
        "--\(views[0].rawValue) and --\(views[1].rawValue) are tables of their own; give one of"
          + " them")
    }
    view = views.first
    let isShift = view == .varianceShift && !line.isGiven("p")
    arguments = line.arguments(
      modes.arguments, at: isShift ? StatisticsFlags.defaultProbabilities : flags.probabilities)
    if arguments.count > 1, view != .varianceShift {
      throw line.error("--p: takes one p here; 'regx sweep' goes over several")
    }
  }

  func run(on console: Console) throws {
    let output = try Output(table.destination, to: console)
    let runs = try runs()
    try ResultTable.write(
      [try StatisticsTables(runs, flags).table(view)], of: "stats",
      facts: [
        ("engine", JSON.string(engine.engine.name)), ("seed", JSON.string(engine.seed.decimal)),
        ("mode", JSON.string(mode.name)), ("p", shortest(arguments[0].p.value)),
        ("trials", "\(flags.trials)"), ("confidence", shortest(flags.confidence)),
      ], table, to: output, console)
  }

  /// The series at each p, their input opened.
  func runs() throws -> [StatisticsRun] {
    let input = try input.open()
    return arguments.map {
      StatisticsRun(
        engine: engine, mode: mode, arguments: $0, input: input, trials: flags.trials,
        confidence: flags.confidence)
    }
  }
}

extension Invocation where Options == RawFlags {
  /// The parameters at each of these p, or at the one that was typed as the keep probability.
  func arguments(_ arguments: ModeArguments, at probabilities: [Probability]) -> [ModeArguments] {
    if isGiven("keep-prob") { return [arguments] }
    return probabilities.map { p in
      var arguments = arguments
      arguments.p = p
      return arguments
    }
  }
}

extension FlagGroup where Options == RawFlags {
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

extension StatisticName {
  /// What each figure is, for help.
  fileprivate static var legend: String {
    allCases.map { "'\($0.rawValue)' is \($0.summary)" }.joined(separator: "; ")
  }
}
