// How the tables of a command are written, and where.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import TensorFormats

/// How a table of figures is written, under the name that `--format` takes; the default first.
enum TableFormat: String, CaseIterable, Sendable {
  case table, csv, json

  var summary: String {
    switch self {
    case .table: "columns for reading, six digits behind the point"
    case .csv: "a line of names, then one line a row, exact"
    case .json: "one object with a list of rows, exact; null where there is no number"
    }
  }
}

/// The format of tables, and the file.
struct TableRequest: Sendable {
  let format: TableFormat
  let destination: OutputFlags

  /// - Throws: for an ending of the file that says another format.
  init(_ line: RawLine) throws {
    destination = line.options.output
    format = try line.options.statistics.format ?? Self.format(of: destination)
  }

  /// The format that the file's ending says.
  private static func format(of destination: OutputFlags) throws -> TableFormat {
    guard let file = destination.fileWithEnding else { return .table }
    let formats: [(ending: String, format: TableFormat)] = [
      (".csv", .csv), (".json", .json), (".txt", .table),
    ]
    if let known = formats.first(where: { file.hasSuffix($0.ending) }) { return known.format }
    if OutputFile.isDirect(file) { return .table }
    let endings = formats.map(\.ending).joined(separator: ", ")
    throw Failure(
      "--output \(quoted(file)): its ending is none of \(endings); say which --format is meant")
  }
}
