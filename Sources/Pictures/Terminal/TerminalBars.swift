// Bars in a terminal, upright and lying.
// SPDX-License-Identifier: Apache-2.0

/// Bars of blocks.
struct TerminalBars {
  private let bars: Bars
  private let marks: TerminalMarks

  init(_ bars: Bars, marks: TerminalMarks) {
    self.bars = bars
    self.marks = marks
  }

  private var labelWidth: Int { bars.axis.ticks.map(\.label.count).max() ?? 0 }
  private var gaps: Int { max(bars.groups.count - 1, 0) }

  /// The width of upright bars of two columns each.
  var leastWidth: Int { labelWidth + 1 + bars.bars.count * 2 + gaps }

  /// Bars that grow up, their groups named below.
  func upright(_ width: Int, _ lines: Int) -> Canvas {
    let left = labelWidth + 1
    let room = width - left - gaps
    let shown = min(bars.bars.count, max(room, 1))
    let bar = min(max(room / max(shown, 1), 1), 2)
    let levels = bars.axis.ticks.count - 1
    let rows = levels * min(max((lines - 4) / levels, 1), 2)
    var canvas = Canvas()
    for line in TextWrap.lines(bars.axis.name, width: width) where !line.isEmpty {
      canvas.put(line, x: 0, y: canvas.height, .mute)
    }
    let top = canvas.height
    for (place, tick) in bars.axis.ticks.enumerated() {
      canvas.put(
        tick.label, x: labelWidth - tick.label.count, y: top + rows - place * rows / levels, .mute)
    }
    let groups = bars.groupOfBar
    for place in 0..<shown {
      let x = left + place * bar + groups[place]
      let eighths = Int((bars.axis.fraction(bars.bars[place].value) * Double(rows * 8)).rounded())
      for row in 0..<rows {
        let part = marks.up[min(max(eighths - row * 8, 0), 8)]
        guard !part.isEmpty else { break }
        canvas.put(String(repeating: part, count: bar), x: x, y: top + rows - 1 - row, .kept)
      }
      canvas.put(String(repeating: marks.wire, count: bar), x: x, y: top + rows, .mute)
    }
    putGroups(on: &canvas, left: left, bar: bar, shown: shown, y: top + rows + 1)
    if shown < bars.bars.count {
      canvas.put(
        "bars 1 to \(shown) of \(NumberText.count(bars.bars.count))", x: left, y: top + rows + 2)
    }
    return canvas
  }

  /// The names of groups, whole where there is room, else their last word.
  private func putGroups(on canvas: inout Canvas, left: Int, bar: Int, shown: Int, y: Int) {
    var first = 0
    for (place, group) in bars.groups.enumerated() {
      let last = min(first + group.count, shown)
      guard last > first else { return }
      let width = (last - first) * bar
      let number = group.name.split(separator: " ").last.map(String.init) ?? group.name
      let name = group.name.count <= width ? group.name : number.count <= width ? number : ""
      canvas.put(name, x: left + first * bar + place + (width - name.count) / 2, y: y, .mute)
      first += group.count
    }
  }

  /// Bars that grow to the right, one a line.
  func lying(_ width: Int, _ lines: Int) -> Canvas {
    let labels = bars.bars.map(\.label.count).max() ?? 0
    let hasCounts = bars.bars.contains { $0.counted != nil }
    let texts = bars.bars.map { NumberText.share($0.value) }
    let counts = bars.bars.map { $0.counted.map { NumberText.share($0.y) } ?? "" }
    let textWidth = max(texts.map(\.count).max() ?? 0, hasCounts ? 6 : 0)
    let countWidth = hasCounts ? max(counts.map(\.count).max() ?? 0, 7) + 2 : 0
    let room = max(width - labels - 1 - 2 - textWidth - countWidth, 4)
    var canvas = Canvas()
    var y = 0
    if hasCounts {
      canvas.put("theory", x: labels + 1 + room + 2 + textWidth - 6, y: 0, .mute)
      canvas.put("counted", x: labels + 1 + room + 2 + textWidth + countWidth - 7, y: 0, .mute)
      y = 1
    }
    let shown = min(bars.bars.count, max(lines - y - 1, 1))
    for place in 0..<shown {
      let bar = bars.bars[place]
      canvas.put(bar.label, x: labels - bar.label.count, y: y, .mute)
      let eighths = Int((bars.axis.fraction(bar.value) * Double(room * 8)).rounded())
      let part = marks.right[eighths % 8]
      canvas.put(
        String(repeating: marks.right[8], count: eighths / 8) + part, x: labels + 1, y: y, .kept)
      canvas.put(texts[place], x: labels + 1 + room + 2 + textWidth - texts[place].count, y: y)
      canvas.put(
        counts[place], x: labels + 1 + room + 2 + textWidth + countWidth - counts[place].count, y: y
      )
      y += 1
    }
    if shown < bars.bars.count {
      canvas.put("lines 1 to \(shown) of \(NumberText.count(bars.bars.count))", x: 0, y: y)
    }
    return canvas
  }
}
