// Characters with roles on a sheet that grows as it is written on.
// SPDX-License-Identifier: Apache-2.0

/// Lines of characters, each with the role that gives it its colour.
package struct Canvas: Sendable {
  private struct Cell: Sendable {
    var character: Character = " "
    var role = Role.ink
  }

  private var lines: [[Cell]] = []
  /// How often something was put where something stood: 0 in every picture.
  package private(set) var collisions = 0

  package init() {}

  package var height: Int { lines.count }
  package var width: Int { lines.map(\.count).max() ?? 0 }

  /// Puts a text on a line, one column for each character; blanks of a ground colour count as ink.
  package mutating func put(_ text: String, x: Int, y: Int, _ role: Role = .ink) {
    precondition(x >= 0 && y >= 0, "a canvas begins at 0, 0")
    while lines.count <= y { lines.append([]) }
    var x = x
    for character in text {
      while lines[y].count <= x { lines[y].append(Cell()) }
      let isBlank = character == " " && Palette.ground(role) == nil
      if !isBlank {
        if lines[y][x].character != " " { collisions += 1 }
        lines[y][x] = Cell(character: character, role: role)
      }
      x += 1
    }
  }

  /// Whether nothing stands there.
  func isFree(x: Int, y: Int, width: Int = 1) -> Bool {
    guard y >= 0, y < lines.count else { return y >= 0 }
    return (x..<x + width).allSatisfy { $0 >= lines[y].count || lines[y][$0].character == " " }
  }

  /// Whether a sign stands somewhere.
  func contains(_ sign: String) -> Bool {
    lines.contains { $0.contains { String($0.character) == sign } }
  }

  /// Puts another sheet on this one.
  package mutating func put(_ other: Canvas, x: Int, y: Int) {
    while lines.count < y + other.height { lines.append([]) }
    collisions += other.collisions
    for (line, cells) in other.lines.enumerated() {
      for (column, cell) in cells.enumerated()
      where cell.character != " " || Palette.ground(cell.role) != nil {
        while lines[y + line].count <= x + column { lines[y + line].append(Cell()) }
        if lines[y + line][x + column].character != " " { collisions += 1 }
        lines[y + line][x + column] = cell
      }
    }
  }

  /// The text, each line ended; roles become codes as the colours allow, and nothing else changes.
  /// Without Unicode a name's other signs become question marks.
  package func text(_ colours: TerminalCapabilities.Colours, isUnicode: Bool) -> String {
    var text = ""
    for line in lines {
      let end = line.lastIndex { $0.character != " " }
      // Blanks have no role of their own: codes stand where the colour changes.
      var code = ""
      for cell in line.prefix((end ?? -1) + 1) {
        let wanted =
          cell.character == " " && Palette.ground(cell.role) == nil
          ? "" : Self.code(cell.role, colours)
        if wanted != code {
          if !code.isEmpty { text += "\u{1b}[0m" }
          if !wanted.isEmpty { text += "\u{1b}[\(wanted)m" }
          code = wanted
        }
        text.append(isUnicode || cell.character.isASCII ? cell.character : "?")
      }
      if !code.isEmpty { text += "\u{1b}[0m" }
      text += "\n"
    }
    return text
  }

  private static func code(_ role: Role, _ colours: TerminalCapabilities.Colours) -> String {
    guard colours != .none else { return "" }
    if role == .strong { return "1" }
    if role == .chosen { return "7" }
    if let ground = Palette.ground(role) {
      switch colours {
      case .none, .basic: return ""
      case .indexed: return "38;5;\(ground.isDark ? 231 : 16);48;5;\(ground.indexed)"
      case .full:
        return
          "38;2;\(components(ground.isDark ? 0xffffff : 0x101010));48;2;\(components(ground.rgb))"
      }
    }
    guard let colour = Palette.foreground(role) else { return "" }
    switch colours {
    case .none: return ""
    case .basic: return colour.basic.map(String.init) ?? ""
    case .indexed: return "38;5;\(colour.indexed)"
    case .full: return "38;2;\(components(colour.rgb))"
    }
  }

  private static func components(_ rgb: Int) -> String {
    "\(rgb >> 16);\(rgb >> 8 & 255);\(rgb & 255)"
  }
}
