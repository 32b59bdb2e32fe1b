// Bars in SVG, upright and lying, with what was counted beside them.
// SPDX-License-Identifier: Apache-2.0

/// Bars by theory and points that were counted.
struct SVGBars {
  private let bars: Bars
  private let name: String
  private static let height = 240

  init(_ bars: Bars, name: String) {
    self.bars = bars
    self.name = name
  }

  func draw(on page: inout SVGPage, x: Int, y: Int) -> (width: Int, height: Int) {
    bars.isUpright ? upright(on: &page, x: x, y: y) : lying(on: &page, x: x, y: y)
  }

  /// All values, for whoever cannot see them.
  private var spoken: String {
    let values = bars.bars.prefix(40).map { "\($0.label): \(NumberText.share($0.value))" }
    return "\(name): " + values.joined(separator: ", ")
  }

  private func upright(on page: inout SVGPage, x: Int, y: Int) -> (width: Int, height: Int) {
    let labels = bars.axis.ticks.map { SVGText.width($0.label, .muted) }.max() ?? 0
    let left = x + labels + 8
    let bottom = y + 16 + Self.height
    let count = bars.bars.count
    let groups = max(bars.groups.count - 1, 0)
    let step = [20, 12, 8, 5, 3].first { count * $0 + groups * 14 <= 640 } ?? 2
    let bar = step > 3 ? step - max(step / 5, 1) : step
    let width = count * step + groups * 14
    var rules = ""
    for tick in bars.axis.ticks {
      let tickY = Double(bottom) - bars.axis.fraction(tick.value) * Double(Self.height)
      rules += "M\(left) \(SVGText.number(tickY))h\(width)"
      page.text(tick.label, x: left - 8, y: Int(tickY.rounded()) + 4, .muted, .end)
    }
    page.path(rules, "g")
    page.group(spoken) { page in
      var (filled, points, spans) = ("", PathData(), "")
      for (place, item) in bars.bars.enumerated() {
        let barX = left + place * step + bars.groupOfBar[place] * 14
        let high = bars.axis.fraction(item.value) * Double(Self.height)
        filled += "M\(barX) \(bottom)v\(SVGText.number(-high))h\(bar)V\(bottom)z"
        guard let counted = item.counted else { continue }
        let middle = Double(barX) + Double(bar) / 2
        let pointY = Double(bottom) - bars.axis.fraction(counted.y) * Double(Self.height)
        points.disc(middle, pointY, radius: step >= 12 ? 3.5 : 2)
        guard let interval = counted.interval, step >= 12 else { continue }
        let (low, up) = (
          bars.axis.fraction(interval.lowerBound), bars.axis.fraction(interval.upperBound)
        )
        spans +=
          "M\(SVGText.number(middle)) \(SVGText.number(Double(bottom) - low * Double(Self.height)))"
        spans += "V\(SVGText.number(Double(bottom) - up * Double(Self.height)))"
      }
      page.path(filled, "th")
      page.path(spans, "l")
      page.path(points.text, "pt")
    }
    drawGroups(on: &page, left: left, bottom: bottom, step: step, bar: bar)
    return (labels + 8 + width, 16 + Self.height + (bars.groups.isEmpty ? 12 : 36))
  }

  private func drawGroups(on page: inout SVGPage, left: Int, bottom: Int, step: Int, bar: Int) {
    var (first, line) = (0, "")
    for (place, group) in bars.groups.enumerated() where group.count > 0 {
      let x = left + first * step + place * 14
      let width = group.count * step - (step - bar)
      line += "M\(x) \(bottom + 8)h\(width)"
      let number = group.name.split(separator: " ").last.map(String.init) ?? group.name
      let text = [group.name, number].first { SVGText.width($0, .muted) <= width + 12 }
      page.text(text ?? "", x: x + width / 2, y: bottom + 26, .muted, .middle)
      first += group.count
    }
    page.path(line, "a")
  }

  private func lying(on page: inout SVGPage, x: Int, y: Int) -> (width: Int, height: Int) {
    let labels = bars.bars.map { SVGText.width($0.label, .muted) }.max() ?? 0
    let left = x + labels + 8
    let width = 250
    let step = max(Self.height / max(bars.bars.count, 1), 8)
    let height = step * bars.bars.count
    let bar = step - max(step / 5, 1)
    let top = y + 16
    for tick in bars.axis.ticks {
      let tickX = left + Int((bars.axis.fraction(tick.value) * Double(width)).rounded())
      page.path("M\(tickX) \(top - 2)v\(height + 4)", "g")
      page.text(tick.label, x: tickX, y: top + height + 20, .muted, .middle)
    }
    let every = max(14 / step, 1)
    for (place, item) in bars.bars.enumerated() where place % every == 0 {
      page.text(item.label, x: left - 8, y: top + place * step + bar / 2 + 4, .muted, .end)
    }
    page.group(spoken) { page in
      var (filled, points, spans) = ("", PathData(), "")
      for (place, item) in bars.bars.enumerated() {
        let barY = top + place * step
        let long = bars.axis.fraction(item.value) * Double(width)
        filled += "M\(left) \(barY)h\(SVGText.number(long))v\(bar)H\(left)z"
        guard let counted = item.counted else { continue }
        let middle = Double(barY) + Double(bar) / 2
        points.disc(
          Double(left) + bars.axis.fraction(counted.y) * Double(width), middle,
          radius: step >= 12 ? 3.5 : 2)
        guard let interval = counted.interval else { continue }
        spans +=
          "M\(SVGText.number(Double(left) + bars.axis.fraction(interval.lowerBound) * Double(width)))"
        spans += " \(SVGText.number(middle))"
        spans +=
          "H\(SVGText.number(Double(left) + bars.axis.fraction(interval.upperBound) * Double(width)))"
      }
      page.path(filled, "th")
      page.path(spans, "l")
      page.path(points.text, "pt")
    }
    let lastLabel = bars.axis.ticks.last.map { SVGText.width($0.label, .muted) / 2 } ?? 0
    return (labels + 8 + width + lastLabel, 16 + height + 30)
  }
}
