// An SVG as it is written: elements in the order of drawing, and where its texts stand.
// SPDX-License-Identifier: Apache-2.0

/// The elements of a picture.
struct SVGPage: Sendable {
  /// The rectangle of a text, as reckoned.
  struct TextBox: Hashable, Sendable {
    let text: String
    let left: Int
    let right: Int
    let baseline: Int
    let size: Double
  }

  private(set) var elements = ""
  private(set) var texts: [TextBox] = []

  /// Where a text is anchored.
  enum Anchor: String, Sendable {
    case start, middle, end
  }

  /// Puts a text with its baseline at `y`.
  mutating func text(
    _ text: String, x: Int, y: Int, _ style: SVGTextStyle = .body, _ anchor: Anchor = .start
  ) {
    guard !text.isEmpty else { return }
    let text = SVGText.typographic(text)
    let width = SVGText.width(text, style)
    let left =
      switch anchor {
      case .start: x
      case .middle: x - width / 2
      case .end: x - width
      }
    texts.append(
      TextBox(text: text, left: left, right: left + width, baseline: y, size: style.size))
    let styled = style.rawValue.isEmpty ? "" : " class=\"\(style.rawValue)\""
    let anchored = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    elements += "<text x=\"\(x)\" y=\"\(y)\"\(styled)\(anchored)>\(SVGText.escaped(text))</text>\n"
  }

  /// Puts elements that are drawn already.
  mutating func append(_ elements: String, _ texts: [TextBox]) {
    self.elements += elements
    self.texts += texts
  }

  /// Puts a path; an empty one is left out.
  mutating func path(_ data: String, _ style: String, attributes: String = "") {
    guard !data.isEmpty else { return }
    elements +=
      "<path class=\"\(style)\" d=\"\(data)\"\(attributes.isEmpty ? "" : " " + attributes)/>\n"
  }

  mutating func box(
    _ box: Box, _ style: String, radius: Int = 0, isDashed: Bool = false
  ) {
    elements +=
      "<rect class=\"\(style)\" x=\"\(box.x)\" y=\"\(box.y)\" width=\"\(box.width)\" height=\"\(box.height)\""
      + (radius > 0 ? " rx=\"\(radius)\"" : "") + (isDashed ? " stroke-dasharray=\"4 3\"" : "")
      + "/>\n"
  }

  /// Puts what `body` draws into a group with a name for whoever cannot see it.
  mutating func group(_ name: String, _ body: (inout SVGPage) -> Void) {
    let name = SVGText.escaped(SVGText.typographic(name))
    elements += "<g role=\"img\" aria-label=\"\(name)\">\n<title>\(name)</title>\n"
    body(&self)
    elements += "</g>\n"
  }
}
