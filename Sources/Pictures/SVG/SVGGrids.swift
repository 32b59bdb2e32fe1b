// Panels of grids in SVG: the largest cells with which they fit, or what takes their place.
// SPDX-License-Identifier: Apache-2.0

/// Grids with cells of one size, in rows of panels.
struct SVGGrids {
  let picture: Picture
  /// The side of a cell in pixels.
  let cell: Int
  let perRow: Int
  let reduction: Reduction

  /// The largest picture.
  static let limit = (width: 1120, height: 1600)
  static let cells = [30, 24, 20, 14, 8, 4, 2]
  private static let margin = 24
  private static let panelGap = 48

  /// What is drawn of a grid.
  struct Piece {
    let grid: Grid
    let layout: GridLayout
    let label: String?
    /// Whether cells are shares, drawn as squares of different sizes.
    let isShares: Bool
  }

  /// The panels as drawn, the height that they end at, and notes; `nil` where there is no room.
  struct Drawn {
    var page: SVGPage
    var size: (width: Int, height: Int)
    var notes: [String]
    var hasShares: Bool
  }

  func draw(top: Int) -> Drawn? {
    let grids = picture.panels.compactMap(\.grid)
    let plane = Reduction.planeToShow(of: grids)
    let room = Self.limit.width - 2 * Self.margin
    let panels = grids.map { pieces(of: $0, plane: plane, within: room / perRow - 100) }
    let labels = panels.flatMap { $0.flatMap { labelTexts($0) } }
    let labelWidth = labels.map { SVGText.width($0, .code) }.max().map { $0 + 8 } ?? 0
    let hasNotes = picture.panels.contains { showsNotes($0) }
    // A column is as wide as its widest panel.
    let columns = (0..<perRow).map { column in
      stride(from: column, to: panels.count, by: perRow).map {
        width(of: picture.panels[$0], panels[$0], hasNotes: hasNotes)
      }.max() ?? 0
    }
    let across = labelWidth + columns.reduce(0, +) + (perRow - 1) * Self.panelGap
    guard across <= room || cell == Self.cells.last && reduction == .corner && perRow == 1 else {
      return nil
    }
    var page = SVGPage()
    var y = top
    for start in stride(from: 0, to: panels.count, by: perRow) {
      var bottom = y
      for panel in start..<min(start + perRow, panels.count) {
        let column = panel - start
        let x =
          Self.margin + labelWidth + columns[..<column].reduce(0, +) + column * Self.panelGap
        let end = draw(
          picture.panels[panel], panels[panel], on: &page, x: x, y: y, width: columns[column],
          hasNotes: hasNotes, hasLabels: panel == start)
        bottom = max(bottom, end)
      }
      y = bottom + 24
    }
    guard y <= Self.limit.height else { return nil }
    return Drawn(
      page: page, size: (across + 2 * Self.margin, y),
      notes: reduction.notes(
        grids, drawn: panels.map { $0[0].grid }, whole: panels[0].last?.label ?? ""),
      hasShares: panels.contains { $0.contains(where: \.isShares) })
  }

  // MARK: What is drawn

  /// The layout of a shape that may be so wide, with a line for names of planes or without.
  private func layout(
    _ shape: [Int], breaks: [Int?] = [], hasNames: Bool, within width: Int
  ) -> GridLayout {
    var metrics = GridMetrics(cellWidth: cell, cellHeight: cell)
    let isDense = cell < 14
    let inner = cell >= 26 ? 3 : isDense ? 0 : 1
    metrics.cellGap = (inner, inner)
    // Masks have a frame around a sample; what stands beside them is laid out alike.
    let hasMask = picture.panels.contains { $0.grid?.isMask == true }
    metrics.padding = isDense ? 0 : hasMask ? 12 : 3
    let frames = 2 * metrics.padding
    metrics.planeGap = isDense ? 3 : hasMask ? 14 : 14 + frames
    metrics.rowGap = isDense ? 5 : 16 + frames
    metrics.groupGap = isDense ? (16, 16) : (48 + frames, 24 + frames)
    metrics.labelHeight = hasNames ? 18 : 0
    if shape.count == 1 {
      let most = max((width - frames) / (cell + inner), 1)
      metrics.wrap = shape[0] <= most ? Int.max : most >= 10 ? most / 10 * 10 : most
    }
    return GridLayout(shape, metrics, breaks: breaks)
  }

  private func piece(
    _ grid: Grid, label: String? = nil, isShares: Bool = false, within width: Int
  ) -> Piece {
    func layout(hasNames: Bool) -> GridLayout {
      self.layout(
        grid.extents, breaks: grid.breaks, hasNames: hasNames, within: width)
    }
    let named = layout(hasNames: true)
    let hasNames = grid.rank >= 5 || !planeLabels(named, grid).isEmpty
    return Piece(
      grid: grid, layout: hasNames ? named : layout(hasNames: false), label: label,
      isShares: isShares)
  }

  private func pieces(of grid: Grid, plane: Int, within width: Int) -> [Piece] {
    switch reduction {
    case .none, .dense: return [piece(grid, within: width)]
    case .overview:
      let name = grid.name(ofPlanes: plane..<plane + 1)
      return [
        piece(grid.overview(), isShares: true, within: width),
        piece(grid.planes(plane..<plane + 1), label: name, within: width),
      ]
    case .groups(let k):
      let base = grid.rank >= 3 && grid.planes > 1 ? grid.overview() : grid
      return [piece(base.grouped(by: k), isShares: true, within: width)]
    case .corner: return [piece(corner(of: grid, within: width), within: width)]
    }
  }

  private func corner(of grid: Grid, within width: Int) -> Grid {
    let rows = (picture.panels.count + perRow - 1) / perRow
    let wide = max((width - 100) / perRow - Self.panelGap, cell)
    let high = 1200 / rows
    return grid.corner { limits, across in
      let layout = layout(limits, hasNames: true, within: wide)
      return across ? layout.width <= wide : layout.height <= high
    }
  }

  // MARK: How it is drawn

  private func labelTexts(_ piece: Piece) -> [String] { rowLabels(piece).map(\.text) }

  func rowLabels(_ piece: Piece) -> [GridLabel] {
    if let label = piece.label { return [GridLabel(text: label, box: piece.layout.bounds([]))] }
    return piece.layout.rowLabels(
      of: piece.grid, every: cell >= 12 || piece.grid.rank == 1 ? 1 : cell >= 4 ? 10 : 20)
  }

  func planeLabels(_ layout: GridLayout, _ grid: Grid) -> [GridLabel] {
    let groups = layout.planeLabels(of: grid)
    let isFitting = groups.allSatisfy {
      $0.allSatisfy { SVGText.width($0.text, .muted) <= $0.box.width + 8 }
    }
    if isFitting { return groups.flatMap { $0 } }
    // The first and the last, where those have room.
    return groups.flatMap { group -> [GridLabel] in
      guard group.count > 2, let first = group.first, var last = group.last else { return [] }
      last.text = String(last.text.split(separator: " ").last ?? "")
      let room = last.box.x + last.box.width - first.box.x
      let needed = SVGText.width(first.text, .muted) + SVGText.width(last.text, .muted) + 12
      last.box.x += last.box.width - SVGText.width(last.text, .muted)
      return needed <= room ? [first, last] : []
    }
  }

  /// Whether something is said beside the panel's rows of planes.
  private func showsNotes(_ panel: Panel) -> Bool {
    reduction == .none && cell >= 14 && panel.grid?.rowNotes.isEmpty == false
  }

  /// How wide a panel is, with all that is written above it and beside it.
  private func width(of panel: Panel, _ pieces: [Piece], hasNotes: Bool) -> Int {
    let cells = pieces.map(\.layout.width).max() ?? 0
    let titles = [SVGText.width(panel.title, .bold), SVGText.width(panel.subtitle, .muted)]
    let width = max(cells, titles[0], titles[1])
    guard hasNotes else {
      return max(width, panel.figures.last.map { SVGText.width($0, .muted) } ?? 0)
    }
    guard let first = pieces.first else { return width }
    let longest = self.notes(beside: first).map { SVGText.width($0.text, .bold) }.max()
    return longest.map { max(width, first.layout.width + 12 + $0) } ?? width
  }

  /// What is said beside rows of planes, and the rows.
  func notes(beside piece: Piece) -> [(text: String, box: Box)] {
    let rank = piece.layout.extents.count
    let boxes =
      rank >= 4 && piece.grid.rank >= 4
      ? piece.layout.rowLabels(of: piece.grid).map(\.box) : [piece.layout.bounds([])]
    return zip(piece.grid.rowNotes, boxes).filter { note, box in
      // What is written across a dropped unit is not said beside it.
      !note.isEmpty
        && (note != piece.grid.unitNote || SVGText.width(note, .bold) + 8 > box.width)
    }.map { ($0, $1) }
  }
}
