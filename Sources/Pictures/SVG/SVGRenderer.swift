// Pictures as SVG files: self-contained, for light and dark grounds, for paper, and for readers of
// screens.
// SPDX-License-Identifier: Apache-2.0

/// Draws pictures as SVG.
package struct SVGRenderer: Sendable {
  /// The largest file; what is larger is reduced.
  package static let byteLimit = 100_000

  static let margin = 24
  private static let leastWidth = 640

  package init() {}

  /// The picture as the text of a file.
  package func text(_ picture: Picture) -> String {
    file(picture).text
  }

  /// The file, and where its texts stand.
  func file(_ picture: Picture) -> (text: String, texts: [SVGPage.TextBox]) {
    let grids = picture.panels.compactMap(\.grid)
    guard grids.count == picture.panels.count, !grids.isEmpty else {
      let charts = SVGCharts(picture: picture).draw(top: 0)
      return page(picture, width: charts.size.width, notes: [], hasShares: false) { page, top in
        let drawn = SVGCharts(picture: picture).draw(top: top)
        page.append(drawn.page)
        return drawn.size.height
      }
    }
    var smallest: (text: String, texts: [SVGPage.TextBox])?
    for reduction in Reduction.stages(for: grids).joined() {
      for cell in Self.cells(for: reduction) {
        for perRow in Reduction.panelsPerRow(grids) {
          let drawing = SVGGrids(picture: picture, cell: cell, perRow: perRow, reduction: reduction)
          guard let drawn = drawing.draw(top: 0) else { continue }
          var shown = picture
          if case .groups = reduction { shown.legend.removeAll { $0.isOfMask } }
          let file = page(
            shown, width: drawn.size.width, notes: drawn.notes, hasShares: drawn.hasShares,
            isDense: cell < 14 && !drawn.hasShares
          ) { page, top in
            guard let drawn = drawing.draw(top: top) else { return top }
            page.append(drawn.page)
            return drawn.size.height
          }
          if file.text.utf8.count <= Self.byteLimit { return file }
          if smallest.map({ file.text.utf8.count < $0.text.utf8.count }) ?? true { smallest = file }
        }
      }
    }
    return smallest ?? page(picture, width: 0, notes: [], hasShares: false) { _, top in top }
  }

  /// The sides of cells to try, from the largest.
  private static func cells(for reduction: Reduction) -> [Int] {
    switch reduction {
    case .none: [30, 24, 20, 14]
    case .dense: [8, 4, 2]
    case .overview(let tile, _): tile == 1 ? [20, 8, 4] : []
    case .groups: [8, 4]
    case .corner: [20, 14]
    }
  }

  /// The whole file: heading, parameters, what `body` draws and says the end of, legend and notes.
  private func page(
    _ picture: Picture, width: Int, notes: [String], hasShares: Bool, isDense: Bool = false,
    _ body: (inout SVGPage, Int) -> Int
  ) -> (text: String, texts: [SVGPage.TextBox]) {
    let width = max(width, Self.leastWidth)
    let room = width - 2 * Self.margin
    var page = SVGPage()
    var y = 32
    for line in TextWrap.lines(picture.finding, { SVGText.width($0, .heading) <= room }) {
      page.text(line, x: Self.margin, y: y, .heading)
      y += 20
    }
    let parameters = picture.parameters.joined(separator: " · ")
    for line in TextWrap.lines(parameters, { SVGText.width($0, .muted) <= room }) {
      page.text(line, x: Self.margin, y: y, .muted)
      y += 16
    }
    y = body(&page, y + 8)
    y = SVGLegend(picture: picture, hasShares: hasShares, isDense: isDense).draw(
      on: &page, y: y + 4, width: room)
    for note in notes + picture.notes {
      for line in TextWrap.lines(note + ".", { SVGText.width($0, .body) <= room }) {
        page.text(line, x: Self.margin, y: y + 13)
        y += 20
      }
    }
    return (document(picture, page, width: width, height: y + 16), page.texts)
  }

  private func document(_ picture: Picture, _ page: SVGPage, width: Int, height: Int) -> String {
    let scales = picture.panels.compactMap { panel -> ValueScale? in
      if case .values(let scale)? = panel.grid?.kind { return scale }
      return nil
    }
    let style = SVGStyle.sheet(
      diverging: scales.contains(where: \.isDiverging),
      sequential: scales.contains { !$0.isDiverging })
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" \
      height="\(height)" role="group" aria-labelledby="rx-title" aria-describedby="rx-desc">
      <title id="rx-title">\(SVGText.escaped(SVGText.typographic(picture.title)))</title>
      <desc id="rx-desc">\(SVGText.escaped(SVGText.typographic(picture.description)))</desc>
      <style>
      \(style)</style>
      <rect class="bg" width="\(width)" height="\(height)"/>
      \(page.elements)</svg>

      """
  }
}

extension SVGPage {
  /// Puts the elements of another page after those of this one.
  mutating func append(_ other: SVGPage) { self.append(other.elements, other.texts) }
}
