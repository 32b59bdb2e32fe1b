// The tables of `stats`.

import Experiments
import RandomStreams
import Regularization
import TensorCore

extension StatisticsRun {
  /// What was run, in one line.
  private var heading: String {
    let name = options.training ? mode.name : "\(mode.name) in evaluation"
    return "\(name) on \(options.engine.name), seed \(options.seed.text),"
      + " p = \(shortest(options.p.value)), \(trialsText)"
  }

  private var trialsText: String {
    let trials = options.statistics.trials
    return trials == 1 ? "1 trial" : "\(trials) trials"
  }

  /// A row for each figure.
  func figureTable() throws -> ResultTable {
    let made = try statistics()
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
  func runningTable() throws -> ResultTable {
    var table = ResultTable([
      "trials", "dropped", "low", "high", "mean", "error", "theory", "variance",
    ])
    table.heading = heading
    let made = try statistics(after: RunningCheckpoints(upTo: options.statistics.trials))
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
  func ruleTable() throws -> ResultTable {
    var table = ResultTable([
      "rule", "dropped", "training", "error", "theory", "evaluation", "ratio", "ratio_theory",
    ])
    table.heading = heading
    for rule in options.statistics.rules {
      let figures = try statistics(of: rule)
      let mean = figures[.mean]
      let evaluation = figures.evaluation.mean
      let expected = rule.evaluationFactor(options.p) * figures.input.mean
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
  func shiftTable() throws -> ResultTable {
    var table = ResultTable([
      "p", "training", "error", "theory", "running", "evaluation", "shift", "shift_theory",
    ])
    let name = "\(mode.name) on \(options.engine.name), seed \(options.seed.text)"
    table.heading = "\(name), \(trialsText): variance before a batch norm"
    for p in options.statistics.probabilities {
      var options = options
      options.p = p
      let run = StatisticsRun(options: options, mode: mode, input: input)
      let made = try run.statistics()
      let figures = made.figures
      table.notes = made.warnings
      let (batch, shift) = (figures[.batch], figures[.shift])
      table.rows.append([
        .number(p.value), .number(batch.value), .number(batch.error), .number(batch.theory),
        .number(figures[.running].value), .number(figures[.evaluation].value),
        .number(shift.value), .number(shift.theory),
      ])
    }
    return table
  }

  /// A row for each element.
  func elementTable() throws -> ResultTable {
    var table = ResultTable([
      "element", "input", "dropped", "low", "high", "mean", "error", "mean_theory", "variance",
      "variance_theory",
    ])
    table.heading = heading
    let (elements, warnings) = try elements()
    table.notes = warnings
    let trials = elements.trials
    for (i, x) in elements.input.enumerated() {
      let interval = BinomialInterval(
        successes: elements.dropped[i], trials: trials,
        confidence: options.statistics.confidence)
      let variance = elements.variance(i)
      table.rows.append([
        .count(i), .number(x), .number(Double(elements.dropped[i]) / Double(trials)),
        .number(interval.lower), .number(interval.upper), .number(elements.mean[i]),
        .number(variance.map { ($0 / Double(trials)).squareRoot() }),
        .number(theory?.mean(of: x)), .number(variance), .number(theory?.variance(of: x)),
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
