// Texts broken into lines.
// SPDX-License-Identifier: Apache-2.0

/// Texts broken between words.
package enum TextWrap {
  /// The lines of a text, each within a limit; a longer word is broken.
  static func lines(_ text: String, _ fits: (String) -> Bool) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if line.isEmpty && lines.isEmpty || fits(longer) {
        line = longer
      } else {
        lines.append(line)
        line = String(word)
      }
      while !fits(line), line.count > 1 {
        var part = line
        while part.count > 1, !fits(part) { part.removeLast() }
        lines.append(part)
        line.removeFirst(part.count)
      }
    }
    lines.append(line)
    return lines
  }

  /// The lines of a text, each of at most so many characters.
  package static func lines(_ text: String, width: Int) -> [String] {
    lines(text) { $0.count <= max(width, 1) }
  }

  /// Phrases joined by a separator, broken only between them where that is possible.
  package static func lines(of phrases: [String], separator: String, width: Int) -> [String] {
    var lines: [String] = []
    for phrase in phrases {
      if let last = lines.last, last.count + separator.count + phrase.count <= width {
        lines[lines.count - 1] = last + separator + phrase
      } else {
        lines += self.lines(phrase, width: width)
      }
    }
    return lines
  }
}
