// What programs read: the same key has the same type in every JSON that regx writes.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import RegxCommand

/// JSON as it is written, with truth and numbers apart.
private enum JSONValue: Decodable {
  case null, truth(Bool), number(Double), text(String), list([JSONValue]), object(
    [String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let truth = try? container.decode(Bool.self) {
      self = .truth(truth)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// The name of its type; `nil` where there is no value.
  var type: String? {
    switch self {
    case .null: nil
    case .truth: "truth"
    case .number: "number"
    case .text: "text"
    case .list(let items): "list of \(items.lazy.compactMap(\.type).first ?? "anything")"
    case .object: "object"
    }
  }

  /// Every key in it with its value, however deep.
  var members: [(key: String, value: JSONValue)] {
    switch self {
    case .null, .truth, .number, .text: []
    case .list(let items): items.flatMap(\.members)
    case .object(let members): members.flatMap { [($0, $1)] + $1.members }
    }
  }
}

private func json(_ line: String) throws -> JSONValue { try parsed(line + " --format json") }

/// What a line writes that asks for JSON; a check that does not hold is an answer, too.
private func parsed(_ line: String) throws -> JSONValue {
  let outcome = regx(line.split(separator: " ").map(String.init))
  #expect(outcome.code < 2, "\(line): \(outcome.errors)")
  return try JSONDecoder().decode(JSONValue.self, from: Data(outcome.bytes))
}

@Suite struct JSONTests {
  static let lines = [
    "compare --shape 2,2", "compare --shape 2,2 --show mask,noise,output --seed 0x7e5",
    "compare --engine numpy --seed 5,6,7", "apply --seed -1", "apply --seed 18446744073709551615",
    "sample --shape 2", "sample bits --shape 2", "sample split --engine jax",
    "stats --trials 5", "stats --trials 5 --rule inverted,vanilla", "stats --trials 5 --running",
    "stats --trials 5 --per-element --shape 2", "stats --trials 5 --variance-shift --shape 8,4",
    "sweep --trials 5 --seed 0:1 --p .1,.2",
    "sweep --trials 2 --figure dropped,mean,zeros,ratio,power,variance,factor,evaluation --p .5",
    "sweep --trials 2 --figure batch,running,shift --p .5 --shape 8,4",
    "schedule", "schedule uniform --trials 3 --depths 2 --seed 7",
    "network mlp --seed 7", "network bottleneck --shape 2,8,2,2 --show blocks,output --seed 7",
    "modes", "modes dropout", "engines", "engines --for 1.13.1",
    "compare dropout --shape 4 --seed 1,2 --engine torch,torch-2.6",
    "sample bernoulli --dtype int8",
  ]

  /// Lines about files of six numbers: X, and Y as dropout with p = 0.5 may have made it.
  private static let fileLines = [
    "print X", "check X Y --mode dropout --p .5", "diff Y X", "diff X X", "diff X ONE",
    "diff Y X --rtol .1 --atol 0", "identify X Y --seeds none --engine torch",
    "identify Y --seeds 0:9 --engine torch",
  ]

  /// Lines that have flags of their own in front of another line.
  static let outerLines = [
    "explain --format json --at 0,0 --against torch-2.6 compare --shape 2,2 --p .3",
    "explain --format json --at 0 apply --engine jax --shape 3",
    "explain --format json sample bits --shape 3",
  ]

  /// The keys that stand for several things: a tensor of `diff` and its element, the p and the zeros
  /// of `identify` and those of a row, an element that `explain` follows and a mean of `stats`.
  private static let ambiguous: Set = ["a", "b", "agree", "dropped", "input", "p", "ulps"]

  @Test func `the same key has the same type everywhere, and is in snake case`() throws {
    var types: [String: (type: String, line: String)] = [:]
    let folder = try TemporaryFolder()
    let files = ["X": "[1, 2, 3, 4, 5, 6]", "Y": "[2, 0, 6, 0, 10, 0]", "ONE": "[1]"]
    for (name, text) in files { _ = try folder.write(Array(text.utf8), to: name) }
    let fileLines = Self.fileLines.map { line in
      line.split(separator: " ").map { files[String($0)] == nil ? "\($0)" : folder("\($0)") }
        .joined(separator: " ")
    }
    let written =
      try (Self.lines + fileLines).map { ($0, try json($0)) }
      + Self.outerLines.map { ($0, try parsed($0)) }
    for (line, json) in written {
      for (key, value) in json.members where key != "data" {
        #expect(key.wholeMatch(of: /[a-z0-9]+(_[a-z0-9]+)*/) != nil, "\(key) in '\(line)'")
        guard let type = value.type, !Self.ambiguous.contains(key) else { continue }
        let known = types[key]?.type ?? type
        let same = known == type || [known, type].contains("list of anything")
        #expect(same, "\(key) is \(type) in '\(line)', \(known) in '\(types[key]?.line ?? "")'")
        if type != "list of anything" || types[key] == nil { types[key] = (type, line) }
      }
    }
    #expect(types["seed"]?.type == "text")
    #expect(types.count > 100)
  }

  @Test(arguments: [
    ("modes", ["name", "synonyms", "summary", "formula", "draws", "edges", "source", "engines"]),
    ("engines", ["name", "synonyms", "summary", "versions", "same_as", "differences"]),
  ])
  func `a catalogue has every fact of each row`(command: String, keys: [String]) throws {
    guard case .object(let object) = try json(command), case .list(let rows) = object["rows"]
    else {
      Issue.record("no list of rows")
      return
    }
    let names = regx(command).text.split(separator: "\n").map { String($0.prefix { $0 != " " }) }
    #expect(rows.count == names.count)
    for (row, name) in zip(rows, names) {
      guard case .object(let facts) = row, case .text(name) = facts["name"] else {
        Issue.record("\(name) is not in its place")
        continue
      }
      for key in keys { #expect(facts[key] != nil, "\(name): \(key)") }
      if let summary = facts["summary"], case .text("") = summary { Issue.record("\(name)") }
    }
  }
}
