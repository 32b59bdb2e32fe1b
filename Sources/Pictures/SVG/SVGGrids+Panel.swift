// One panel of a grid in SVG: its title, its names, its planes.
// SPDX-License-Identifier: Apache-2.0

extension SVGGrids {
  /// Draws a panel and says where it ends.
  func draw(
    _ panel: Panel, _ pieces: [Piece], on page: inout SVGPage, x: Int, y: Int, width: Int,
    hasNotes: Bool, hasLabels: Bool
  ) -> Int {
    var y = y
    if !panel.title.isEmpty {
      page.text(panel.title, x: x, y: y + 13, .bold)
      y += 18
    }
    if !panel.subtitle.isEmpty {
      page.text(panel.subtitle, x: x, y: y + 13, .muted)
      y += 18
    }
    if !hasNotes, let figure = panel.figures.first(where: { SVGText.width($0, .muted) <= width }) {
      page.text(figure, x: x, y: y + 13, .muted)
      y += 18
    }
    y += 4
    for (place, piece) in pieces.enumerated() {
      if place > 0 { y += 20 }
      for label in planeLabels(piece.layout, piece.grid) {
        page.text(
          label.text, x: x + label.box.x, y: y + label.box.y - piece.layout.metrics.padding - 5,
          .muted)
      }
      let isNamed = !planeLabels(piece.layout, piece.grid).isEmpty
      for label in piece.layout.groupLabels(of: piece.grid) {
        page.text(
          label.text, x: x + label.box.x,
          y: y + label.box.y - piece.layout.metrics.padding - (isNamed ? 23 : 5), .code)
      }
      if hasLabels {
        for label in rowLabels(piece) {
          let middle = label.box.y + (piece.label == nil ? label.box.height / 2 : 8)
          page.text(label.text, x: x - 8, y: y + middle + 4, .code, .end)
        }
      }
      draw(panel, piece, on: &page, x: x, y: y)
      if hasNotes, place == 0 { drawNotes(piece, on: &page, x: x + piece.layout.width + 12, y: y) }
      y += piece.layout.height
    }
    return y
  }

  private func drawNotes(_ piece: Piece, on page: inout SVGPage, x: Int, y: Int) {
    for (note, box) in notes(beside: piece) {
      page.text(
        note, x: x, y: y + box.y + box.height / 2 + 4, note.hasPrefix("0 ") ? .muted : .bold)
    }
  }

  /// The planes: in groups by row of planes, each with its name for whoever cannot see it.
  private func draw(_ panel: Panel, _ piece: Piece, on page: inout SVGPage, x: Int, y: Int) {
    let grid = piece.grid
    let rows = piece.label == nil && grid.rank >= 4 ? grid.extents.dropLast(3).reduce(1, *) : 1
    let perRow = grid.marks.count / max(rows, 1)
    let marks = MarkPaths(grid, piece.layout, cell: cell, isShares: piece.isShares)
    let paths = marks.paths(x: x, y: y, rows: rows)
    for row in 0..<rows {
      page.group(name(panel, piece, row: row, rows: rows, range: row * perRow..<(row + 1) * perRow))
      { page in
        marks.frames(row: row, rows: rows, x: x, y: y, on: &page)
        for path in paths[row] { page.path(path.data, path.style, attributes: path.attributes) }
        marks.units(row: row, rows: rows, x: x, y: y, on: &page)
      }
    }
  }

  private func name(_ panel: Panel, _ piece: Piece, row: Int, rows: Int, range: Range<Int>)
    -> String
  {
    let grid = piece.grid
    var place = ""
    if let label = piece.label {
      place = "plane \(label)"
    } else if rows > 1 {
      let indices = grid.indices(row, ofFirst: grid.rank - 3)
      place = "sample [" + indices.map(String.init).joined(separator: ", ") + "]"
    }
    let dropped = grid.marks[range].count { $0 == .dropped }
    let isCounted = !piece.isShares && grid.kind != .difference
    let what =
      isCounted
      ? dropped == 0
        ? "all kept" : "\(NumberText.count(dropped)) of \(NumberText.count(range.count)) dropped"
      : piece.isShares ? "share kept by group" : "\(NumberText.count(range.count)) elements"
    let subject = [panel.title, place].filter { !$0.isEmpty }.joined(separator: ", ")
    return subject.isEmpty ? what : "\(subject): \(what)"
  }
}
