// regx schedule: drop rates over the depth of a network, and how deep it is with them.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Experiments
import RandomStreams
import Regularization
import TensorFormats

extension Subcommand {
  static let schedule = Subcommand(
    Command(
      "schedule", summary: "Tell the drop rate of each block and how many blocks are live",
      description: "Gives the drop path rates that timm's calculate_drop_path_rates gives, to the"
        + " last bit, and what follows from them: how many blocks a sample goes through, on"
        + " average and in distribution (Poisson-binomial, exact).\n\n"
        + "With --trials the depth is counted too: for N batches each block draws, in forward"
        + " order, what timm's drop_path draws.",
      examples: [
        Example(
          "regx schedule --rate 0.1 --depths 3,3,9,3", shows: "The rates of ConvNeXt's 18 blocks"),
        Example(
          "regx schedule uniform --rate 0.5 --depths 54 --show summary",
          shows: "The depth of a ResNet-110 that halves its blocks"),
        Example(
          "regx schedule --rate 0.4 --depths 12 --trials 10000 --show depth",
          shows: "Theory beside PyTorch's own draws"),
      ],
      groups: [
        FlagGroup("What is scheduled", [.rate, .depths]),
        FlagGroup(
          "What is counted",
          [.scheduleTrials, .batch, .seed, .engine, .skip, .confidence, .vectorMath]),
        FlagGroup("What is written", [.scheduleTables, .tableFormat, .output, .quiet]),
      ],
      operands: [
        Operand(
          "PATTERN", help: "How the rates run; linear if left out", count: .optional,
          values: .one(of: { SchedulePattern.allCases.map { Choice($0.rawValue, $0.summary) } })
        ) { (options, text) throws(ValueError) in
          guard let pattern = SchedulePattern(rawValue: text) else { throw .noChoice(text) }
          options.schedule.pattern = pattern
        }
      ],
      defaults: { $0.schedule.shown = ScheduleTable.allCases }),
    ScheduleRequest.self)
}

/// Rates over the depth, and what is counted of them.
struct ScheduleRequest: CommandRequest {
  let flags: ScheduleFlags
  let shown: [ScheduleTable]
  let engine: EngineRequest
  let confidence: Double
  private let table: TableRequest

  init(_ line: RawLine) throws {
    flags = line.options.schedule
    if flags.trials == nil,
      let flag = ["batch", "seed", "engine", "skip", "confidence"].first(where: line.isGiven)
    {
      throw line.error("--\(flag): is for counting; give --trials N, too")
    }
    table = try TableRequest(line)
    // A file of CSV holds one table.
    let isCSV = table.format == .csv
    shown = isCSV && !line.isGiven("show") ? [.blocks] : flags.shown
    guard !isCSV || shown.count == 1 else {
      throw line.error("--show: CSV holds one table; give one of blocks, depth, summary")
    }
    let engine = line.options.engine.engine
    guard flags.trials == nil || engine.framework == .torch else {
      let engines = Engine.catalogue.filter { $0.framework == .torch && $0.sameAs == nil }
      throw Failure(
        "--engine '\(engine.name)': has no drop_path; count on"
          + " \(engines.map(\.name).joined(separator: ", "))")
    }
    self.engine = try EngineRequest(line)
    confidence = line.options.statistics.confidence
  }

  func run(on console: Console) throws {
    let output = try Output(table.destination, to: console)
    let report = try ScheduleReport(self)
    try ResultTable.write(
      shown.map(report.table), of: "schedule",
      facts: [
        ("pattern", JSON.string(flags.pattern.rawValue)), ("rate", shortest(flags.rate.value)),
        ("depths", "[\(flags.depths.map(String.init).joined(separator: ", "))]"),
      ] + report.facts, table, to: output, console)
  }
}
