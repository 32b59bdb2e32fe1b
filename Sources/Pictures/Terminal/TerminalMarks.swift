// The characters of marks.
// SPDX-License-Identifier: Apache-2.0

/// The characters that a terminal shows, in Unicode or in ASCII.
struct TerminalMarks: Sendable {
  let isUnicode: Bool

  /// What a mark is in a grid of this kind; values and units apart have no other text.
  func text(_ mark: Mark, in kind: Grid.Kind) -> (text: String, role: Role) {
    switch mark {
    case .kept: return (kind == .mask ? keptCell : isUnicode ? "▇" : "#", .kept)
    case .dropped:
      switch kind {
      case .mask: return (isUnicode ? "··" : "..", .mute)
      case .values: return (isUnicode ? "×" : "x", .second)
      case .difference: return (dot, .mute)
      }
    case .value(let value):
      guard case .values(let scale) = kind else { return ("?", .ink) }
      guard value.isFinite else { return ("!", .second) }
      let place = scale.valueClass(value)
      let role: Role = scale.isDiverging ? .diverging(place) : .sequential(place)
      let digit = scale.digit(value)
      return ((value < 0 && digit > 0 ? "-" : " ") + String(digit), role)
    case .share(let share): return (shares[Mark.shareClass(share)], share > 0 ? .kept : .mute)
    case .onlyFirst: return ("A", .kept)
    case .onlySecond: return ("B", .second)
    case .apart(let count): return (count > 9 ? "+" : String(count), .strong)
    case .equal: return ("=", .mute)
    case .neither: return (dot, .mute)
    }
  }

  /// A kept cell that has room of its own.
  var keptCell: String { isUnicode ? "▇▇" : "##" }
  var dot: String { isUnicode ? "·" : "." }

  /// A share, from none to all.
  var shares: [String] { isUnicode ? ["·", "░", "▒", "▓", "█"] : [".", "-", "+", "*", "#"] }

  /// Two cells of a mask, one above the other; `nil` below the last row.
  func half(_ above: Bool, _ below: Bool?) -> String {
    switch (above, below) {
    case (true, true): "█"
    case (true, _): "▀"
    case (false, true): "▄"
    case (false, _): dot
    }
  }

  /// The markers of series.
  func marker(_ series: Int) -> String {
    (isUnicode ? ["●", "■", "▲"] : ["o", "#", "^"])[series % 3]
  }
  /// Where two markers meet.
  var both: String { isUnicode ? "◆" : "@" }
  var interval: String { isUnicode ? "│" : "|" }
  var frame: (vertical: String, tick: String, corner: String, horizontal: String, foot: String) {
    isUnicode ? ("│", "┤", "└", "─", "┬") : ("|", "+", "+", "-", "+")
  }

  /// The eighths of a bar that grows up, and of one that grows to the right.
  var up: [String] {
    isUnicode
      ? ["", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] : ["", "", "", "_", "_", "=", "=", "#", "#"]
  }
  var right: [String] {
    isUnicode
      ? ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"] : ["", "", "", "", "-", "-", "-", "#", "#"]
  }

  /// A block that is computed, and the way on past one that is skipped.
  var computed: String { isUnicode ? "▇▇▇" : "###" }
  var wire: String { isUnicode ? "─" : "-" }
}
