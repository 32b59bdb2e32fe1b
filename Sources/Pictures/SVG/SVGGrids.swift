// Panels of grids in SVG: the largest cells with which they fit, or what takes their place.

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
    let notesWidth = picture.panels.map { noteWidth($0) }.max() ?? 0
    var width = 0
    for (panel, pieces) in zip(picture.panels, panels) {
      width = max(width, pieces.map(\.layout.width).max() ?? 0)
      if notesWidth > 0 { width = max(width, (pieces.first?.layout.width ?? 0) + 12 + notesWidth) }
      width = max(width, SVGText.width(panel.title, .bold), SVGText.width(panel.subtitle, .muted))
      let figure = panel.figures.last.map { SVGText.width($0, .muted) } ?? 0
      if notesWidth == 0 { width = max(width, figure) }
    }
    let across = labelWidth + perRow * width + (perRow - 1) * Self.panelGap
    guard across <= room || cell == Self.cells.last && reduction == .corner && perRow == 1 else {
      return nil
    }
    var page = SVGPage()
    var y = top
    for start in stride(from: 0, to: panels.count, by: perRow) {
      var bottom = y
      for panel in start..<min(start + perRow, panels.count) {
        let x = Self.margin + labelWidth + (panel - start) * (width + Self.panelGap)
        let end = draw(
          picture.panels[panel], panels[panel], on: &page, x: x, y: y, width: width,
          hasNotes: notesWidth > 0, hasLabels: panel == start)
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
  private func layout(_ shape: [Int], isMask: Bool, hasNames: Bool, within width: Int) -> GridLayout
  {
    var metrics = GridMetrics(cellWidth: cell, cellHeight: cell)
    let isDense = cell < 14
    let inner = cell >= 26 ? 3 : isDense ? 0 : 1
    metrics.cellGap = (inner, inner)
    metrics.padding = isDense ? 0 : isMask ? 12 : 3
    let frames = 2 * metrics.padding
    metrics.planeGap = isDense ? 3 : isMask ? 14 : 14 + frames
    metrics.rowGap = isDense ? 5 : 16 + frames
    metrics.groupGap = isDense ? (16, 16) : (48 + frames, 24 + frames)
    metrics.labelHeight = hasNames ? 18 : 0
    if shape.count == 1 {
      let most = max((width - frames) / (cell + inner), 1)
      metrics.wrap = shape[0] <= most ? Int.max : most >= 10 ? most / 10 * 10 : most
    }
    return GridLayout(shape, metrics)
  }

  private func piece(
    _ grid: Grid, label: String? = nil, isShares: Bool = false, within width: Int
  ) -> Piece {
    let named = layout(grid.extents, isMask: grid.isMask, hasNames: true, within: width)
    let hasNames = grid.rank >= 5 || !planeLabels(named, grid).isEmpty
    let layout =
      hasNames
      ? named : layout(grid.extents, isMask: grid.isMask, hasNames: false, within: width)
    return Piece(grid: grid, layout: layout, label: label, isShares: isShares)
  }

  private func pieces(of grid: Grid, plane: Int, within width: Int) -> [Piece] {
    switch reduction {
    case .none, .dense: return [piece(grid, within: width)]
    case .overview:
      let indices = grid.indices(plane, ofFirst: grid.rank - 2)
      let name = "[" + indices.map(String.init).joined(separator: ",") + "]"
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
      let layout = layout(limits, isMask: grid.isMask, hasNames: true, within: wide)
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
      last.text = String(group.count - 1)
      let room = last.box.x + last.box.width - first.box.x
      let needed = SVGText.width(first.text, .muted) + SVGText.width(last.text, .muted) + 12
      last.box.x += last.box.width - SVGText.width(last.text, .muted)
      return needed <= room ? [first, last] : []
    }
  }

  private func noteWidth(_ panel: Panel) -> Int {
    guard reduction == .none, cell >= 14, let notes = panel.grid?.rowNotes else { return 0 }
    return notes.map { SVGText.width($0, .bold) }.max() ?? 0
  }
}
