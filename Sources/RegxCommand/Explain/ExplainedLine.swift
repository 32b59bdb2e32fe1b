// The steps of a command line, and what was asked of them.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams

/// The ledger of a line, an element followed through it, and another engine beside it.
struct ExplainedLine {
  let engine: Engine
  let seed: Seed
  let steps: [LedgerStep]
  let elements: [ElementTrace]
  let comparison: EngineComparison?

  init(_ request: ExplainRequest, _ console: Console) throws {
    (engine, seed) = (request.line.engine.engine, request.line.engine.seed)
    let steps = try Self.steps(of: request.line, console)
    self.steps = steps
    elements = try request.flags.index.map { try Self.elements(of: steps, at: $0) } ?? []
    if request.flags.index != nil, elements.isEmpty {
      throw Failure("--at: follows an element of a mode's result, and this line applies no mode")
    }
    comparison = try request.flags.against.map { other in
      let others: [LedgerStep]
      do {
        // Of two --engine the last one counts; after a word `--` no flag would be one.
        let words = request.words
        let end = words.firstIndex(of: "--") ?? words.endIndex
        let moved = try Subcommand.explainable(
          words[..<end] + ["--engine", other.name] + words[end...])
        others = try Self.steps(of: moved, console)
      } catch let failure as Failure {
        throw Failure("--against '\(other.name)': \(failure)")
      }
      return try EngineComparison(steps, other, others)
    }
  }

  private static func steps(
    of line: any Explainable, _ console: Console
  ) throws -> [LedgerStep] {
    let ledger = Ledger()
    try line.noteSteps(in: ledger, on: console)
    return ledger.steps
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
