// A chart of points in a terminal.
// SPDX-License-Identifier: Apache-2.0

/// Points with their intervals, and lines of theory.
struct TerminalChart {
  private let chart: Chart
  private let marks: TerminalMarks
  private let width: Int
  /// What stands at the right end: names of series, details, levels.
  private let ends: [[(text: String, role: Role)]]

  init(_ chart: Chart, marks: TerminalMarks, width: Int) {
    self.chart = chart
    self.marks = marks
    self.width = width
    ends =
      chart.series.enumerated().map { place, series in
        let role = Role.series(place)
        return [("\(marks.marker(place)) \(series.name)", role)]
          + (series.detail.isEmpty ? [] : [("  \(series.detail)", .mute)])
      } + chart.levels.map { [("  \($0.label)", .ink)] }
  }

  private var endWidth: Int { ends.flatMap { $0.map(\.text.count) }.max() ?? 0 }
  private var labelWidth: Int { chart.y.ticks.map(\.label.count).max() ?? 0 }

  func draw(lines: Int) -> Canvas {
    let left = labelWidth + 2
    // Names stand at the ends of curves; where that leaves no room for the plot, above it.
    let beside = width - left - endWidth - 3
    let isBeside = beside >= 30
    let intervals = max(chart.x.ticks.count - 1, 1)
    let room = min(isBeside ? beside : width - left - 2, 100)
    let columns = max((room - 1) / intervals, 2) * intervals + 1
    let levels = chart.y.ticks.count - 1
    let above = (isBeside ? 0 : ends.joined().count) + 4
    let rows = levels * min(max((lines - above) / levels, 1), 3) + 1
    var canvas = Canvas()
    for line in TextWrap.lines(chart.y.name, width: width) where !line.isEmpty {
      canvas.put(line, x: 0, y: canvas.height, .mute)
    }
    if !isBeside {
      for end in ends.joined() {
        for line in TextWrap.lines(end.text, width: width) {
          canvas.put(line, x: 0, y: canvas.height, end.role)
        }
      }
    }
    let top = canvas.height
    axes(on: &canvas, left: left, top: top, columns: columns, rows: rows)
    for (place, sign) in plot(columns: columns, rows: rows).sorted(by: { $0.key < $1.key }) {
      canvas.put(sign.text, x: left + place.column, y: top + place.row, sign.role)
    }
    if isBeside { putEnds(on: &canvas, x: left + columns + 1, top: top, rows: rows) }
    return canvas
  }

  private struct Place: Hashable, Comparable {
    let column: Int
    let row: Int
    static func < (one: Place, other: Place) -> Bool {
      (one.row, one.column) < (other.row, other.column)
    }
  }

  private func plot(columns: Int, rows: Int) -> [Place: (text: String, role: Role)] {
    var cells: [Place: (text: String, role: Role)] = [:]
    func place(_ x: Double, _ y: Double) -> Place {
      Place(
        column: Int((chart.x.fraction(x) * Double(columns - 1)).rounded()),
        row: rows - 1 - Int((chart.y.fraction(y) * Double(rows - 1)).rounded()))
    }
    for level in chart.levels {
      for column in stride(from: 0, to: columns, by: 2) {
        cells[Place(column: column, row: place(chart.x.lower, level.value).row)] = ("-", .ink)
      }
    }
    var dots = Dots(columns: columns, rows: rows)
    for line in chart.series.flatMap(\.theory) {
      for (start, end) in zip(line, line.dropFirst()) {
        dots.line(
          from: (chart.x.fraction(start.x), chart.y.fraction(start.y)),
          to: (chart.x.fraction(end.x), chart.y.fraction(end.y)))
      }
    }
    for dot in dots.characters(isUnicode: marks.isUnicode) {
      cells[Place(column: dot.column, row: dot.row)] = (dot.text, .ink)
    }
    for (series, points) in chart.series.map(\.points).enumerated() {
      for point in points {
        guard let interval = point.interval else { continue }
        let (low, high) = (place(point.x, interval.lowerBound), place(point.x, interval.upperBound))
        // One that is lower than two rows would be lopsided by its rounding.
        guard low.row - high.row >= 2 else { continue }
        for row in high.row...low.row {
          cells[Place(column: low.column, row: row)] = (marks.interval, Role.series(series))
        }
      }
    }
    var owners: [Place: Int] = [:]
    for (series, points) in chart.series.map(\.points).enumerated() {
      for point in points where point.y.isFinite {
        let here = place(point.x, point.y)
        let isShared = owners[here].map { $0 != series } ?? false
        owners[here] = series
        cells[here] = isShared ? (marks.both, .strong) : (marks.marker(series), Role.series(series))
      }
    }
    return cells
  }

  private func axes(on canvas: inout Canvas, left: Int, top: Int, columns: Int, rows: Int) {
    let frame = marks.frame
    for row in 0..<rows {
      if !isTick(row, rows) { canvas.put(frame.vertical, x: left - 1, y: top + row, .mute) }
    }
    for (place, tick) in chart.y.ticks.enumerated() {
      let row = top + rows - 1 - place * (rows - 1) / (chart.y.ticks.count - 1)
      canvas.put(tick.label, x: left - 2 - tick.label.count, y: row, .mute)
      canvas.put(frame.tick, x: left - 1, y: row, .mute)
    }
    let foot = top + rows
    let places = chart.x.ticks.map {
      Int((chart.x.fraction($0.value) * Double(columns - 1)).rounded())
    }
    canvas.put(frame.corner, x: left - 1, y: foot, .mute)
    for column in 0..<columns {
      canvas.put(
        places.contains(column) ? frame.foot : frame.horizontal, x: left + column, y: foot, .mute)
    }
    var end = 0
    for (tick, column) in zip(chart.x.ticks, places) {
      let x = max(0, min(left + column - (tick.label.count - 1) / 2, width - tick.label.count))
      guard end == 0 || x >= end + 1 else { continue }
      canvas.put(tick.label, x: x, y: foot + 1, .mute)
      end = x + tick.label.count
    }
    let fits = end + 2 + chart.x.name.count <= width
    canvas.put(
      chart.x.name, x: fits ? end + 2 : max(0, width - chart.x.name.count),
      y: foot + (fits ? 1 : 2),
      .mute)
  }

  private func isTick(_ row: Int, _ rows: Int) -> Bool {
    (rows - 1 - row) % ((rows - 1) / (chart.y.ticks.count - 1)) == 0
  }

  private func putEnds(on canvas: inout Canvas, x: Int, top: Int, rows: Int) {
    func row(_ y: Double) -> Int {
      rows - 1 - Int((chart.y.fraction(y) * Double(rows - 1)).rounded())
    }
    let wanted =
      chart.series.map { row($0.points.last?.y ?? 0) } + chart.levels.map { row($0.value) }
    let places = EndLabels.places(
      wanted: wanted, lengths: ends.map(\.count), within: 0..<max(rows, ends.joined().count))
    for (end, place) in zip(ends, places) {
      for (line, part) in end.enumerated() {
        canvas.put(part.text, x: x + 1, y: top + place + line, part.role)
      }
    }
  }
}
