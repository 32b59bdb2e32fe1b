// SPDX-License-Identifier: Apache-2.0

import Foundation
import TensorFormats

@testable import RegxCommand

/// What one run of the program gave.
struct StatisticsOutcome {
  let code: Int32
  let text: String
  let errors: String

  /// The object of `--format json`.
  var json: [String: JSONValue] {
    let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    if case .object(let object) = value { return object }
    return [:]
  }

  /// A list of rows in it.
  func rows(_ name: String = "rows") -> [[String: JSONValue]] {
    guard case .list(let list) = json[name] else { return [] }
    return list.compactMap { if case .object(let row) = $0 { row } else { nil } }
  }

  /// What `stats` tells of one figure.
  func figure(_ name: String, _ column: String = "value") -> Double? {
    rows().first { $0["figure"]?.text == name }?[column]?.number
  }

  /// The lines of CSV, each split at its commas.
  var fields: [[String]] {
    text.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }
}

/// Whatever JSON holds. `JSONSerialization` does not read every number to its last bit.
enum JSONValue: Decodable {
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])
  case null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSONValue].self) {
      self = .list(list)
    } else if let object = try? container.decode([String: JSONValue].self) {
      self = .object(object)
    } else {
      self = .null
    }
  }

  var number: Double? { if case .number(let number) = self { number } else { nil } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
}

/// Runs the program in process.
func counted(_ words: String...) -> StatisticsOutcome { counted(words) }

func counted(_ words: [String]) -> StatisticsOutcome {
  let (out, err) = (ByteBuffer(), ByteBuffer())
  let code = run(words, on: Console(out: out, err: err))
  return StatisticsOutcome(
    code: code, text: String(decoding: out.bytes, as: UTF8.self),
    errors: String(decoding: err.bytes, as: UTF8.self))
}

/// The cases of a golden file, without its header.
func statisticsCases<Case: Decodable>(_ name: String, _ type: Case.Type) -> [Case] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Golden")
  let data = FileManager.default.contents(atPath: "\(folder.path)/\(name).jsonl") ?? Data()
  return data.split(separator: UInt8(ascii: "\n")).dropFirst().map {
    // A line that does not decode must not go missing.
    try! JSONDecoder().decode(type, from: Data($0))
  }
}

/// |a - b| relative to the larger.
func relativeDifference(_ a: Double, _ b: Double) -> Double {
  a == b ? 0 : abs(a - b) / max(abs(a), abs(b))
}
