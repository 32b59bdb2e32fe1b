// The commands whose lines can be explained.
// SPDX-License-Identifier: Apache-2.0

import CommandTable

/// The part of a command's line that draws: its steps can be noted without making its tensors.
protocol Explainable: SendableMetatype {
  init(_ line: RawLine) throws

  var engine: EngineRequest { get }

  /// Makes the steps, and notes each.
  func noteSteps(in ledger: Ledger, on console: Console) throws
}

extension ExperimentRequest: Explainable {
  func noteSteps(in ledger: Ledger, on console: Console) throws {
    _ = try Experiment(self, console, notedIn: ledger).tensors()
  }
}

extension Sampling: Explainable {
  func noteSteps(in ledger: Ledger, on console: Console) throws {
    _ = try source(notedIn: ledger)
  }
}

extension Subcommand {
  /// The commands that `explain` takes, in the order of help.
  static let explainable: [(command: Subcommand, request: any Explainable.Type)] = [
    (.compare, ExperimentRequest.self), (.apply, ExperimentRequest.self), (.sample, Sampling.self),
  ]

  /// The line that `explain` is given, checked as a whole.
  static func explainable(_ words: [String]) throws -> any Explainable {
    let line = try Program.regx.line(
      words, of: explainable.map(\.command.command.name), lacks: "ledger")
    guard let row = explainable.first(where: { $0.command.command.name == line.command }) else {
      preconditionFailure("a line of a command that is explained")
    }
    return try row.request.init(line)
  }
}
