// The panels of grids put together: titles above, names at the left, notes at the right.
// SPDX-License-Identifier: Apache-2.0

extension TerminalGrids {
  /// The sheet of all panels.
  func compose(_ panels: [[GridPiece]], labelWidth: Int, budget: Int) -> Canvas {
    let gap = 3
    let hasNotes = showsNotes(panels, budget)
    let figures = picture.panels.map { panel in
      hasNotes ? nil : panel.figures.first { $0.count <= budget }
    }
    let titles = titleLines(budget)
    var width = 0
    for (panel, pieces) in panels.enumerated() {
      width = max(width, pieces.map(\.width).max() ?? 0)
      if hasNotes { width = max(width, pieces[0].width + 3 + noteWidth(panel)) }
      width = max(width, titles[panel].map { $0.map(\.text.count).reduce(0, +) }.max() ?? 0)
      width = max(width, figures[panel]?.count ?? 0)
    }
    var canvas = Canvas()
    var y = 0
    for start in stride(from: 0, to: panels.count, by: perRow) {
      let row = start..<min(start + perRow, panels.count)
      let titleHeight = row.map { titles[$0].count }.max() ?? 0
      var bottom = y
      for panel in row {
        let x = labelWidth + (panel - start) * (width + gap)
        for (line, parts) in titles[panel].enumerated() {
          var column = x
          for part in parts {
            canvas.put(part.text, x: column, y: y + line, part.role)
            column += part.text.count
          }
        }
        var top = y + titleHeight
        for (place, piece) in panels[panel].enumerated() {
          if place > 0 { top += 1 }
          piece.draw(on: &canvas, x: x - piece.form.inset, y: top)
          let line = piece.form.isHalved(marks) ? 2 : 1
          if panel == start {
            for label in piece.rowLabels {
              canvas.put(
                label.text, x: max(0, labelWidth - 2 - label.text.count),
                y: top + label.box.y / line, .mute)
            }
          }
          if hasNotes { putNotes(panel, piece, on: &canvas, x: x + piece.width + 3, y: top) }
          top += piece.height
        }
        if let figure = figures[panel] {
          canvas.put(figure, x: x, y: top)
          top += 1
        }
        bottom = max(bottom, top)
      }
      y = bottom + 1
    }
    return canvas
  }

  /// Whether there is room for what is said beside rows of planes, in every panel.
  private func showsNotes(_ panels: [[GridPiece]], _ budget: Int) -> Bool {
    guard reduction == .none else { return false }
    return panels.indices.allSatisfy { panel in
      guard let grid = picture.panels[panel].grid, !grid.rowNotes.isEmpty else { return false }
      return panels[panel][0].width + 3 + noteWidth(panel) <= budget
    }
  }

  private func noteWidth(_ panel: Int) -> Int {
    picture.panels[panel].grid?.rowNotes.map(\.count).max() ?? 0
  }

  private func putNotes(_ panel: Int, _ piece: GridPiece, on canvas: inout Canvas, x: Int, y: Int) {
    let grid = piece.grid
    // Planes that are no rows of planes have one note, at their first line.
    let labels =
      grid.rank >= 4 ? piece.rowLabels : [GridLabel(text: "", box: piece.layout.bounds([]))]
    for (note, label) in zip(grid.rowNotes, labels) {
      canvas.put(note, x: x, y: y + label.box.y, note == grid.unitNote ? .second : .ink)
    }
  }

  /// The title and the subtitle of each panel: on one line if that fits everywhere.
  private func titleLines(_ budget: Int) -> [[[(text: String, role: Role)]]] {
    let panels = picture.panels
    let isOneLine = panels.allSatisfy { $0.title.count + 2 + $0.subtitle.count <= budget }
    return panels.map { panel in
      if panel.title.isEmpty, panel.subtitle.isEmpty { return [] }
      if panel.subtitle.isEmpty {
        return TextWrap.lines(panel.title, width: budget).map { [($0, .strong)] }
      }
      if isOneLine { return [[(panel.title, .strong), ("  ", .ink), (panel.subtitle, .mute)]] }
      return TextWrap.lines(panel.title, width: budget).map { [($0, .strong)] }
        + TextWrap.lines(panel.subtitle, width: budget).map { [($0, .mute)] }
    }
  }
}
