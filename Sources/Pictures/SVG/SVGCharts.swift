// Panels of charts, bars and routes in SVG.
// SPDX-License-Identifier: Apache-2.0

/// Charts one under another; bars beside each other.
struct SVGCharts {
  let picture: Picture

  /// The panels and their size.
  func draw(top: Int) -> (page: SVGPage, size: (width: Int, height: Int)) {
    var page = SVGPage()
    let isBeside = picture.panels.allSatisfy { if case .bars = $0.content { true } else { false } }
    var (x, y) = (SVGRenderer.margin, top)
    var (width, bottom) = (0, top)
    for panel in picture.panels {
      let size = draw(panel, on: &page, x: x, y: y)
      width = max(width, x + size.width + SVGRenderer.margin)
      bottom = max(bottom, y + size.height)
      if isBeside { x += size.width + 32 } else { y = bottom + 24 }
    }
    return (page, (width, bottom + 12))
  }

  private func draw(
    _ panel: Panel, on page: inout SVGPage, x: Int, y: Int
  ) -> (width: Int, height: Int) {
    var top = y
    var titleWidth = 0
    for (text, style) in [(panel.title, SVGTextStyle.bold), (panel.subtitle, .muted)]
    where !text.isEmpty {
      page.text(text, x: x, y: top + 13, style)
      titleWidth = max(titleWidth, SVGText.width(text, style))
      top += 18
    }
    let size: (width: Int, height: Int)
    switch panel.content {
    case .grid: preconditionFailure("grids have their own layout")
    case .chart(let chart): size = SVGChart(chart).draw(on: &page, x: x, y: top)
    case .bars(let bars): size = SVGBars(bars, name: panel.title).draw(on: &page, x: x, y: top)
    case .routes(let routes): size = SVGRoutes(routes).draw(on: &page, x: x, y: top)
    }
    return (max(size.width, titleWidth), top - y + size.height)
  }
}
