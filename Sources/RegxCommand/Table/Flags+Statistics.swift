// The flags that say what is counted, how often, and what is told of it.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Experiments
import RandomStreams
import Regularization

/// What `stats` and `sweep` count.
struct StatisticsFlags: Sendable {
  var trials = 1000
  var confidence = 0.95
  /// What is told of the trials besides the figures over all of them.
  var rules: [StatisticsRule] = []
  var isPerElement = false
  var isRunning = false
  var isVarianceShift = false
  var format: TableFormat?

  // What is gone over, and which figures are given.
  var probabilities: [Probability] = []
  var names: [StatisticName] = []
  /// The runs of a sweep that are made, as a range; `nil` for all.
  var runs: Part?

  /// 0, 0.1, ... 0.9.
  static let defaultProbabilities = (0...9).compactMap { Probability(Double($0) / 10) }
}

extension Flag where Options == RawFlags {
  static let trialCount = RegxFlag(
    "trials", metavar: "N", help: "How often the mode is applied", in: \.statistics.trials
  ) { (text) throws(ValueError) in
    try positive(text, "trial")
  }

  static let confidence = RegxFlag(
    "confidence", metavar: "C", help: "How sure the intervals are", in: \.statistics.confidence
  ) { (text) throws(ValueError) in
    let value = try finite(text)
    guard value > 0, value < 1 else {
      throw ValueError("must be between 0 and 1, both excluded, like 0.95")
    }
    return value
  }

  static let rules = RegxFlag(
    "rule", metavar: "RULE,...", help: "Compare rules of scaling",
    details:
      "Training beside evaluation. A rule takes the place of the mode's own arithmetic and keeps the"
      + " shape of its noise. Each starts from the same seed.",
    casesIn: \.statistics.rules, explained: { $0.summary })

  static let perElement = RegxFlag(
    "per-element", help: "A row for each element", turns: \.statistics.isPerElement)

  static let running = RegxFlag(
    "running", help: "The figures after 1, 2, 5, 10, ... trials", turns: \.statistics.isRunning)

  static let varianceShift = RegxFlag(
    "variance-shift", help: "What a batch norm behind it meets, over p",
    details: "Training variance against the variance in evaluation, and the running variance that"
      + " the norm has learnt: of all elements together, with momentum 0.1, from 1 on.",
    turns: \.statistics.isVarianceShift)

  static let tableFormat = RegxFlag(
    "format", metavar: "FORMAT", help: "How the figures are written",
    details: "By default what the ending of --output says, else table.",
    oneOf: { TableFormat.allCases.map { Choice($0.rawValue, $0.summary) } },
    in: \.statistics.format, named: { TableFormat(rawValue: $0) })

  static let probabilities = RegxFlag(
    "p", short: "p", metavar: "P,...", help: "Probabilities of zeroing: a list, or start:stop:step",
    details: "A range has its stop in it: 0:0.9:0.1 is 0,0.1,...,0.9, each the number that these"
      + " digits are. Ranges and numbers may stand in one list. 'stats' takes several with"
      + " --variance-shift only.",
    in: \.statistics.probabilities,
    shown: { $0.isEmpty ? nil : $0.map { shortest($0.value) }.joined(separator: ",") }
  ) { (text) throws(ValueError) in
    try probabilityList(text)
  }.also(
    "drop-prob", "drop-rate", "dropout-rate", "rate", "prob", "probability", "dropout", "drop")

  static let engines = RegxFlag(
    "engine", metavar: "ENGINE,...", help: "Engines to go over",
    details: "'regx engines' lists them with the versions and processors that they stand for. "
      + Engine.namesText,
    listOf: Engine.values, in: \.engine.engines, shown: { $0.name }, named: Engine.named)

  static let seeds = RegxFlag(
    "seed", metavar: "SEED,...", help: "Seeds to go over: a list, or first:last",
    details: "0:9 is the ten seeds from 0 to 9, 0:90:10 every tenth.",
    in: \.engine.seeds,
    shown: { $0.map(\.text).joined(separator: ",") }
  ) { (text) throws(ValueError) in
    try seedList(text)
  }

  static let runs = RegxFlag(
    "runs", metavar: "START:END", help: "Only these runs of the sweep, counted from 0",
    details:
      "Writes the very bytes that the whole has for them: the beginning comes with run 0, the end"
      + " with the last one. So pieces one after the other are the whole, and what was interrupted"
      + " goes on with the first run that is missing. Either end may be left out.",
    in: \.statistics.runs, shown: { _ in nil }
  ) { (text) throws(ValueError) in
    do {
      return try Part(slice: text)
    } catch {
      throw ValueError("must be START:END, two numbers of runs in order, either left out")
    }
  }

  static let statisticNames = RegxFlag(
    "figure", metavar: "NAME,...", help: "Figures to tell of each run",
    casesIn: \.statistics.names, explained: { $0.summary })
}

/// A count of 1 or more.
func positive(_ text: String, _ noun: String) throws(ValueError) -> Int {
  guard let count = Int(text), count >= 1 else {
    throw ValueError("must be a number of \(noun)s, 1 or more")
  }
  return count
}
