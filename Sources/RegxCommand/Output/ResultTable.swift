// Tables of figures, for reading and for programs.
// SPDX-License-Identifier: Apache-2.0

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
  /// Writes the tables; `facts` are the command's own lines of a JSON object.
  static func write(
    _ tables: [ResultTable], of command: String, facts: [(key: String, value: String)],
    _ request: TableRequest, to output: Output, _ console: Console
  ) throws {
    if !request.destination.quiet {
      for note in tables.flatMap(\.notes) { console.say("regx: \(command): warning: \(note)") }
    }
    let format = request.format
    try output.write { writer in
      try writer.write(format.beginning(of: command, facts))
      for (i, table) in tables.enumerated() {
        if i > 0, format != .json { try writer.write("\n") }
        let rows = RowWriter(
          format, table.columns, ColumnLayout(table.columns, holding: table.rows),
          name: table.name)
        if format == .table, let heading = table.heading { try writer.write("# \(heading)\n") }
        try writer.write(rows.beginning)
        for (j, row) in table.rows.enumerated() { try writer.write(rows.text(of: row, at: j)) }
        try writer.write(rows.end)
      }
      try writer.write(format.end)
    }
  }
}
