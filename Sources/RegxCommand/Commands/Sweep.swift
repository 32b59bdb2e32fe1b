// regx sweep: the figures of stats over p, modes, engines and seeds.

import CommandTable
import Experiments
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

extension Subcommand {
  static let sweep = Subcommand(
    command: Command(
      "sweep", summary: "Count over ranges of p, modes, engines and seeds",
      description: "Makes the runs of 'regx stats' for every engine, mode, seed and p, and writes"
        + " one row each, in that order, p changing fastest. Each run seeds its own generator and"
        + " draws its own input, so a row is what 'regx stats' tells. Runs go on at the same time;"
        + " the output is the same for any number of threads.\n\n"
        + "A figure has a column of its name, one of NAME_theory, and where they exist NAME_error"
        + " (the standard error), NAME_low and NAME_high (the exact interval).",
      examples: [
        Example(
          "regx sweep --p 0:0.9:0.1 --trials 2000",
          shows: "Zeros, mean and mean square of dropout over ten p"),
        Example(
          "regx sweep --mode drop-path,drop-path:rand-gt --figure dropped,ratio",
          shows: "Which drop path keeps what it should drop"),
        Example(
          "regx sweep --engine torch,torch-mkl,numpy --seed 0:99 --p 0.5 --format csv",
          shows: "A hundred seeds on three engines, for a spreadsheet"),
      ],
      groups: [
        FlagGroup("What is gone over", [.probabilities, .modes, .engines, .seeds]),
        FlagGroup("What is drawn", [.shape, .input, .tensor, .dtype, .skip]),
        FlagGroup("What is counted", [.trialCount, .confidence, .statisticNames, .threads]),
        .applied, .written,
      ],
      operands: [Operand("MODE", help: "Modes, as --mode takes them", count: .any, for: .modes)],
      defaults: {
        $0.modes = [.dropout]
        $0.statistics.probabilities = StatisticsOptions.defaultProbabilities
        $0.statistics.engines = [.torch]
        $0.statistics.seeds = [Seed("0")]
        $0.statistics.names = [.dropped, .mean, .power]
      }),
    run: { invocation, console in
      let sweep = try StatisticsSweep(invocation, console)
      let options = sweep.options
      try ResultTable.write(
        [try sweep.table()], of: "sweep",
        facts: [
          ("trials", "\(options.statistics.trials)"),
          ("confidence", shortest(options.statistics.confidence)),
        ], options, to: console)
    })
}

/// All runs of a sweep.
struct StatisticsSweep {
  let options: Options
  private let runs: [StatisticsRun]

  /// The most rows.
  private static let limit = 1_000_000

  init(_ invocation: Invocation<Options>, _ console: Console) throws {
    try checkEngineFlags(invocation, on: invocation.options.statistics.engines)
    let request = try StatisticsRequest(invocation, console)
    options = request.options
    let (statistics, modes) = (options.statistics, options.modes)
    let rows = [statistics.engines.count, modes.count, statistics.seeds.count].reduce(
      statistics.probabilities.count
    ) { $0.multipliedReportingOverflow(by: $1).overflow ? Int.max : $0 * $1 }
    guard rows <= Self.limit else {
      throw Failure(
        "--p, --mode, --engine and --seed come to more than \(Self.limit) runs; take fewer")
    }
    // Each framework reads text, and rounds, in its own way; standard input is read only once.
    let families = Set(options.statistics.engines.map(\.framework))
    guard options.input != .standardInput || families.count == 1 else {
      throw Failure(
        "--input '-': is read once, and each framework reads it its own way; give a file")
    }
    var files: [Framework: InputTensor] = [:]
    var runs: [StatisticsRun] = []
    for engine in options.statistics.engines {
      var options = options
      options.engine = engine
      try request.check(options)
      let input = try files[engine.framework] ?? request.input(options)
      if !options.input.isMade { files[engine.framework] = input }
      for mode in options.modes {
        for seed in options.statistics.seeds {
          options.seed = seed
          _ = try seededGenerator(options)
          for p in options.statistics.probabilities {
            options.p = p
            runs.append(
              StatisticsRun(options: options, mode: mode.on(engine.framework), input: input))
          }
        }
      }
    }
    self.runs = runs
  }

  /// What each run gives.
  func results() throws -> [(run: StatisticsRun, figures: Statistics, warnings: [String])] {
    let runs = runs
    let made = try Threads.map(runs.count, threads: options.threads ?? Threads.available) {
      try runs[$0].statistics()
    }
    return zip(runs, made).map { ($0, $1.figures, $1.warnings) }
  }

  /// A row for each run.
  func table() throws -> ResultTable {
    let names = options.statistics.names
    var table = ResultTable(
      ["engine", "mode", "seed", "p"] + names.flatMap { name in name.columns })
    for result in try results() {
      let run = result.run
      table.rows.append(
        [
          .text(run.options.engine.name), .text(run.mode.name), .text(run.options.seed.decimal),
          .number(run.options.p.value),
        ] + names.flatMap { result.figures[$0].cells })
      for note in result.warnings where !table.notes.contains(note) { table.notes.append(note) }
    }
    return table
  }
}

extension StatisticName {
  /// The columns of this figure.
  fileprivate var columns: [String] {
    let plain = [rawValue, "\(rawValue)_theory"]
    switch self {
    case .dropped: return plain + ["dropped_low", "dropped_high"]
    case .mean, .ratio, .power, .variance, .factor, .batch: return plain + ["\(rawValue)_error"]
    case .evaluation: return [rawValue]
    case .zeros, .running, .shift: return plain
    }
  }
}

extension Statistic {
  /// What stands in those columns.
  fileprivate var cells: [ResultTable.Cell] {
    let plain: [ResultTable.Cell] = [.number(value), .number(theory)]
    switch name {
    case .dropped: return plain + [.number(interval?.lower), .number(interval?.upper)]
    case .mean, .ratio, .power, .variance, .factor, .batch: return plain + [.number(error)]
    case .evaluation: return [.number(value)]
    case .zeros, .running, .shift: return plain
    }
  }
}
