// The flags that say how a picture is drawn, and what they set.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Pictures

/// How `show` draws.
struct DrawingFlags: Sendable {
  var isASCII = false
  /// The columns to draw in; `nil` for what the terminal has.
  var width: Int?
  /// The indices of the plane to show, from the first axis on; `nil` for one that is chosen.
  var plane: [Int]?
}

extension Flag where Options == RawFlags {
  static let picture = RegxFlag(
    "output", short: "o", metavar: "FILE", help: "Write an SVG instead of text",
    details: "It follows the reader's light or dark setting. The file appears whole or not at all.",
    values: .newFile, in: \.output.file
  ) { (text) throws(ValueError) in
    guard text.hasSuffix(".svg"), text.utf8.count > 4 else {
      throw ValueError("must be the name of a .svg file")
    }
    return text
  }

  static let ascii = RegxFlag(
    "ascii", help: "Signs of ASCII only",
    details: "As where no locale says UTF-8, or TERM is dumb.", turns: \.drawing.isASCII)

  static let width = RegxFlag(
    "width", metavar: "COLUMNS", help: "Columns to draw in",
    details: "By default those of the terminal, or 80 in a pipe or file.", in: \.drawing.width
  ) { (text) throws(ValueError) in
    let range = TerminalCapabilities.widths
    guard let width = Int(text), range.contains(width) else {
      throw ValueError("must be from \(range.lowerBound) to \(range.upperBound)")
    }
    return width
  }

  static let plane = RegxFlag(
    "at", metavar: "I,J,...", help: "The plane to show: its indices but for rows and columns",
    details: "By default the first plane that most modes touched, where not all can be shown.",
    in: \.drawing.plane, shown: { _ in nil }
  ) { (text) throws(ValueError) in
    let indices = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard !indices.isEmpty, indices.allSatisfy({ ($0 ?? -1) >= 0 }) else {
      throw ValueError("must be indices from 0 on, such as 1,0")
    }
    return indices.compactMap(\.self)
  }
}
