// A chart of points in SVG.
// SPDX-License-Identifier: Apache-2.0

/// Points with their intervals, and lines of theory.
struct SVGChart {
  private let chart: Chart
  private static let plot = (width: 416, height: 256)

  init(_ chart: Chart) { self.chart = chart }

  /// Draws the chart and says how large it is.
  func draw(on page: inout SVGPage, x: Int, y: Int) -> (width: Int, height: Int) {
    let labels = chart.y.ticks.map { SVGText.width($0.label, .muted) }.max() ?? 0
    let left = x + labels + 8
    let top = y + 34
    let bottom = top + Self.plot.height
    page.text(chart.y.name, x: x, y: y + 13, .muted)
    axes(on: &page, left: left, top: top)
    func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
      (
        Double(left) + chart.x.fraction(x) * Double(Self.plot.width),
        Double(bottom) - chart.y.fraction(y) * Double(Self.plot.height)
      )
    }
    for level in chart.levels {
      var path = PathData()
      path.line([place(chart.x.lower, level.value), place(chart.x.upper, level.value)])
      page.path(path.text, "a", attributes: "stroke-dasharray=\"6 4\"")
    }
    for (number, series) in chart.series.enumerated() {
      page.group("\(series.name): \(series.spoken)") { page in
        self.draw(series, number, on: &page, place)
      }
    }
    let ends = ends(on: &page, x: left + Self.plot.width + 14, top: top)
    return (labels + 8 + Self.plot.width + 14 + ends, bottom + 44 - y)
  }

  private func draw(
    _ series: Series, _ number: Int, on page: inout SVGPage,
    _ place: (Double, Double) -> (x: Double, y: Double)
  ) {
    let suffix = number % 3 + 1
    let known = series.points.filter { $0.y.isFinite }
    if series.isJoined {
      let bounded = known.filter { $0.interval != nil }
      var band = PathData()
      band.line(
        bounded.map { place($0.x, $0.interval!.upperBound) }
          + bounded.reversed().map { place($0.x, $0.interval!.lowerBound) }, isClosed: true)
      page.path(band.text, "f\(suffix)")
    }
    var theory = PathData()
    for line in series.theory { theory.line(line.map { place($0.x, $0.y) }) }
    page.path(theory.text, "l")
    var lines = PathData()
    var markers = PathData()
    if series.isJoined {
      lines.line(known.map { place($0.x, $0.y) })
    } else {
      for point in known {
        let here = place(point.x, point.y)
        if let interval = point.interval {
          lines.line([place(point.x, interval.lowerBound), place(point.x, interval.upperBound)])
        }
        markers.marker(number, here.x, here.y)
      }
    }
    page.path(lines.text, "l\(suffix)")
    page.path(markers.text, suffix == 1 ? "k" : "k\(suffix)")
  }

  private func axes(on page: inout SVGPage, left: Int, top: Int) {
    let (width, height) = Self.plot
    let bottom = top + height
    var rules = ""
    for tick in chart.y.ticks {
      let y = Double(bottom) - chart.y.fraction(tick.value) * Double(height)
      rules += "M\(left) \(SVGText.number(y))h\(width)"
      page.text(tick.label, x: left - 8, y: Int(y.rounded()) + 4, .muted, .end)
    }
    page.path(rules, "g")
    var line = "M\(left) \(bottom)h\(width)"
    var end = Int.min
    for tick in chart.x.ticks {
      let x = Double(left) + chart.x.fraction(tick.value) * Double(width)
      line += "M\(SVGText.number(x)) \(bottom)v5"
      let half = SVGText.width(tick.label, .muted) / 2
      guard Int(x) - half > end else { continue }
      page.text(tick.label, x: Int(x.rounded()), y: bottom + 20, .muted, .middle)
      end = Int(x) + half + 4
    }
    page.path(line, "a")
    page.text(chart.x.name, x: left + width, y: bottom + 38, .muted, .end)
  }

  /// Names at the ends of curves; says how wide they are.
  private func ends(on page: inout SVGPage, x: Int, top: Int) -> Int {
    let height = Self.plot.height
    func place(_ y: Double) -> Int {
      Int(((1 - chart.y.fraction(y)) * Double(height)).rounded()) - 9
    }
    let lines: [[(text: String, style: SVGTextStyle)]] =
      chart.series.enumerated().map { number, series in
        [(series.name, .series(number))] + (series.detail.isEmpty ? [] : [(series.detail, .muted)])
      } + chart.levels.map { [($0.label, .muted)] }
    let wanted =
      chart.series.map { place($0.points.last { $0.y.isFinite }?.y ?? 0) }
      + chart.levels.map { place($0.value) }
    let places = EndLabels.places(
      wanted: wanted, lengths: lines.map { $0.count * 17 + 4 }, within: -10..<height + 14)
    for (texts, place) in zip(lines, places) {
      for (number, text) in texts.enumerated() {
        page.text(text.text, x: x, y: top + place + 13 + number * 17, text.style)
      }
    }
    return lines.joined().map { SVGText.width($0.text, $0.style) }.max() ?? 0
  }
}
