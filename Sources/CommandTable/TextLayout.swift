// Plain text in columns and within a width.
// SPDX-License-Identifier: Apache-2.0

/// The columns that help fills at the most.
let textWidth = 80

/// The words of `text` in lines that end within `width` columns, each `indent` columns in. A word
/// too long for a line has one of its own.
func filled(_ text: some StringProtocol, indent: Int = 0, width: Int = textWidth) -> [String] {
  var lines: [String] = []
  var line = ""
  var columns = 0
  for word in text.split(whereSeparator: \.isWhitespace) {
    if columns > 0, indent + columns + 1 + word.count > width {
      lines.append(spaces(indent) + line)
      (line, columns) = ("", 0)
    }
    line += columns > 0 ? " \(word)" : "\(word)"
    columns += word.count + (columns > 0 ? 1 : 0)
  }
  return columns > 0 ? lines + [spaces(indent) + line] : lines
}

/// A paragraph of a description.
enum Paragraph {
  /// Words to fill lines with.
  case text(String)
  /// Lines to keep as they are: they start with a blank.
  case verbatim([String])
}

/// The paragraphs of `text`, which empty lines part.
func paragraphs(_ text: String) -> [Paragraph] {
  var paragraphs: [[String]] = [[]]
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    if line.isEmpty {
      paragraphs.append([])
    } else {
      paragraphs[paragraphs.count - 1].append("\(line)")
    }
  }
  return paragraphs.filter { !$0.isEmpty }.map { lines in
    lines[0].hasPrefix(" ") ? .verbatim(lines) : .text(lines.joined(separator: " "))
  }
}

/// The lines of `text`, its paragraphs apart by an empty line.
func laidOut(_ text: String, indent: Int) -> [String] {
  var lines: [String] = []
  for paragraph in paragraphs(text) {
    if !lines.isEmpty { lines.append("") }
    switch paragraph {
    case .text(let text): lines += filled(text, indent: indent)
    case .verbatim(let kept): lines += kept.map { spaces(indent) + $0 }
    }
  }
  return lines
}

/// Two columns: `left`, then `right` from column `start` on, filled; on lines of its own if `left`
/// reaches too far.
func columns(_ left: String, _ right: String, start: Int) -> [String] {
  var lines = filled(right, indent: start)
  guard let first = lines.first else { return [left] }
  guard left.count + 2 <= start else { return [left] + lines }
  lines[0] = left + spaces(start - left.count) + first.dropFirst(start)
  return lines
}

func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
