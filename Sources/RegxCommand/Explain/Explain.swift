// regx explain: the ledger of a command line.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import RandomStreams
import TensorCore

extension Subcommand {
  static let explain = Subcommand(
    Command(
      "explain", summary: "Tell what a command line draws, compares, scales and rounds",
      description: "Runs the steps of a compare, apply or sample line and tells, for each, the rule"
        + " in words, the words drawn and their places in the generator's stream, the shape of the"
        + " noise, the scale and the order of arithmetic. Positions come from the draws"
        + " themselves.\n\n"
        + "Flags of explain stand before the command's name; after it the line is what it is"
        + " without explain.",
      examples: [
        Example(
          "regx explain compare --shape 3,2,2,2 --p 0.33 --seed 2021",
          shows: "What was drawn for the input, for DropPath and for Dropout"),
        Example(
          "regx explain --at 1,0,1,0 compare --shape 3,2,2,2 --p 0.33 --seed 2021",
          shows: "How one element came about, from its words to its last rounding"),
        Example(
          "regx explain --against torch-2.6 compare --shape 3,2,2,2 --p 0.33 --seed 2021",
          shows: "Where two versions part, and whether they meet again"),
      ],
      groups: [
        FlagGroup("What is told", [.at, .against]),
        FlagGroup("What is written", [.explanationFormat, .output]),
      ],
      operands: [
        Operand(
          "COMMAND", help: "The compare, apply or sample line to explain", count: .line,
          values: .one(of: {
            explainable.map { Choice($0.command.command.name, $0.command.command.summary) }
          }))
      ]),
    ExplainRequest.self)
}

/// A line to run without making its tensors, and what is told of it.
struct ExplainRequest: CommandRequest {
  let flags: ExplanationFlags
  /// The line's words, and what they ask for.
  let words: [String]
  let line: any Explainable
  private let destination: OutputFlags

  init(_ line: RawLine) throws {
    flags = line.options.explanation
    words = line.operands
    self.line = try Subcommand.explainable(words)
    destination = line.options.output
  }

  func run(on console: Console) throws {
    let output = try Output(destination, to: console)
    let explanation = try ExplainedLine(self, console)
    try output.write { writer in
      switch flags.format {
      case .text: try explanation.writeText(to: &writer)
      case .json: try explanation.writeJSON(to: &writer)
      }
    }
  }
}

/// What `explain` is asked for.
struct ExplanationFlags: Sendable {
  var format = ReportFormat.text
  /// The element to follow; `nil` for none.
  var index: [Int]?
  /// The engine to compare with.
  var against: Engine?
}

extension Flag where Options == RawFlags {
  static let at = RegxFlag(
    "at", metavar: "I,J,...", help: "Follow this element of each result from its words on",
    in: \.explanation.index, shown: { _ in nil }
  ) { (text) throws(ValueError) in
    let shape = try parsedShape(text)
    return shape.extents
  }

  static let against = RegxFlag(
    "against", metavar: "ENGINE", help: "Tell where this engine parts, and if it meets again",
    values: Engine.values, in: \.explanation.against, shown: { _ in nil }
  ) { (text) throws(ValueError) in
    try Engine.values.choice(text, Engine.named)
  }

  static let explanationFormat = RegxFlag(
    "format", metavar: "FORMAT", help: "How it is written",
    caseIn: \.explanation.format)
}
