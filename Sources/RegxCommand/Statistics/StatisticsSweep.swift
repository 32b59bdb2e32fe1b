// The rows of `sweep`, each run seeded by itself.
// SPDX-License-Identifier: Apache-2.0

import Experiments
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

/// All runs of a sweep.
struct StatisticsSweep {
  let request: SweepRequest
  private let inputs: [Framework: InputTensor]

  /// Opens the input.
  ///
  /// - Throws: for what no run can be made of, before any trial.
  init(_ request: SweepRequest) throws {
    self.request = request
    inputs = try request.inputs.mapValues { try $0.open() }
    // With the first seed: another one changes the draws alone.
    let (perMode, perSeed) = (
      request.seeds.count * request.arguments.count, request.arguments.count
    )
    for mode in 0..<request.count / perMode {
      for p in 0..<perSeed { try run(mode * perMode + p).check() }
    }
  }

  /// Run number `index`: p changes fastest, then the seed, the mode, the engine.
  private func run(_ index: Int) throws -> StatisticsRun {
    var rest = index
    func next<Value>(_ values: [Value]) -> Value {
      defer { rest /= values.count }
      return values[rest % values.count]
    }
    let (arguments, seed) = (next(request.arguments), next(request.seeds))
    let (mode, engine) = (next(request.modes), next(request.engines))
    return StatisticsRun(
      engine: try EngineRequest(engine, seed, request.engineFlags),
      mode: mode.on(engine.framework), arguments: arguments, input: inputs[engine.framework]!,
      trials: request.flags.trials, confidence: request.flags.confidence)
  }

  /// The row of a run, and what the original warns of.
  private func row(_ index: Int) throws -> (cells: [ResultTable.Cell], warnings: [String]) {
    let run = try run(index)
    let made = try run.statistics()
    let facts: [ResultTable.Cell] = [
      .text(run.engine.engine.name), .text(run.mode.name), .text(run.engine.seed.decimal),
      .number(run.arguments.p.value),
    ]
    return (facts + request.flags.names.flatMap { made.figures[$0].cells }, made.warnings)
  }

  /// What each run gives.
  func results() throws -> [(run: StatisticsRun, figures: Statistics, warnings: [String])] {
    let range = request.range
    return try Threads.map(range.count, threads: request.table.destination.threadCount) {
      let run = try run(range.lowerBound + $0)
      let made = try run.statistics()
      return (run, made.figures, made.warnings)
    }
  }

  /// Writes the rows in order, each as soon as it is made and those before it are.
  func write(to console: Console) throws {
    let (format, destination) = (request.table.format, request.table.destination)
    let range = request.range
    let columns = ["engine", "mode", "seed", "p"] + request.flags.names.flatMap(\.columns)
    let output = try Output(destination, to: console)
    let rows = RowWriter(
      format, columns, format == .table ? try layout(of: columns) : .init(columns, holding: []),
      name: "rows")
    var notes: Set<String> = []
    let beginning =
      format.beginning(
        of: "sweep",
        [
          ("trials", "\(request.flags.trials)"),
          ("confidence", shortest(request.flags.confidence)),
        ]) + rows.beginning
    try output.write { writer in
      var next = range.lowerBound
      Interruption.withoutInterruption({}, then: lastWords(next))
      try Threads.forEach(range.count, threads: destination.threadCount) {
        try row(range.lowerBound + $0)
      } take: { made in
        for note in made.warnings where !destination.quiet && notes.insert(note).inserted {
          console.say("regx: sweep: warning: \(note)")
        }
        try Interruption.withoutInterruption(
          {
            if next == 0 { try writer.write(beginning) }
            try writer.write(rows.text(of: made.cells, at: next))
            next += 1
            if next == request.count { try writer.write(rows.end + format.end) }
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
    var first = try row(0).cells
    first[0] = widest(request.engines.map(\.name))
    first[1] = widest(
      request.engines.flatMap { engine in request.modes.map { $0.on(engine.framework).name } })
    first[2] = widest(request.seeds.map(\.decimal))
    // Every p is at least as wide as 8: 0.123456.
    return ColumnLayout(columns, holding: [first], least: 8)
  }

  /// What an interrupt says when the rows before run `next` are written.
  private func lastWords(_ next: Int) -> String {
    if let name = request.table.destination.file, !OutputFile.isDirect(name) {
      return "regx: sweep: interrupted: --output appears whole or not at all; write to standard"
        + " output to keep the rows that are done\n"
    }
    let (count, end) = (request.count, request.range.upperBound)
    return "regx: sweep: interrupted: of \(count) runs the first \(next) are there; --runs"
      + " \(next):\(end == count ? "" : "\(end)") makes the rest\n"
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
