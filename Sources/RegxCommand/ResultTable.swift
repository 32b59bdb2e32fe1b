// Tables of figures, for reading and for programs.

import TensorFormats

/// Rows of figures under named columns.
struct ResultTable {
  /// One figure, or why there is none.
  enum Cell {
    case text(String)
    case count(Int)
    /// `nil` where there is no such number.
    case number(Double?)
  }

  /// What stands over it where it is read.
  var heading: String?
  /// Its name in JSON where a result has several.
  var name = "rows"
  let columns: [String]
  var rows: [[Cell]] = []
  /// What the original warns of, for standard error.
  var notes: [String] = []

  init(_ columns: [String]) { self.columns = columns }
}

extension ResultTable {
  /// Writes the tables as the options say; `facts` are the command's own lines of a JSON object.
  static func write(
    _ tables: [ResultTable], of command: String, facts: [(key: String, value: String)],
    _ options: Options,
    to console: Console
  ) throws {
    if !options.quiet {
      for note in tables.flatMap(\.notes) { console.say("regx: \(command): warning: \(note)") }
    }
    let format = try options.tableFormat()
    try options.withWriter(to: console) { writer in
      switch format {
      case .table:
        for (i, table) in tables.enumerated() {
          if i > 0 { try writer.write("\n") }
          try table.writeText(to: &writer)
        }
      case .csv:
        for (i, table) in tables.enumerated() {
          if i > 0 { try writer.write("\n") }
          try table.writeCSV(to: &writer)
        }
      case .json:
        try writer.write("{\"schema\": 1")
        for (key, value) in [("command", JSON.string(command))] + facts {
          try writer.write(",\n \(JSON.string(key)): \(value)")
        }
        for table in tables { try table.writeRows(to: &writer) }
        try writer.write("}\n")
      }
    }
  }

  /// Columns, names and texts to the left, numbers to the right.
  private func writeText(to writer: inout ByteWriter) throws {
    if let heading { try writer.write("# \(heading)\n") }
    let texts = rows.map { row in row.map(\.text) }
    let isText = columns.indices.map { column in
      rows.allSatisfy { row in
        if case .text = row[column] { true } else { false }
      }
    }
    let widths = columns.indices.map { column in
      texts.reduce(columns[column].count) { max($0, $1[column].count) }
    }
    for row in [columns] + texts {
      var line = ""
      for (column, text) in row.enumerated() {
        let space = String(repeating: " ", count: widths[column] - text.count)
        line += (column > 0 ? "  " : "") + (isText[column] ? text + space : space + text)
      }
      while line.last == " " { line.removeLast() }
      try writer.write(line + "\n")
    }
  }

  private func writeCSV(to writer: inout ByteWriter) throws {
    try writer.write(columns.joined(separator: ",") + "\n")
    for row in rows {
      let cells = row.map { cell in
        if case .text(let text) = cell {
          Self.field(text)
        } else {
          cell.exact ?? ""
        }
      }
      try writer.write(cells.joined(separator: ",") + "\n")
    }
  }

  /// A text as CSV has it: in quotes where it holds what parts fields.
  private static func field(_ text: String) -> String {
    guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
    return text.reduce(into: "\"") { $0 += $1 == "\"" ? "\"\"" : String($1) } + "\""
  }

  private func writeRows(to writer: inout ByteWriter) throws {
    try writer.write(",\n \(JSON.string(name)): [")
    for (i, row) in rows.enumerated() {
      let members = zip(columns, row).map { column, cell in
        "\(JSON.string(column)): \(cell.json)"
      }
      try writer.write((i == 0 ? "\n  {" : ",\n  {") + members.joined(separator: ", ") + "}")
    }
    try writer.write("]")
  }
}

extension ResultTable.Cell {
  /// For reading: six digits behind the point, and three in all of what is below 0.0001.
  fileprivate var text: String {
    switch self {
    case .text(let text): return text
    case .count(let count): return "\(count)"
    case .number(nil): return "-"
    case .number(let number?):
      // Six digits would leave less than three of it.
      if number != 0, number.magnitude < 1e-4 { return scientific(number) }
      return fixed(number, digits: 6)
    }
  }

  /// The number with all its digits; `nil` where there is none.
  fileprivate var exact: String? {
    switch self {
    case .text(let text): text
    case .count(let count): "\(count)"
    case .number(let number): number.map(shortest)
    }
  }

  fileprivate var json: String {
    switch self {
    case .text(let text): JSON.string(text)
    case .count(let count): "\(count)"
    // JSON has neither infinity nor NaN.
    case .number(let number): number.flatMap { $0.isFinite ? shortest($0) : nil } ?? "null"
    }
  }
}

/// The fewest digits that read back to the same number.
func shortest(_ number: Double) -> String {
  String(unsafeUninitializedCapacity: 32) {
    shortestDecimal(number, into: $0.baseAddress!)
  }
}

private func fixed(_ number: Double, digits: Int) -> String {
  CNotation.fixed.text(number, precision: digits)
}

/// A small number other than 0 with three digits: `1.23e-05`.
private func scientific(_ number: Double) -> String {
  var (bound, exponent) = (number.magnitude, 0)
  while bound < 1 {
    bound *= 10
    exponent += 1
  }
  let rounded = (bound * 100).rounded()
  // What rounds up to 10 has an exponent more.
  let digits = rounded == 1000 ? "1.00" : fixed(rounded / 100, digits: 2)
  if rounded == 1000 { exponent -= 1 }
  return "\(number < 0 ? "-" : "")\(digits)e-\(exponent < 10 ? "0" : "")\(exponent)"
}
