// The tables of `stats`.
// SPDX-License-Identifier: Apache-2.0

import Experiments
import RandomStreams
import Regularization

/// The tables of a series of trials.
struct StatisticsTables {
  /// The series at each p.
  private let runs: [StatisticsRun]
  private let flags: StatisticsFlags

  private var run: StatisticsRun { runs[0] }

  init(_ runs: [StatisticsRun], _ flags: StatisticsFlags) {
    (self.runs, self.flags) = (runs, flags)
  }

  /// The table that is asked for.
  func table(_ view: StatsRequest.View?) throws -> ResultTable {
    switch view {
    case .rule: try ruleTable()
    case .perElement: try elementTable()
    case .running: try runningTable()
    case .varianceShift: try shiftTable()
    case nil: try figureTable()
    }
  }

  /// What was run, in one line.
  private var heading: String {
    let name = run.arguments.training ? run.mode.name : "\(run.mode.name) in evaluation"
    return "\(name) on \(run.engine.engine.name), seed \(run.engine.seed.text),"
      + " p = \(shortest(run.arguments.p.value)), \(trialsText)"
  }

  private var trialsText: String {
    run.trials == 1 ? "1 trial" : "\(run.trials) trials"
  }

  /// A row for each figure.
  private func figureTable() throws -> ResultTable {
    let made = try run.statistics()
    var table = ResultTable(["figure", "value", "theory", "error", "low", "high"])
    table.heading = heading
    table.notes = made.warnings
    for figure in made.figures.figures {
      table.rows.append(
        [.text(figure.name.rawValue), .number(figure.value), .number(figure.theory)]
          + figure.bounds)
    }
    return table
  }

  /// A row for each number of trials.
  private func runningTable() throws -> ResultTable {
    var table = ResultTable([
      "trials", "dropped", "low", "high", "mean", "error", "theory", "variance",
    ])
    table.heading = heading
    let made = try run.statistics(after: RunningCheckpoints(upTo: run.trials))
    table.notes = made.warnings
    for figures in made.figures {
      let (dropped, mean) = (figures[.dropped], figures[.mean])
      table.rows.append([
        .count(figures.totals.trials), .number(dropped.value), .number(dropped.interval?.lower),
        .number(dropped.interval?.upper), .number(mean.value), .number(mean.error),
        .number(mean.theory), .number(figures[.variance].value),
      ])
    }
    return table
  }

  /// A row for each rule of scaling.
  private func ruleTable() throws -> ResultTable {
    var table = ResultTable([
      "rule", "dropped", "training", "error", "theory", "evaluation", "ratio", "ratio_theory",
    ])
    table.heading = heading
    for rule in flags.rules {
      let figures = try run.statistics(of: rule)
      let mean = figures[.mean]
      let evaluation = figures.evaluation.mean
      let expected = rule.evaluationFactor(run.arguments.p) * figures.input.mean
      func ratio(_ evaluation: Double, _ training: Double?) -> Double? {
        training.flatMap { $0 == 0 ? nil : evaluation / $0 }
      }
      table.rows.append([
        .text(rule.rawValue), .number(figures[.dropped].value), .number(mean.value),
        .number(mean.error), .number(mean.theory), .number(evaluation),
        .number(ratio(evaluation, mean.value)), .number(ratio(expected, mean.theory)),
      ])
    }
    return table
  }

  /// A row for each p.
  private func shiftTable() throws -> ResultTable {
    var table = ResultTable([
      "p", "training", "error", "theory", "running", "evaluation", "shift", "shift_theory",
    ])
    let name = "\(run.mode.name) on \(run.engine.engine.name), seed \(run.engine.seed.text)"
    table.heading = "\(name), \(trialsText): variance before a batch norm"
    for run in runs {
      let made = try run.statistics()
      let figures = made.figures
      table.notes = made.warnings
      let (batch, shift) = (figures[.batch], figures[.shift])
      table.rows.append([
        .number(run.arguments.p.value), .number(batch.value), .number(batch.error),
        .number(batch.theory),
        .number(figures[.running].value), .number(figures[.evaluation].value),
        .number(shift.value), .number(shift.theory),
      ])
    }
    return table
  }

  /// A row for each element.
  private func elementTable() throws -> ResultTable {
    var table = ResultTable([
      "element", "input", "dropped", "low", "high", "mean", "error", "mean_theory", "variance",
      "variance_theory",
    ])
    table.heading = heading
    let (elements, warnings) = try run.elements()
    table.notes = warnings
    let trials = elements.trials
    for (i, x) in elements.input.enumerated() {
      let interval = BinomialInterval(
        successes: elements.dropped[i], trials: trials,
        confidence: run.confidence)
      let variance = elements.variance(i)
      table.rows.append([
        .count(i), .number(x), .number(Double(elements.dropped[i]) / Double(trials)),
        .number(interval.lower), .number(interval.upper), .number(elements.mean[i]),
        .number(variance.map { ($0 / Double(trials)).squareRoot() }),
        .number(run.theory?.mean(of: x)), .number(variance), .number(run.theory?.variance(of: x)),
      ])
    }
    return table
  }
}

extension Statistic {
  /// Standard error, and the ends of the interval.
  fileprivate var bounds: [ResultTable.Cell] {
    [.number(error), .number(interval?.lower), .number(interval?.upper)]
  }
}
