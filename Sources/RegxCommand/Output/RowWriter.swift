// The rows of a table, written one at a time.
// SPDX-License-Identifier: Apache-2.0

import TensorFormats

/// What stands before a table, for each row, and behind them, in one of the formats.
struct RowWriter {
  private let format: TableFormat
  private let columns: [String]
  private let layout: ColumnLayout
  private let name: String

  /// - Parameters:
  ///   - layout: The columns for reading.
  ///   - name: What JSON calls the list of rows.
  init(_ format: TableFormat, _ columns: [String], _ layout: ColumnLayout, name: String) {
    self.format = format
    self.columns = columns
    self.layout = layout
    self.name = name
  }

  var beginning: String {
    switch format {
    case .table: layout.line(columns)
    case .csv: columns.joined(separator: ",") + "\n"
    case .json: ",\n \(JSON.string(name)): ["
    }
  }

  func text(of row: [ResultTable.Cell], at number: Int) -> String {
    switch format {
    case .table: layout.line(row.map(\.text))
    case .csv: row.map(Self.field).joined(separator: ",") + "\n"
    case .json:
      (number == 0 ? "\n  {" : ",\n  {")
        + zip(columns, row).map { "\(JSON.string($0)): \($1.json)" }.joined(separator: ", ") + "}"
    }
  }

  var end: String { format == .json ? "]" : "" }

  /// A figure as CSV has it; a text in quotes where it holds what parts fields.
  private static func field(_ cell: ResultTable.Cell) -> String {
    guard case .text(let text) = cell else { return cell.exact ?? "" }
    guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
    return text.reduce(into: "\"") { $0 += $1 == "\"" ? "\"\"" : String($1) } + "\""
  }
}

extension TableFormat {
  /// What stands before the first table; `facts` are the command's own lines of a JSON object.
  func beginning(of command: String, _ facts: [(key: String, value: String)]) -> String {
    guard self == .json else { return "" }
    return ([("command", JSON.string(command))] + facts).reduce("{\"schema\": 1") {
      $0 + ",\n \(JSON.string($1.0)): \($1.1)"
    }
  }

  /// What stands behind the last one.
  var end: String { self == .json ? "}\n" : "" }
}

/// Columns for reading: names and texts to the left, numbers to the right.
struct ColumnLayout {
  private let widths: [Int]
  private let isText: [Bool]

  /// Columns that hold these rows, and numbers of `least` characters; a text that is wider sticks
  /// out.
  init(_ columns: [String], holding rows: [[ResultTable.Cell]], least: Int = 0) {
    let isText = columns.indices.map { column in
      rows.allSatisfy { row in
        if case .text = row[column] { true } else { false }
      }
    }
    self.isText = isText
    widths = columns.indices.map { column in
      rows.reduce(max(columns[column].count, isText[column] ? 0 : least)) {
        max($0, $1[column].text.count)
      }
    }
  }

  func line(_ texts: [String]) -> String {
    var line = ""
    for (column, text) in texts.enumerated() {
      let space = String(repeating: " ", count: max(0, widths[column] - text.count))
      line += (column > 0 ? "  " : "") + (isText[column] ? text + space : space + text)
    }
    while line.last == " " { line.removeLast() }
    return line + "\n"
  }
}
