// Panels of grids in a terminal: what is drawn of them, and how they stand beside each other.
// SPDX-License-Identifier: Apache-2.0

/// Grids in one form, in rows of panels.
struct TerminalGrids {
  let picture: Picture
  let capabilities: TerminalCapabilities
  let marks: TerminalMarks
  let reduction: Reduction
  /// How many panels stand side by side.
  let perRow: Int
  /// The lines that panels may take.
  let lines: Int

  /// Between panels.
  private static let gap = 3

  /// The panels and what to know of how they are drawn, or `nil` where there is no room.
  func draw() -> (canvas: Canvas, notes: [String], hasShares: Bool)? {
    let grids = picture.panels.compactMap(\.grid)
    let plane = Reduction.planeToShow(of: grids)
    var labelWidth = 6
    while true {
      let budget = (capabilities.width - labelWidth - Self.gap * (perRow - 1)) / perRow
      guard budget > 0 else { return nil }
      let panels = grids.map { pieces(of: $0, plane: plane, within: budget) }
      // A blank before the names of rows; the longer one of a plane does without.
      let labels = panels.flatMap {
        $0.flatMap { piece in piece.rowLabels.map { $0.text.count + (piece.label == nil ? 1 : 0) } }
      }
      let needed = labels.max().map { $0 + 2 } ?? 2
      guard needed <= labelWidth else {
        labelWidth = needed
        continue
      }
      guard panels.allSatisfy({ $0.allSatisfy { $0.width <= budget } }) else { return nil }
      let height = panels.map { $0.map(\.height).reduce(0, +) }.max() ?? 0
      guard height <= lines else { return nil }
      let canvas = compose(panels, labelWidth: min(labelWidth, needed), budget: budget)
      return (canvas, notes(grids, panels), hasShares(panels))
    }
  }

  private func hasShares(_ panels: [[GridPiece]]) -> Bool {
    panels.contains { $0.contains { if case .shares = $0.form { true } else { false } } }
  }

  // MARK: What is drawn

  private func pieces(of grid: Grid, plane: Int, within width: Int) -> [GridPiece] {
    func piece(_ grid: Grid, _ form: GridForm, label: String? = nil) -> GridPiece {
      GridPiece(grid, form, label: label, marks: marks, within: width)
    }
    switch reduction {
    case .none: return [piece(grid, GridForm(of: grid))]
    case .dense: return [piece(grid, .dense)]
    case .overview(let tile, let planes):
      // Planes that follow the one to show, as far as there are any in its row.
      let inRow = grid.extents[grid.rank - 3]
      let start = max(min(plane % inRow, inRow - planes), 0)
      let count = min(planes, inRow)
      let first = plane - plane % inRow + (planes == 1 ? plane % inRow : start)
      let whole = grid.planes(first..<first + count)
      let label = grid.name(ofPlanes: first..<first + count)
      return [piece(grid.overview(), .shares(width: tile)), piece(whole, .dense, label: label)]
    case .groups(let k):
      let base = grid.rank >= 3 && grid.planes > 1 ? grid.overview() : grid
      return [piece(base.grouped(by: k), .shares(width: 1))]
    case .corner: return [piece(corner(of: grid, within: width), GridForm(of: grid))]
    }
  }

  private func corner(of grid: Grid, within width: Int) -> Grid {
    let form = GridForm(of: grid)
    return grid.corner { limits, across in
      let layout = form.layout(limits, marks, within: width)
      return across ? layout.width <= width : layout.height <= lines
    }
  }

  private func notes(_ grids: [Grid], _ panels: [[GridPiece]]) -> [String] {
    let isHalved = panels[0].contains { $0.form.isHalved(marks) }
    var notes = reduction.notes(
      grids, drawn: panels.map { $0[0].grid }, whole: panels[0].last?.label ?? "")
    if isHalved { notes.append("Two rows to a line") }
    return notes.isEmpty ? [] : [notes.joined(separator: ". ")]
  }
}
