// What holds of every picture as SVG.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pictures

@Suite("Pictures as SVG")
struct SVGTests {
  static let names = Samples.all.map(\.name)

  @Test("A file is well-formed XML of its size, titled and described", arguments: names)
  func wellFormed(name: String) {
    let text = SVGRenderer().text(Samples.picture(name))
    let reader = SVGReader(text)
    #expect(reader.isWellFormed)
    #expect(reader.count("svg") == 1)
    #expect(text.utf8.count <= SVGRenderer.byteLimit)
    #expect(text.contains("viewBox=\"0 0 "))
    #expect(text.contains("aria-labelledby=\"rx-title\" aria-describedby=\"rx-desc\""))
    #expect(text.contains("<title id=\"rx-title\">") && text.contains("<desc id=\"rx-desc\">"))
    #expect(text.hasSuffix("</svg>\n") && !text.contains("\r"))
  }

  @Test("Names are escaped: brackets, quotes, ampersands, control characters")
  func escaped() {
    var picture = Samples.picture("masks")
    picture.parameters = ["<a href=\"x\">&amp;", "bell \u{7}"]
    picture.panels[0].title = "a < b & \"c\""
    let text = SVGRenderer().text(picture)
    #expect(SVGReader(text).isWellFormed)
    #expect(text.contains("&lt;a href=&quot;x&quot;&gt;&amp;amp;"))
    #expect(text.contains("bell \u{fffd}"))
  }

  @Test("Colours stand in the style sheet only, in three sets", arguments: names)
  func classes(name: String) throws {
    let text = SVGRenderer().text(Samples.picture(name))
    let sheet = try #require(text.firstRange(of: "</style>"))
    #expect(!text[sheet.upperBound...].contains("fill=\"#"))
    #expect(!text[sheet.upperBound...].contains("style="))
    #expect(text.contains("@media (prefers-color-scheme:dark){svg{--bg:#15181c"))
    #expect(text.contains("@media print{svg{--bg:#ffffff"))
    // Each class that is used is one that the sheet has.
    for used in text[sheet.upperBound...].matches(of: #/class="([^"]*)"/#) {
      for name in used.1.split(separator: " ") {
        #expect(text[..<sheet.lowerBound].contains(".\(name){"), "\(name)")
      }
    }
  }

  @Test("Texts do not overlap, and stand within the picture", arguments: names)
  func texts(name: String) {
    let (text, boxes) = SVGRenderer().file(Samples.picture(name))
    let width = Int(text.firstMatch(of: #/viewBox="0 0 (\d+) /#)!.1)!
    for (place, one) in boxes.enumerated() {
      #expect(one.left >= 0 && one.right <= width, "\(one.text)")
      for other in boxes[(place + 1)...] {
        let isApart =
          one.right <= other.left || other.right <= one.left
          || abs(one.baseline - other.baseline) >= Int(min(one.size, other.size))
        #expect(isApart, "\(one.text) and \(other.text)")
      }
    }
  }

  @Test("Numbers have at most two decimals and no exponent", arguments: names)
  func numbers(name: String) {
    let text = SVGRenderer().text(Samples.picture(name))
    for data in text.matches(of: #/ d="([^"]*)"/#) {
      #expect(data.1.firstMatch(of: #/\.\d{3}/#) == nil)
      #expect(!data.1.contains("e") && !data.1.contains("n"))
    }
  }

  @Test("Every kept cell of a large mask is in exactly one run or rectangle")
  func area() {
    for name in ["masks", "modes", "matrix", "channels", "strip"] {
      let picture = Samples.picture(name)
      let text = SVGRenderer().text(picture)
      let kept = picture.panels.compactMap(\.grid).flatMap(\.marks).count { $0 == .kept }
      var legend = picture
      legend.panels = []
      // The area of kept paths, in cells.
      var area = 0
      var cell = 0
      for path in text.matches(of: #/<path class="k" d="([^"]*)"/#) where !path.1.contains("h12v12")
      {
        for shape in path.1.matches(of: #/h(\d+)v(\d+)/#) {
          area += Int(shape.1)! * Int(shape.2)!
          if cell == 0 || Int(shape.1)! < cell { cell = Int(shape.1)! }
        }
      }
      for path in text.matches(of: #/<path class="r" d="([^"]*)" stroke-width="(\d+)"/#) {
        cell = Int(path.2)!
        for run in path.1.matches(of: #/h(\d+)/#) { area += Int(run.1)! * cell }
      }
      #expect(area == kept * cell * cell, "\(name)")
    }
  }

  @Test("The same picture is the same bytes")
  func deterministic() {
    for (_, picture) in Samples.all {
      #expect(SVGRenderer().text(picture) == SVGRenderer().text(picture))
    }
  }
}

/// As much of a reader of XML as these files need: elements nest, attributes are quoted, ampersands
/// begin references.
struct SVGReader {
  private(set) var isWellFormed = true
  private var counts: [String: Int] = [:]

  func count(_ name: String) -> Int { counts[name] ?? 0 }

  init(_ text: String) {
    var open: [Substring] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<") {
      check(rest[..<start])
      guard let end = rest[start...].firstIndex(of: ">") else {
        isWellFormed = false
        return
      }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        if open.popLast() != tag.dropFirst() { isWellFormed = false }
        continue
      }
      let pattern = #/([a-z]+)((?: [A-Za-z-]+="[^"<]*")*)(\/?)/#
      guard let match = tag.wholeMatch(of: pattern) else {
        isWellFormed = false
        return
      }
      check(match.2)
      counts[String(match.1), default: 0] += 1
      if match.3.isEmpty { open.append(match.1) }
      if open.isEmpty, !rest.allSatisfy(\.isWhitespace) { isWellFormed = false }
    }
    check(rest)
    if !open.isEmpty { isWellFormed = false }
  }

  private mutating func check(_ text: Substring) {
    for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
      guard let end = part.firstIndex(of: ";"), ["amp", "lt", "gt", "quot"].contains(part[..<end])
      else {
        isWellFormed = false
        return
      }
    }
  }
}
