// Panels of charts, bars and routes in a terminal.
// SPDX-License-Identifier: Apache-2.0

/// Charts beside each other where there is room, else one under another.
struct TerminalCharts {
  let picture: Picture
  let width: Int
  let marks: TerminalMarks

  private static let gap = 4

  /// The sheet of all panels, of about so many lines.
  func draw(lines: Int) -> Canvas {
    let panels = picture.panels
    let least = panels.map { leastWidth($0.content) }
    let isBeside = panels.count > 1 && least.reduce(0, +) + Self.gap * (panels.count - 1) <= width
    var canvas = Canvas()
    if isBeside {
      // What is left goes to the last: the others are as wide as they have to be.
      var x = 0
      for (place, panel) in panels.enumerated() {
        let isLast = place == panels.count - 1
        let room = isLast ? min(width - x, 60) : least[place]
        canvas.put(sheet(panel, width: room, lines: lines), x: x, y: 0)
        x += least[place] + Self.gap
      }
      return canvas
    }
    for panel in panels {
      let y = canvas.height == 0 ? 0 : canvas.height + 1
      canvas.put(sheet(panel, width: width, lines: lines / panels.count), x: 0, y: y)
    }
    return canvas
  }

  private func leastWidth(_ content: Panel.Content) -> Int {
    switch content {
    case .grid: 0
    case .chart: 60
    case .bars(let bars):
      bars.isUpright ? TerminalBars(bars, marks: marks).leastWidth : 32
    case .routes(let routes): 9 + 5 * routes.steps + 12
    }
  }

  private func sheet(_ panel: Panel, width: Int, lines: Int) -> Canvas {
    var canvas = Canvas()
    for (text, role) in [(panel.title, Role.strong), (panel.subtitle, .mute)] where !text.isEmpty {
      for line in TextWrap.lines(text, width: width) {
        canvas.put(line, x: 0, y: canvas.height, role)
      }
    }
    let y = canvas.height
    let body: Canvas
    switch panel.content {
    case .grid: preconditionFailure("grids have their own layout")
    case .chart(let chart):
      body = TerminalChart(chart, marks: marks, width: width).draw(lines: lines - y)
    case .bars(let bars):
      let drawn = TerminalBars(bars, marks: marks)
      body = bars.isUpright ? drawn.upright(width, lines - y) : drawn.lying(width, lines - y)
    case .routes(let routes):
      body = TerminalRoutes(routes, marks: marks).draw(width: width, lines: lines - y)
    }
    canvas.put(body, x: 0, y: y)
    for figure in panel.figures.filter({ $0.count <= width }).prefix(1) {
      canvas.put(figure, x: 0, y: canvas.height)
    }
    return canvas
  }
}
