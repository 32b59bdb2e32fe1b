// A catalogue as lines for reading and as JSON.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import TensorFormats

/// How a catalogue is written.
enum CatalogueFormat: String, CaseIterable, Sendable {
  case text, json

  var summary: String {
    switch self {
    case .text: "lines for reading"
    case .json: "one object with a list of rows, every fact of each"
    }
  }
}

/// Something to know of a row.
struct Fact {
  enum Value {
    case text(String)
    /// Read with blanks between.
    case words([String])
    /// Read with commas between.
    case list([String])
    case optional(String?)
  }

  /// What it is called for reading; `nil` to leave it out there.
  let label: String?
  let key: String
  let value: Value

  init(_ label: String?, _ key: String, _ value: Value) {
    self.label = label
    self.key = key
    self.value = value
  }

  init(_ name: String, _ value: Value) { self.init(name, name, value) }

  fileprivate var text: String {
    switch value {
    case .text(let text): text
    case .words(let words): words.joined(separator: " ")
    case .list(let items): items.joined(separator: ", ")
    case .optional(let text): text ?? ""
    }
  }

  fileprivate var json: String {
    switch value {
    case .text(let text): JSON.string(text)
    case .words(let items), .list(let items):
      "[\(items.map(JSON.string).joined(separator: ", "))]"
    case .optional(let text): text.map(JSON.string) ?? "null"
    }
  }
}

/// Rows of names, each with what there is to know.
struct Catalogue {
  struct Row {
    let name: String
    let summary: String
    let facts: [Fact]
  }

  /// The command that lists it.
  let command: String
  let rows: [Row]

  /// Writes one line each, all facts of each, or JSON, which has all facts always.
  func write(_ flags: CatalogueFlags, isDetailed: Bool, to console: Console) throws {
    switch flags.format {
    case .json: try console.print(json)
    case .text: try console.print(isDetailed || flags.isLong ? details : lines)
    }
  }

  private var lines: String {
    let width = (rows.map(\.name.count).max() ?? 0) + 2
    return rows.map { $0.name + pad($0.name, to: width) + $0.summary + "\n" }.joined()
  }

  private var details: String {
    rows.map { row in
      let facts = [Fact("what", .text(row.summary))] + row.facts
      let told = facts.compactMap { fact in
        fact.label.flatMap { fact.text.isEmpty ? nil : "  \($0)\(pad($0, to: 10))\(fact.text)\n" }
      }
      return "\(row.name)\n" + told.joined()
    }.joined()
  }

  private var json: String {
    let objects = rows.map { row in
      let facts = [Fact("name", .text(row.name)), Fact("summary", .text(row.summary))] + row.facts
      let members = facts.map { "\(JSON.string($0.key)): \($0.json)" }
      return "\n  {\(members.joined(separator: ",\n   "))}"
    }
    return "{\"schema\": 1,\n \"command\": \(JSON.string(command)),\n \"rows\": ["
      + objects.joined(separator: ",") + "\n ]}\n"
  }

  private func pad(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count))
  }
}
