// The tables of `schedule`.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Experiments
import RandomStreams
import Regularization
import TensorFormats

/// The tables of a schedule.
struct ScheduleReport {
  let request: ScheduleRequest
  let schedule: Schedule
  let depth: PoissonBinomial
  let count: ScheduleCount?

  init(_ request: ScheduleRequest) throws {
    self.request = request
    let flags = request.flags
    schedule = Schedule(
      flags.pattern, rate: flags.rate.value, depths: flags.depths,
      fused: request.engine.options.vectorMath == .avx2)
    depth = PoissonBinomial(schedule.keepProbabilities)
    guard let trials = flags.trials else {
      count = nil
      return
    }
    var generator = request.engine.generator
    try request.engine.skipWords(using: &generator)
    count = try ScheduleCount(schedule, batch: flags.batch, trials: trials, using: &generator)
  }

  /// What JSON says of the counting.
  var facts: [(key: String, value: String)] {
    guard let trials = request.flags.trials else { return [] }
    let engine = request.engine
    return [
      ("engine", JSON.string(engine.engine.name)), ("seed", JSON.string(engine.seed.decimal)),
      ("trials", "\(trials)"), ("batch", "\(request.flags.batch)"),
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
    if let trials = request.flags.trials, table.heading != nil {
      let samples = trials == 1 ? "1 batch" : "\(trials) batches"
      table.heading? += "; counted on \(request.engine.engine.name),"
      table.heading? += " seed \(request.engine.seed.text):"
      table.heading? += " \(samples) of \(request.flags.batch)"
    }
    return table
  }

  private var blocks: ResultTable {
    var table = ResultTable(["block", "stage", "rate", "keep"] + (count == nil ? [] : ["counted"]))
    table.heading =
      "\(request.flags.pattern.rawValue), rate \(shortest(request.flags.rate.value))"
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
          confidence: request.confidence)
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
    add("deviation", depth.standardDeviation, count?.standardDeviation)
    add("all live", depth.all, total.flatMap { t in count?.samples.last.map { Double($0) / t } })
    add(
      "none live", depth.probabilities[0],
      total.flatMap { t in count?.samples.first.map { Double($0) / t } })
    return table
  }
}
