// The forms that a grid has in a terminal, and what they need.
// SPDX-License-Identifier: Apache-2.0

/// How the cells of a grid stand in characters.
enum GridForm: Hashable, Sendable {
  /// Two columns and a blank.
  case small
  /// A column, and two rows to a line where half blocks can be shown.
  case dense
  /// A column or more for a share, without gaps.
  case shares(width: Int)
  /// A sign and a digit after a blank.
  case values
  /// A letter and a blank.
  case letters

  /// The form with room for every cell.
  init(of grid: Grid) {
    switch grid.kind {
    case .mask: self = .small
    case .values: self = .values
    case .difference: self = .letters
    }
  }

  /// Whether a line holds two rows.
  func isHalved(_ marks: TerminalMarks) -> Bool { self == .dense && marks.isUnicode }

  /// The sizes in columns and in lines, or half lines where a line holds two rows.
  func metrics(_ marks: TerminalMarks) -> GridMetrics {
    var metrics = GridMetrics(cellWidth: 1, cellHeight: 1)
    let line = isHalved(marks) ? 2 : 1
    metrics.heightMultiple = line
    metrics.rowGap = line
    metrics.groupGap = (2, line)
    metrics.labelHeight = line
    switch self {
    case .small:
      metrics.cellWidth = 2
      metrics.cellGap = (1, 0)
      metrics.planeGap = 2
      metrics.groupGap.across = 4
    case .dense:
      metrics.planeGap = 1
      metrics.groupGap.across = 3
    case .shares(let width):
      metrics.cellWidth = width
      metrics.planeGap = 2
      metrics.groupGap.across = 3
    case .values:
      metrics.cellWidth = 3
      metrics.planeGap = 3
      metrics.groupGap.across = 5
    case .letters:
      metrics.cellGap = (1, 0)
      metrics.planeGap = 4
      metrics.groupGap.across = 6
    }
    return metrics
  }

  /// How far the first sign of a cell is from its edge.
  var inset: Int { self == .values ? 1 : 0 }

  /// The layout of a shape that may be so many columns wide; a strip is wrapped at a multiple of
  /// ten, or where it has to be.
  func layout(
    _ shape: [Int], breaks: [Int?] = [], _ marks: TerminalMarks, within width: Int
  ) -> GridLayout {
    var metrics = metrics(marks)
    if shape.count == 1 {
      let step = metrics.cellWidth + metrics.cellGap.across
      let most = max(1, (width + metrics.cellGap.across) / step)
      metrics.wrap = most >= 10 ? most / 10 * 10 : most
      if shape[0] <= most { metrics.wrap = Int.max }
    }
    return GridLayout(shape, metrics, breaks: breaks)
  }
}
