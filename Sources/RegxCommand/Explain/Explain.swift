// regx explain: the ledger of a command line.

import CommandTable
import RandomStreams
import TensorCore
import TensorFormats

extension Subcommand {
  static let explain = Subcommand(
    command: Command(
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
          values: .one(of: { explainable.map { Choice($0.command.name, $0.command.summary) } }))
      ]),
    run: { invocation, console in
      let options = invocation.options
      let output = try Output(options, to: console)
      let explanation = try ExplainedLine(invocation, console)
      try output.write { writer in
        switch options.explanation.format {
        case .text: try explanation.writeText(to: &writer)
        case .json: try explanation.writeJSON(to: &writer)
        }
      }
    })

  /// The commands whose lines can be explained.
  fileprivate static let explainable: [Subcommand] = [.compare, .apply, .sample]
}

/// What `explain` is asked for.
struct ExplanationOptions: Sendable {
  enum Format: String, CaseIterable, Sendable { case text, json }

  var format = Format.text
  /// The element to follow; `nil` for none.
  var index: [Int]?
  /// The engine to compare with.
  var against: Engine?
}

extension Flag where Options == RegxOptions {
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
    oneOf: { ExplanationOptions.Format.allCases.map { Choice($0.rawValue) } },
    in: \.explanation.format, shown: { $0.rawValue },
    named: { ExplanationOptions.Format(rawValue: $0) })
}

/// The steps of a line, and what was asked of them.
struct ExplainedLine {
  let engine: Engine
  let seed: Seed
  let steps: [LedgerStep]
  let elements: [ElementTrace]
  let comparison: EngineComparison?

  init(_ invocation: Invocation<Options>, _ console: Console) throws {
    let asked = invocation.options.explanation
    let commands = Subcommand.explainable.map(\.command.name)
    let words = invocation.operands
    let line = try Program.regx.line(words, of: commands, lacks: "ledger")
    let ledger = Ledger()
    try Self.run(line, into: ledger, console)
    (engine, seed) = (line.options.engine, line.options.seed)
    steps = ledger.steps
    elements = try asked.index.map { try Self.elements(of: ledger.steps, at: $0) } ?? []
    if asked.index != nil, elements.isEmpty {
      throw Failure("--at: follows an element of a mode's result, and this line applies no mode")
    }
    let steps = steps
    comparison = try asked.against.map { other in
      let ledger = Ledger()
      do {
        // Of two --engine the last one counts; after a word `--` no flag would be one.
        let end = words.firstIndex(of: "--") ?? words.endIndex
        let moved = try Program.regx.line(
          words[..<end] + ["--engine", other.name] + words[end...], of: commands, lacks: "ledger")
        try Self.run(moved, into: ledger, console)
      } catch let failure as Failure {
        throw Failure("--against '\(other.name)': \(failure)")
      }
      return try EngineComparison(steps, other, ledger.steps)
    }
  }

  /// Runs the line without making its tensors.
  private static func run(
    _ line: Invocation<Options>, into ledger: Ledger, _ console: Console
  ) throws {
    switch line.command {
    case Subcommand.sample.command.name:
      try Subcommand.checkSample(line)
      _ = try Sampling(line.options, ledger: ledger).source()
    default:
      var experiment = try Subcommand.experiment(line, console)
      experiment.ledger = ledger
      _ = try experiment.figures()
    }
  }

  private static func elements(of steps: [LedgerStep], at index: [Int]) throws -> [ElementTrace] {
    try steps.compactMap { step in
      guard var trace = try step.result?.element(index) else { return nil }
      trace.step = step.name
      if let offset = trace.draw?.offset, let start = step.before.position {
        trace.position = start + UInt128(offset)
      }
      return trace
    }
  }
}
