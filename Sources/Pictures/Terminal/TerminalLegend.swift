// The legend of a picture in a terminal.
// SPDX-License-Identifier: Apache-2.0

/// Legends as words with their marks before them.
enum TerminalLegend {
  typealias Parts = [(text: String, role: Role)]

  /// A mark and its meaning; `nil` for what a terminal does not draw.
  static func parts(_ entry: LegendEntry, _ marks: TerminalMarks) -> Parts? {
    let text = " " + entry.text
    switch entry.sample {
    case .mark(.dropped):
      return [(marks.text(.dropped, in: .mask).text, .mute), (text, .ink)]
    case .crossed:
      return [(marks.isUnicode ? "×" : "x", .second), (text, .ink)]
    case .mark(.apart(let count)) where count < 10:
      return [(marks.isUnicode ? "1…9 +" : "1-9 +", .strong), (text, .ink)]
    case .mark(let mark):
      let (sign, role) = marks.text(mark, in: mark == .kept ? .mask : .difference)
      return [(sign, role), (text, .ink)]
    case .notFinite: return [("!", .second), (text, .ink)]
    case .markers(let count):
      return (0..<count).map { (marks.marker($0) + ($0 + 1 < count ? " " : ""), Role.series($0)) }
        + [(text, .ink)]
    case .curve: return [(marks.marker(0), Role.series(0)), (text, .ink)]
    case .meeting: return [(marks.both, .strong), (text, .ink)]
    case .theory: return [(marks.isUnicode ? "⋯" : "..", .ink), (text, .ink)]
    case .bar: return [(marks.up[8], .kept), (text, .ink)]
    case .point: return nil
    case .computed: return [(marks.computed, .kept), (text, .ink)]
    case .skipped: return [(String(repeating: marks.wire, count: 3), .mute), (text, .ink)]
    case .scale(let scale): return [("digit: " + scale.digitMeaning, .ink)]
    case .none: return [(entry.text, .ink)]
    }
  }

  /// What tiles of shares mean.
  static func shares(_ marks: TerminalMarks) -> Parts {
    let signs = marks.shares
    return [
      ("share kept: ", .ink), (signs[4], .kept), (" all ", .ink),
      (signs[3], .kept), (" ", .ink), (signs[2], .kept), (" ", .ink), (signs[1], .kept),
      (" ", .ink), (signs[0], .mute), (" none", .ink),
    ]
  }

  /// The entries in lines, broken between entries.
  static func lines(_ entries: [Parts], width: Int) -> [Parts] {
    var lines: [Parts] = []
    for entry in entries {
      let length = entry.map(\.text.count).reduce(0, +)
      let used = lines.last?.map(\.text.count).reduce(0, +) ?? 0
      if !lines.isEmpty, used + 3 + length <= width {
        lines[lines.count - 1] += [("   ", .ink)] + entry
      } else if length <= width {
        lines.append(entry)
      } else {
        let text = entry.map(\.text).joined()
        lines += TextWrap.lines(text, width: width).map { [($0, .ink)] }
      }
    }
    return lines
  }
}
