// regx schedule: drop rates over the depth of a network, and how deep it is with them.

import CommandTable
import Experiments
import RandomStreams
import Regularization
import TensorFormats

extension Subcommand {
  static let schedule = Subcommand(
    command: Command(
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
    run: { invocation, console in
      var options = invocation.options
      try ScheduleReport.check(invocation)
      if try options.tableFormat() == .csv {
        // A file of CSV holds one table.
        if !invocation.isGiven("show") { options.schedule.shown = [.blocks] }
        guard options.schedule.shown.count == 1 else {
          throw Program.regx.usageError(
            "--show: CSV holds one table; give one of blocks, depth, summary", in: invocation)
        }
      }
      let output = try Output(options, to: console)
      let report = try ScheduleReport(options)
      try ResultTable.write(
        options.schedule.shown.map(report.table), of: "schedule",
        facts: [
          ("pattern", JSON.string(options.schedule.pattern.rawValue)),
          ("rate", shortest(options.schedule.rate.value)),
          ("depths", "[\(options.schedule.depths.map(String.init).joined(separator: ", "))]"),
        ] + report.facts, options, to: output, console)
    })
}

/// The tables of a schedule.
struct ScheduleReport {
  let options: Options
  let schedule: Schedule
  let depth: PoissonBinomial
  let count: ScheduleCount?

  /// Refuses what is for counting where nothing is counted.
  static func check(_ invocation: Invocation<Options>) throws {
    guard invocation.options.schedule.trials == nil,
      let flag = ["batch", "seed", "engine", "skip", "confidence"].first(where: invocation.isGiven)
    else { return }
    throw Program.regx.usageError(
      "--\(flag): is for counting; give --trials N, too", in: invocation)
  }

  init(_ options: Options) throws {
    self.options = options
    schedule = Schedule(
      options.schedule.pattern, rate: options.schedule.rate.value, depths: options.schedule.depths,
      fused: options.vectorMath == .avx2)
    depth = PoissonBinomial(schedule.keepProbabilities)
    guard let trials = options.schedule.trials else {
      count = nil
      return
    }
    guard options.engine.framework == .torch else {
      let engines = Engine.catalogue.filter { $0.framework == .torch && $0.sameAs == nil }
      throw Failure(
        "--engine '\(options.engine.name)': has no drop_path; count on"
          + " \(engines.map(\.name).joined(separator: ", "))")
    }
    var generator = try seededGenerator(options)
    if options.skip > 0 { try generator.skip(options.skip) }
    count = try ScheduleCount(
      schedule, batch: options.schedule.batch, trials: trials, using: &generator)
  }

  /// What JSON says of the counting.
  var facts: [(key: String, value: String)] {
    guard let trials = options.schedule.trials else { return [] }
    return [
      ("engine", JSON.string(options.engine.name)), ("seed", JSON.string(options.seed.decimal)),
      ("trials", "\(trials)"), ("batch", "\(options.schedule.batch)"),
    ]
  }

  func table(_ shown: ScheduleTable) -> ResultTable {
    var table =
      switch shown {
      case .blocks: blocks
      case .depth: distribution
      case .summary: summary
      }
    table.name = shown.key
    if let trials = options.schedule.trials, table.heading != nil {
      let samples = trials == 1 ? "1 batch" : "\(trials) batches"
      table.heading? += "; counted on \(options.engine.name), seed \(options.seed.text):"
      table.heading? += " \(samples) of \(options.schedule.batch)"
    }
    return table
  }

  private var blocks: ResultTable {
    var table = ResultTable(["block", "stage", "rate", "keep"] + (count == nil ? [] : ["counted"]))
    table.heading =
      "\(options.schedule.pattern.rawValue), rate \(shortest(options.schedule.rate.value))"
    let (keeps, stages) = (schedule.keepProbabilities, schedule.stages)
    for (i, rate) in schedule.rates.enumerated() {
      table.rows.append(
        [.count(i + 1), .count(stages[i]), .number(rate), .number(keeps[i])]
          + (count.map { [.number(Double($0.live[i]) / Double($0.total))] } ?? []))
    }
    return table
  }

  private var distribution: ResultTable {
    var table = ResultTable(
      ["live", "probability"] + (count == nil ? [] : ["counted", "low", "high"]))
    table.heading = "live blocks of \(schedule.rates.count)"
    for (k, probability) in depth.probabilities.enumerated() {
      var row: [ResultTable.Cell] = [.count(k), .number(probability)]
      if let count {
        let interval = BinomialInterval(
          successes: count.samples[k], trials: count.total,
          confidence: options.statistics.confidence)
        row += [
          .number(Double(count.samples[k]) / Double(count.total)), .number(interval.lower),
          .number(interval.upper),
        ]
      }
      table.rows.append(row)
    }
    return table
  }

  private var summary: ResultTable {
    var table = ResultTable(["figure", "value"] + (count == nil ? [] : ["counted"]))
    table.heading = "depth"
    func add(_ name: String, _ value: Double, _ counted: Double?) {
      table.rows.append(
        [.text(name), .number(value)] + (count == nil ? [] : [.number(counted)]))
    }
    let total = count.map { Double($0.total) }
    add("expected", depth.mean, count?.mean)
    add("deviation", depth.deviation, count?.deviation)
    add("all live", depth.all, total.flatMap { t in count?.samples.last.map { Double($0) / t } })
    add(
      "none live", depth.probabilities[0],
      total.flatMap { t in count?.samples.first.map { Double($0) / t } })
    return table
  }
}
