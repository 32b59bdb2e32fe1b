// What a terminal can show, from what its environment says.
// SPDX-License-Identifier: Apache-2.0

/// The room that text has, and what may stand in it.
package struct TerminalCapabilities: Hashable, Sendable {
  /// How many colours there are.
  package enum Colours: String, CaseIterable, Sendable {
    case none, basic, indexed, full
  }

  package var width: Int
  /// In lines; `nil` where text may scroll as far as it likes.
  package var height: Int?
  package var colours: Colours
  /// Whether blocks and other signs outside ASCII can be shown.
  package var isUnicode: Bool

  /// The width of what is no terminal.
  package static let standardWidth = 80
  /// The narrowest and the widest that pictures are made for.
  package static let widths = 20...10_000

  package init(width: Int, height: Int?, colours: Colours, isUnicode: Bool) {
    self.width = min(max(width, Self.widths.lowerBound), Self.widths.upperBound)
    self.height = height
    self.colours = colours
    self.isUnicode = isUnicode
  }

  /// What the variables of an environment say of a terminal of this size, or of a pipe or file,
  /// which has none: 80 columns and no colour.
  package init(
    terminalSize: (columns: Int, rows: Int)?, environment: (String) -> String?
  ) {
    let term = environment("TERM") ?? ""
    // Of the three the first that is set counts, as in the C library.
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty }
    let charset = (locale ?? "").uppercased().filter { $0 != "-" }
    let isUnicode =
      charset.hasSuffix("UTF8") || charset.split(separator: "@").first?.hasSuffix("UTF8") == true
    self.init(
      width: terminalSize.map { $0.columns > 0 ? $0.columns : Self.standardWidth }
        ?? Self.standardWidth,
      height: terminalSize.flatMap { $0.rows > 0 ? $0.rows : nil },
      colours: terminalSize == nil ? .none : Self.colours(term, environment),
      isUnicode: isUnicode && term != "dumb")
  }

  /// How many colours a terminal shows, whatever it is that writes to it.
  package static func colours(_ environment: (String) -> String?) -> Colours {
    colours(environment("TERM") ?? "", environment)
  }

  private static func colours(_ term: String, _ environment: (String) -> String?) -> Colours {
    guard (environment("NO_COLOR") ?? "").isEmpty, term != "dumb" else { return .none }
    if ["truecolor", "24bit"].contains(environment("COLORTERM") ?? "") { return .full }
    return term.hasSuffix("256color") ? .indexed : .basic
  }
}
