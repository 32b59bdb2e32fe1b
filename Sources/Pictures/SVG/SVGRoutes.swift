// Routes in SVG: a wire for each thing, through the blocks that it took and round the others.
// SPDX-License-Identifier: Apache-2.0

/// Which steps each thing took.
struct SVGRoutes {
  private let routes: Routes
  /// A wire that goes round a block, 28 pixels wide.
  static let detour = "q4 0 6-5q2-5 8-5q6 0 8 5q2 5 6 5"
  private static let rowHeight = 34
  /// The most that a picture shows.
  private static let limit = (steps: 24, routes: 40)

  init(_ routes: Routes) { self.routes = routes }

  /// What a step is made of, as boxes on a wire, and the way round them; says where it ends.
  private func drawParts(on page: inout SVGPage, x: Int, y: Int) -> Int {
    guard !routes.parts.isEmpty else { return y }
    let middle = y + 54
    let name = "each \(routes.stepName): x"
    page.text(name, x: x, y: middle + 4, .muted)
    let fork = x + SVGText.width(name, .muted) + 16
    var (left, wire) = (fork + 24, "M\(fork - 8) \(middle)H")
    for part in routes.parts {
      let width = SVGText.width(part, .body) + 16
      wire += "\(left)M\(left + width) \(middle)H"
      page.box(Box(x: left, y: middle - 13, width: width, height: 26), "o", radius: 3)
      page.text(part, x: left + width / 2, y: middle + 4, .body, .middle)
      left += width + 24
    }
    // The sum, and the wire that comes to it from above.
    let sum = left + 8
    page.path(
      wire + "\(left)M\(sum + 8) \(middle)h24M\(fork) \(middle)v-24q0-6 6-6H\(sum - 6)q6 0 6 6v16",
      "w")
    page.path(
      "M\(left) \(middle)a8 8 0 1 0 16 0a8 8 0 1 0-16 0M\(left + 4) \(middle)h8m-4-4v8", "w")
    return middle + 8
  }

  /// Draws the routes and says how large they are.
  func draw(on page: inout SVGPage, x: Int, y: Int) -> (width: Int, height: Int) {
    let step = 40
    let steps = min(routes.steps, Self.limit.steps)
    let shown = routes.routes.prefix(Self.limit.routes)
    let labels = max(
      shown.map { SVGText.width($0.label, .code) }.max() ?? 0, SVGText.width("skipped", .muted),
      SVGText.width(routes.stepName, .muted))
    let left = x + labels + 8
    let end = left + steps * step + 8
    page.text(routes.stepName, x: x, y: y + 20, .muted)
    for place in 0..<steps {
      page.text(String(place + 1), x: left + place * step + 28, y: y + 20, .muted, .middle)
    }
    page.text(routes.noteName, x: end + 14, y: y + 20, .muted)
    var middle = y + 50
    for route in shown {
      let name = "\(route.label): \(route.note)"
      page.group(name) { page in
        page.text(route.label, x: left - 8, y: middle + 4, .code, .end)
        var wire = "M\(left) \(middle)"
        var blocks = PathData()
        for place in 0..<steps {
          let start = left + place * step
          if route.isComputed[place] {
            wire += "H\(start + step)"
            blocks.rectangle(start + 16, middle - 9, 24, 18)
          } else {
            wire += "H\(start + 14)\(Self.detour)"
          }
        }
        page.path(wire + "H\(end)", "w")
        page.path(blocks.text, "k")
        page.text(route.note, x: end + 14, y: middle + 4)
      }
      middle += Self.rowHeight
    }
    page.text("skipped", x: x, y: middle + 4, .muted)
    for (place, count) in routes.skipped.prefix(steps).enumerated() {
      page.text(
        String(count), x: left + place * step + 28, y: middle + 4, count > 0 ? .bold : .muted,
        .middle)
    }
    var cuts: [String] = []
    if steps < routes.steps {
      cuts.append("\(routes.stepName)s 1 to \(steps) of \(NumberText.count(routes.steps))")
    }
    if shown.count < routes.routes.count {
      cuts.append("rows 1 to \(shown.count) of \(NumberText.count(routes.routes.count))")
    }
    if !cuts.isEmpty {
      middle += 24
      page.text("Shown: " + cuts.joined(separator: ", ") + ".", x: x, y: middle + 4)
    }
    middle = drawParts(on: &page, x: x, y: middle)
    let notes = shown.map { SVGText.width($0.note, .body) }.max() ?? 0
    return (end + 14 + max(notes, 40) - x, middle + 24 - y)
  }
}
