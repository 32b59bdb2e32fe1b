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
        $0.modes = [.dropout]
        $0.statistics.probabilities = StatisticsOptions.defaultProbabilities
        $0.statistics.engines = [.torch]
        $0.statistics.seeds = [Seed("0")]
        $0.statistics.names = [.dropped, .mean, .power]
      }),
    run: { try StatisticsSweep($0, $1).write(to: $1) })
}

/// All runs of a sweep.
struct StatisticsSweep {
  let options: Options
  private let inputs: [Framework: InputTensor]
  private let count: Int
  /// The runs that are made.
  private let range: Range<Int>

  /// The most rows.
  private static let limit = 1_000_000

  init(_ invocation: Invocation<Options>, _ console: Console) throws {
    try checkEngineFlags(invocation, on: invocation.options.statistics.engines)
    let request = try StatisticsRequest(invocation, console)
    options = request.options
    let statistics = options.statistics
    count = [statistics.engines.count, options.modes.count, statistics.seeds.count].reduce(
      statistics.probabilities.count
    ) { $0.multipliedReportingOverflow(by: $1).overflow ? Int.max : $0 * $1 }
    guard count <= Self.limit else {
      throw Failure(
        "--p, --mode, --engine and --seed come to more than \(Self.limit) runs; take fewer")
    }
    range = try Self.range(statistics.runs, of: count)
    // Each framework reads text, and rounds, in its own way; standard input is read only once.
    let families = Set(options.statistics.engines.map(\.framework))
    guard options.input != .standardInput || families.count == 1 else {
      throw Failure(
        "--input '-': is read once, and each framework reads it its own way; give a file")
    }
    var inputs: [Framework: InputTensor] = [:]
    for engine in options.statistics.engines {
      var options = options
      options.engine = engine
      try request.check(options)
      let framework = engine.framework
      if inputs[framework] == nil { inputs[framework] = try request.input(options) }
      for seed in options.statistics.seeds {
        options.seed = seed
        _ = try seededGenerator(options)
      }
    }
    self.inputs = inputs
    // With the first seed: another one changes the draws alone.
    let seeds = statistics.seeds.count
    for other in 0..<count / seeds / statistics.probabilities.count {
      for p in statistics.probabilities.indices {
        try run(p + statistics.probabilities.count * seeds * other).check()
      }
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

  /// Run number `index`: p changes fastest, then the seed, the mode, the engine.
  private func run(_ index: Int) -> StatisticsRun {
    var rest = index
    func next<Value>(_ values: [Value]) -> Value {
      defer { rest /= values.count }
      return values[rest % values.count]
    }
    var options = options
    options.p = next(options.statistics.probabilities)
    options.seed = next(options.statistics.seeds)
    let mode = next(options.modes)
    options.engine = next(options.statistics.engines)
    let framework = options.engine.framework
    let input = inputs[framework]!
    return StatisticsRun(options: options, mode: mode.on(framework), input: input)
  }

  /// The row of a run, and what the original warns of.
  private func row(_ index: Int) throws -> (cells: [ResultTable.Cell], warnings: [String]) {
    let run = run(index)
    let made = try run.statistics()
    let facts: [ResultTable.Cell] = [
      .text(run.options.engine.name), .text(run.mode.name), .text(run.options.seed.decimal),
      .number(run.options.p.value),
    ]
    return (facts + options.statistics.names.flatMap { made.figures[$0].cells }, made.warnings)
  }

  /// What each run gives.
  func results() throws -> [(run: StatisticsRun, figures: Statistics, warnings: [String])] {
    try Threads.map(range.count, threads: options.threads ?? Threads.available) {
      let run = run(range.lowerBound + $0)
      let made = try run.statistics()
      return (run, made.figures, made.warnings)
    }
  }

  /// Writes the rows in order, each as soon as it is made and those before it are.
  func write(to console: Console) throws {
    let format = try options.tableFormat()
    let columns = ["engine", "mode", "seed", "p"] + options.statistics.names.flatMap(\.columns)
    let output = try Output(options, to: console)
    let rows = RowWriter(
      format, columns, format == .table ? try layout(of: columns) : .init(columns, holding: []),
      name: "rows")
    var notes: Set<String> = []
    let beginning =
      format.beginning(
        of: "sweep",
        [
          ("trials", "\(options.statistics.trials)"),
          ("confidence", shortest(options.statistics.confidence)),
        ]) + rows.beginning
    try output.write { writer in
      var next = range.lowerBound
      Interruption.withoutInterruption({}, then: lastWords(next))
      try Threads.forEach(range.count, threads: options.threads ?? Threads.available) {
        try row(range.lowerBound + $0)
      } take: { made in
        for note in made.warnings where !options.quiet && notes.insert(note).inserted {
          console.say("regx: sweep: warning: \(note)")
        }
        try Interruption.withoutInterruption(
          {
            if next == 0 { try writer.write(beginning) }
            try writer.write(rows.text(of: made.cells, at: next))
            next += 1
            if next == count { try writer.write(rows.end + format.end) }
            try writer.flush()
          }, then: lastWords(next))
      }
    }
  }

  /// Columns as wide as the names, p and run 0 ask for, so that they do not depend on the rows to
  /// come.
  private func layout(of columns: [String]) throws -> ColumnLayout {
    func widest(_ texts: [String]) -> ResultTable.Cell {
      .text(texts.max { $0.count < $1.count } ?? "")
    }
    let statistics = options.statistics
    var first = try row(0).cells
    first[0] = widest(statistics.engines.map(\.name))
    first[1] = widest(
      statistics.engines.flatMap { engine in options.modes.map { $0.on(engine.framework).name } })
    first[2] = widest(statistics.seeds.map(\.decimal))
    // Every p is at least as wide as 8: 0.123456.
    return ColumnLayout(columns, holding: [first], least: 8)
  }

  /// What an interrupt says when the rows before run `next` are written.
  private func lastWords(_ next: Int) -> String {
    if let name = options.output, !OutputFile.isDirect(name) {
      return "regx: sweep: interrupted: --output appears whole or not at all; write to standard"
        + " output to keep the rows that are done\n"
    }
    return "regx: sweep: interrupted: of \(count) runs the first \(next) are there; --runs"
      + " \(next):\(range.upperBound == count ? "" : "\(range.upperBound)") makes the rest\n"
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
