// The marks of a grid as paths: one per state and group of planes.
// SPDX-License-Identifier: Apache-2.0

/// What a grid is drawn with.
struct MarkPaths {
  /// A path of one style.
  struct Path {
    let style: String
    let data: String
    var attributes = ""
  }

  let grid: Grid
  let layout: GridLayout
  let cell: Int
  let isShares: Bool
  /// Whether cells touch, so that rows are drawn as runs.
  var isDense: Bool { cell < 14 }
  /// The units that were dropped as a whole: their leading indices.
  let droppedUnits: [[Int]]

  init(_ grid: Grid, _ layout: GridLayout, cell: Int, isShares: Bool) {
    self.grid = grid
    self.layout = layout
    self.cell = cell
    self.isShares = isShares
    droppedUnits = isShares ? [] : Self.droppedUnits(grid, layout)
  }

  /// The units of more than one cell whose cells are all dropped.
  private static func droppedUnits(_ grid: Grid, _ layout: GridLayout) -> [[Int]] {
    let axes = grid.drawnAxes
    guard grid.isMask, axes < grid.rank, layout.extents == grid.extents else { return [] }
    let size = grid.extents[axes...].reduce(1, *)
    guard size > 1, !grid.marks.isEmpty else { return [] }
    var units: [[Int]] = []
    for unit in 0..<grid.marks.count / size {
      guard grid.marks[unit * size..<(unit + 1) * size].allSatisfy({ $0 == .dropped }) else {
        continue
      }
      units.append(grid.indices(unit, ofFirst: axes))
    }
    return units
  }

  /// The paths of each of so many rows of planes, every cell in exactly one of them but for the sign
  /// on top of it.
  func paths(x: Int, y: Int, rows: Int) -> [[Path]] {
    let perRow = grid.marks.count / max(rows, 1)
    var result: [[Path]] = []
    var data: [String: PathData] = [:]
    let units = Set(droppedUnits)
    let unitSize = grid.extents.suffix(grid.rank - min(grid.drawnAxes, grid.rank)).reduce(1, *)
    let planeSize = max(grid.planeCount, 1)
    let plane = layout.bounds(Array(repeating: 0, count: max(grid.rank - 2, 0)))
    let isWhole = (0..<grid.marks.count / planeSize).map { number in
      layout.extents == grid.extents && grid.breaks.allSatisfy { $0 == nil }
        && grid.marks[number * planeSize..<(number + 1) * planeSize].allSatisfy { $0 == .kept }
    }
    func flush() {
      var paths: [Path] = []
      for (style, attributes) in Self.order {
        guard var path = data[style] else { continue }
        path.endRun()
        paths.append(Path(style: style, data: path.text, attributes: attributes))
      }
      if isDense {
        paths = paths.map { path in
          guard path.style == "r" else { return path }
          return Path(
            style: "r", data: path.data,
            attributes: "stroke-width=\"\(cell)\" shape-rendering=\"crispEdges\"")
        }
      }
      result.append(paths)
      data = [:]
    }
    layout.forEachCell { place, cellX, cellY in
      if place > 0, place % max(perRow, 1) == 0 { flush() }
      let (left, top) = (x + cellX, y + cellY)
      switch grid.marks[place] {
      case .kept:
        if isDense, isWhole[place / planeSize] {
          // A plane that is kept whole is one rectangle, drawn with its first cell.
          guard place % planeSize == 0 else { break }
          data["k", default: PathData()].rectangle(left, top, plane.width, plane.height)
        } else if isDense {
          data["r", default: PathData()].run(left, top + cell / 2, width: cell)
        } else {
          data["k", default: PathData()].rectangle(left, top, cell, cell)
        }
      case .dropped:
        // Among many the tile of the plane shows; a unit has one cross for all its cells.
        guard !isDense else { break }
        if !units.isEmpty,
          units.contains(grid.indices(place / max(unitSize, 1), ofFirst: grid.drawnAxes))
        {
          break
        }
        data["x", default: PathData()].cross(left, top, size: cell)
      case .value(let value):
        guard case .values(let scale) = grid.kind, value.isFinite else {
          data["pt", default: PathData()].diamond(left, top, size: cell)
          break
        }
        let place = scale.valueClass(value)
        data["\(scale.isDiverging ? "d" : "q")\(place)", default: PathData()].rectangle(
          left, top, cell, cell)
        if value < 0, cell >= 14 {
          data[place <= 1 ? "nb" : "n", default: PathData()].minus(left, top, size: cell)
        }
      case .share(let share):
        let size = cell * Mark.shareClass(share) / 4
        data["p", default: PathData()].rectangle(left, top, cell, cell)
        let inset = (cell - size) / 2
        if size > 0 {
          data["k", default: PathData()].rectangle(left + inset, top + inset, size, size)
        }
      case .onlyFirst, .onlySecond:
        let isFirst = grid.marks[place] == .onlyFirst
        data[isFirst ? "k" : "k2", default: PathData()].rectangle(left, top, cell, cell)
        if !isDense { data["nb", default: PathData()].letter(isFirst, left, top, size: cell) }
      case .apart: data["pt", default: PathData()].diamond(left, top, size: cell)
      case .equal: data["e", default: PathData()].rectangle(left, top, cell, cell)
      case .neither: break
      }
    }
    while result.count < max(rows, 1) { flush() }
    return result
  }

  /// The styles in the order of drawing: grounds, fills, signs.
  private static let order: [(style: String, attributes: String)] =
    (["p", "r", "k", "k2", "e"] + (0..<9).map { "d\($0)" } + (0..<7).map { "q\($0)" }
    + ["pt", "n", "nb", "x"]).map { ($0, $0 == "p" ? "shape-rendering=\"crispEdges\"" : "") }
}
