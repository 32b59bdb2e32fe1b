// What the flags of `stats`, `sweep` and `schedule` set.

import CommandTable
import Experiments
import RandomStreams
import Regularization
import TensorFormats

/// The options of the commands that count, at their defaults.
struct StatisticsOptions: Sendable {
  var trials = 1000
  var confidence = 0.95
  /// What is told of the trials besides the figures over all of them.
  var rules: [StatisticsRule] = []
  var isPerElement = false
  var isRunning = false
  var isVarianceShift = false
  var format: TableFormat?

  // What a sweep goes over, and which figures it gives.
  var probabilities: [Probability] = []
  var engines: [Engine] = []
  var seeds: [Seed] = []
  var names: [StatisticName] = []
  /// The runs of a sweep that are made, as a range; `nil` for all.
  var runs: Part?

  /// 0, 0.1, ... 0.9.
  static let defaultProbabilities = (0...9).compactMap { Probability(Double($0) / 10) }
}

/// How a table of figures is written, under the name that `--format` takes; the default first.
enum TableFormat: String, CaseIterable, Sendable {
  case table, csv, json

  var summary: String {
    switch self {
    case .table: "columns for reading, six digits behind the point"
    case .csv: "a line of names, then one line a row, exact"
    case .json: "one object with a list of rows, exact; null where there is no number"
    }
  }
}

extension Options {
  /// The format that `--format` or else the ending of `--output` says.
  ///
  /// - Throws: for an ending that says something else.
  func tableFormat() throws -> TableFormat {
    if let format = statistics.format { return format }
    guard let output = outputWithEnding else { return .table }
    let formats: [(ending: String, format: TableFormat)] = [
      (".csv", .csv), (".json", .json), (".txt", .table),
    ]
    if let known = formats.first(where: { output.hasSuffix($0.ending) }) { return known.format }
    if OutputFile.isDirect(output) { return .table }
    let endings = formats.map(\.ending).joined(separator: ", ")
    throw Failure(
      "--output \(quoted(output)): its ending is none of \(endings); say which --format is meant")
  }
}
