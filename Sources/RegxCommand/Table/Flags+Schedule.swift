// The flags of schedule.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Experiments
import Regularization

/// What the flags of `schedule` set.
struct ScheduleFlags: Sendable {
  var pattern = SchedulePattern.linear
  var rate = Probability(0.1)
  var depths = [3, 3, 9, 3]
  var batch = 1
  /// `nil` for no counting.
  var trials: Int?
  var shown: [ScheduleTable] = []
}

/// A table of `schedule`.
enum ScheduleTable: String, CaseIterable, Sendable {
  case blocks, depth, summary

  /// What JSON calls its rows; `summary` is a text wherever else it stands.
  var key: String { self == .summary ? "depth_summary" : rawValue }

  var explanation: String {
    switch self {
    case .blocks: "rate and keep probability of each block"
    case .depth: "the distribution of the number of live blocks"
    case .summary: "expected depth, its deviation, P(all live)"
    }
  }
}

extension Flag where Options == RawFlags {
  static let rate = RegxFlag(
    "rate", metavar: "P", help: "Drop rate of the last block", in: \.schedule.rate,
    shown: { shortest($0.value) }
  ) { (text) throws(ValueError) in
    try Probability.parsed(text)
  }.also("drop-path-rate", "drop-rate", "drop-prob")

  static let depths = RegxFlag(
    "depths", metavar: "N,...", help: "Blocks of each stage, or of the whole network",
    in: \.schedule.depths, shown: { $0.map(String.init).joined(separator: ",") }
  ) { (text) throws(ValueError) in
    try parsedDepths(text)
  }

  static let batch = RegxFlag(
    "batch", metavar: "B", help: "Samples that go through the network at once",
    details: "Each block draws for all samples before the next block draws.", in: \.schedule.batch
  ) { (text) throws(ValueError) in
    let count = try positive(text, "sample")
    guard count <= 1 << 20 else {
      throw ValueError("must be at most \(1 << 20); more samples come with more --trials")
    }
    return count
  }

  static let scheduleTrials = RegxFlag(
    "trials", metavar: "N", help: "Count the live blocks of N batches too",
    in: \.schedule.trials
  ) { (text) throws(ValueError) in
    try positive(text, "trial")
  }

  static let scheduleTables = RegxFlag(
    "show", metavar: "TABLE,...", help: "Which tables to write",
    casesIn: \.schedule.shown, explained: { $0.explanation })
}

private func parsedDepths(_ text: String) throws(ValueError) -> [Int] {
  var depths: [Int] = []
  var total = 0
  for part in text.split(separator: ",", omittingEmptySubsequences: false) {
    guard let depth = Int(part), depth >= 1 else {
      throw ValueError("must be numbers of blocks, each 1 or more, like 3,3,9,3")
    }
    guard depth <= Schedule.limit - total else {
      throw ValueError("comes to more than \(Schedule.limit) blocks")
    }
    total += depth
    depths.append(depth)
  }
  return depths
}
