// The ledger for programs to read.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import TensorCore
import TensorFormats

extension ExplainedLine {
  func writeJSON(to writer: inout ByteWriter) throws {
    try writer.write("{\"schema\": 1, \"command\": \"explain\",")
    try writer.write(" \"engine\": \(JSON.string(engine.name)),")
    try writer.write(" \"seed\": \(JSON.string(seed.decimal)),\n \"steps\": [")
    for (i, step) in steps.enumerated() {
      try writer.write(i == 0 ? "\n  " : ",\n  ")
      try writer.write(object(try step.members()))
    }
    try writer.write("\n ],\n \"at\": [")
    for (i, trace) in elements.enumerated() {
      try writer.write(i == 0 ? "\n  " : ",\n  ")
      try writer.write(object(trace.members))
    }
    try writer.write(elements.isEmpty ? "]" : "\n ]")
    try writer.write(",\n \"against\": ")
    try writer.write(comparison.map { object($0.members) } ?? "null")
    try writer.write("\n}\n")
  }
}

/// A member of an object, its value already JSON.
private typealias Member = (key: String, value: String)

private func object(_ members: [Member]) -> String {
  "{" + members.map { "\(JSON.string($0.key)): \($0.value)" }.joined(separator: ", ") + "}"
}

private func list(_ values: [String]) -> String { "[" + values.joined(separator: ", ") + "]" }

private func words(_ words: [UInt32]?) -> String {
  words.map { list($0.map { JSON.string(hex($0)) }) } ?? "null"
}

private func text(_ value: (some CustomStringConvertible)?) -> String {
  value.map { "\($0)" } ?? "null"
}

/// A number in Python's digits as Python's `json` writes it.
private func number(_ digits: String) -> String {
  switch digits {
  case "nan": "NaN"
  case "inf": "Infinity"
  case "-inf": "-Infinity"
  default: digits
  }
}

private func quoted(_ value: String?) -> String { value.map(JSON.string) ?? "null" }

extension LedgerStep {
  fileprivate func members() throws -> [Member] {
    var members: [Member] = [
      ("step", JSON.string(name)), ("draw", quoted(draw)), ("count", "\(count)"),
      ("words", text(words)), ("position_before", text(before.position)),
      ("position_after", text(after.position)), ("next_words", RegxCommand.words(nextWords)),
    ]
    if let key { members.append(("key", list(key.map(JSON.string)))) }
    guard let result else { return members }
    members += [
      ("rule", quoted(try rule())),
      ("noise_shape", list(result.mask.shape.extents.map(String.init))),
      ("scale", text(scale.map(shortest))), ("order", quoted(order)),
      ("dropped", text(try result.dropped())), ("of", "\(result.mask.shape.count)"),
    ]
    return members
  }
}

extension ElementTrace {
  fileprivate var members: [Member] {
    func value(_ value: Value) -> String {
      object([("value", number(value.text)), ("bits", JSON.string(value.bits))])
    }
    return [
      ("step", JSON.string(step)), ("index", list(index.map(String.init))),
      ("draw_number", "\(noiseIndex)"), ("drawn_words", words(draw?.words)),
      ("position", text(position)), ("uniform", text(draw.map { shortest($0.uniform) })),
      ("rule", quoted(draw?.rule)),
      (
        "comparison",
        draw?.comparison.map {
          object([
            ("relation", JSON.string($0.relation)), ("bound", shortest($0.bound)),
          ])
        } ?? "null"
      ),
      ("input", value(input)), ("mask", value(mask)), ("noise", value(noise)),
      ("output", value(output)), ("arithmetic", list(arithmetic.map(JSON.string))),
    ]
  }
}

extension EngineComparison {
  fileprivate var members: [Member] {
    [
      ("engine", JSON.string(engine.name)), ("first_differing", quoted(firstDiffering?.name)),
      ("in_step_again", quoted(meeting?.name)),
      (
        "steps",
        list(
          steps.map { step in
            object([
              ("step", JSON.string(step.name)), ("position", text(step.positions.0)),
              ("position_against", text(step.positions.1)), ("in_step", "\(step.isInStep)"),
              ("mask_differs", text(step.differingShare.map(shortest))),
            ])
          })
      ),
    ]
  }
}
