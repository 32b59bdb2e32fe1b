// regx sweep: the figures of stats over p, modes, engines and seeds.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Experiments
import Regularization

extension Subcommand {
  static let sweep = Subcommand(
    Command(
      "sweep", summary: "Count over ranges of p, modes, engines and seeds",
      description: "Makes the runs of 'regx stats' for every engine, mode, seed and p, and writes"
        + " one row each, in that order, p changing fastest. Each run seeds its own generator and"
        + " draws its own input, so a row is what 'regx stats' tells. Runs go on at the same time,"
        + " and each row is written as soon as it is made and those before it are; the output is"
        + " the same for any number of threads. An interrupt leaves whole rows, and says which"
        + " --runs are missing.\n\n"
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
        FlagGroup("What is counted", [.trialCount, .confidence, .statisticNames, .runs, .threads]),
        .applied, .written,
      ],
      operands: [Operand("MODE", help: "Modes, as --mode takes them", count: .any, for: .modes)],
      defaults: {
        $0.mode.modes = [.dropout]
        $0.statistics.probabilities = StatisticsFlags.defaultProbabilities
        $0.statistics.names = [.dropped, .mean, .power]
      }),
    SweepRequest.self)
}

/// What is gone over, and what is counted in each run.
struct SweepRequest: CommandRequest, Sendable {
  let engines: [Engine]
  let seeds: [Seed]
  let modes: [Mode]
  /// The parameters at each p.
  let arguments: [ModeArguments]
  /// What each framework is given: it reads text, and rounds, in its own way.
  let inputs: [Framework: InputRequest]
  let engineFlags: EngineFlags
  let flags: StatisticsFlags
  /// How many runs the whole sweep has, and which of them are made.
  let count: Int
  let range: Range<Int>
  let table: TableRequest

  /// The most rows.
  private static let limit = 1_000_000

  init(_ line: RawLine) throws {
    engineFlags = line.options.engine
    (engines, seeds, modes) = (engineFlags.engines, engineFlags.seeds, line.options.mode.modes)
    try EngineRequest.refuseIdleFlags(of: line, on: engines)
    flags = line.options.statistics
    arguments = line.arguments(try line.modeArguments, at: flags.probabilities)
    let frameworks = Set(engines.map(\.framework))
    inputs = try Dictionary(
      uniqueKeysWithValues: frameworks.map { ($0, try InputRequest(line, on: $0)) })
    table = try TableRequest(line)
    count = [engines.count, modes.count, seeds.count].reduce(arguments.count) {
      $0.multipliedReportingOverflow(by: $1).overflow ? Int.max : $0 * $1
    }
    guard count <= Self.limit else {
      throw Failure(
        "--p, --mode, --engine and --seed come to more than \(Self.limit) runs; take fewer")
    }
    range = try Self.range(flags.runs, of: count)
    guard line.options.input.input != .standardInput || frameworks.count == 1 else {
      throw Failure(
        "--input '-': is read once, and each framework reads it its own way; give a file")
    }
    for engine in engines {
      _ = try ModeRequest(line, on: engine)
      for seed in seeds { _ = try EngineRequest(engine, seed, engineFlags) }
    }
  }

  private static func range(_ runs: Part?, of count: Int) throws -> Range<Int> {
    guard case .range(let start, let end) = runs else { return 0..<count }
    guard start <= count, end ?? count <= count else {
      throw Failure(
        "--runs '\(start):\(end.map(String.init) ?? "")': the sweep has \(count) runs")
    }
    return start..<(end ?? count)
  }

  func run(on console: Console) throws { try StatisticsSweep(self).write(to: console) }
}
