// What holds of every picture in a terminal.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pictures

@Suite("Pictures in a terminal")
struct TerminalTests {
  static let names = Samples.all.map(\.name)
  static let widths = [20, 40, 60, 80, 120, 200]

  @Test("Nothing overlaps, and no line is wider than the terminal", arguments: names, widths)
  func fits(name: String, width: Int) {
    for isUnicode in [true, false] {
      let canvas = TerminalRenderer(.wide(width, isUnicode: isUnicode)).canvas(
        Samples.picture(name))
      #expect(canvas.collisions == 0)
      // Below this a plot has no room; then lines may be cut by the terminal, not by regx.
      if width >= 40 { #expect(canvas.width <= width) }
    }
  }

  @Test(
    "A picture of a grid is not higher than the terminal",
    arguments: ["masks", "modes", "heat", "large", "cut"])
  func height(name: String) {
    for height in [24, 40] {
      let text = TerminalRenderer(.wide(80, height: height)).text(Samples.picture(name))
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= height)
    }
  }

  @Test("The text is the same with any number of colours", arguments: names)
  func colours(name: String) {
    let plain = TerminalRenderer(.wide(80)).text(Samples.picture(name))
    #expect(!plain.contains("\u{1b}"))
    for colours in TerminalCapabilities.Colours.allCases {
      let text = TerminalRenderer(.wide(80, colours: colours)).text(Samples.picture(name))
      #expect(Self.withoutCodes(text) == plain)
      if colours == .full { #expect(text.contains("\u{1b}[38;2;")) }
    }
  }

  @Test("Without Unicode all is ASCII, a foreign name too", arguments: names)
  func ascii(name: String) {
    var picture = Samples.picture(name)
    picture.parameters.append("größe 3")
    let text = TerminalRenderer(.wide(80, isUnicode: false)).text(picture)
    #expect(text.utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) })
    #expect(text.contains("gr??e") || text.contains("gr?"))
  }

  @Test("No line ends in a blank", arguments: names)
  func blanks(name: String) {
    let text = TerminalRenderer(.wide(80)).text(Samples.picture(name))
    #expect(!text.contains(" \n"))
    #expect(text.hasSuffix("\n"))
  }

  @Test(
    "Every cell of a mask is drawn once where all are drawn",
    arguments: ["masks", "strip", "matrix", "groups", "channels"])
  func once(name: String) {
    let picture = Samples.picture(name)
    let marks = picture.panels.compactMap(\.grid).flatMap(\.marks)
    var plain = picture
    plain.legend = []
    // In ASCII a cell is a sign of its own, two where it has room.
    let text = TerminalRenderer(.wide(120, isUnicode: false)).text(plain)
      .split(separator: "\n").dropFirst().dropLast().joined(separator: "\n")
    let size = text.contains("## ") || text.contains("##\n") ? 2 : 1
    #expect(text.count { $0 == "#" } == size * marks.count { $0 == .kept })
    #expect(text.count { $0 == "." } == size * marks.count { $0 == .dropped })
  }

  @Test(
    "What is cut or reduced is said",
    arguments: [("large", "One mark is"), ("cut", "Shown: "), ("modes", "Above all 36 planes")])
  func reduced(name: String, words: String) {
    #expect(TerminalRenderer(.wide(80)).text(Samples.picture(name)).contains(words))
    if name != "modes" { #expect(SVGRenderer().text(Samples.picture(name)).contains(words)) }
  }

  /// A text without its SGR codes.
  static func withoutCodes(_ text: String) -> String {
    var result = ""
    var isInCode = false
    for character in text {
      if character == "\u{1b}" { isInCode = true }
      if !isInCode { result.append(character) }
      if isInCode, character == "m" { isInCode = false }
    }
    return result
  }
}
