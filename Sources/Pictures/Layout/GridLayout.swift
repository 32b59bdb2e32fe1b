// Where the cells of a grid stand. From the back the axes go across, down, across, down: columns,
// rows, channels, samples, and two axes of groups.
// SPDX-License-Identifier: Apache-2.0

/// A rectangle in characters or pixels.
struct Box: Hashable, Sendable {
  var x: Int
  var y: Int
  var width: Int
  var height: Int
}

/// The place of each cell, from the rank and the metrics alone.
struct GridLayout: Sendable {
  let metrics: GridMetrics
  /// The extents as laid out: those of the grid, or the lines and columns of a wrapped strip.
  let extents: [Int]
  /// How many cells there are; the last line of a strip may be short.
  let count: Int
  /// By axis and index, how far a cell is from the first.
  private let offsets: [[Int]]
  /// The size of what one index of an axis covers, from the first axis to the last.
  private let sizes: [(width: Int, height: Int)]
  /// With the labels above and the padding.
  let width: Int
  let height: Int
  /// Where the first cell is.
  let left: Int
  let top: Int

  /// The layout of a grid of these extents; before the indices of `breaks`, by axis, cells are left
  /// out, and an empty place says so.
  init(_ shape: [Int], _ metrics: GridMetrics, breaks: [Int?] = []) {
    self.metrics = metrics
    count = shape.reduce(1, *)
    switch shape.count {
    case 0: extents = [1]
    case 1 where shape[0] > metrics.wrap:
      extents = [(shape[0] + metrics.wrap - 1) / metrics.wrap, metrics.wrap]
    default: extents = shape
    }
    var (width, height) = (metrics.cellWidth, metrics.cellHeight)
    var offsets: [[Int]] = []
    var sizes: [(width: Int, height: Int)] = []
    for (level, extent) in extents.reversed().enumerated() {
      sizes.append((width, height))
      let isAcross = level % 2 == 0
      // Each group has a line for its own name and one for its planes'.
      if level == 5 { height += 2 * metrics.labelHeight }
      let step = (isAcross ? width : height) + Self.gap(level, metrics)
      let axis = extents.count - 1 - level
      // A strip that is wrapped has lines instead of its one axis.
      let first = breaks.count == extents.count ? breaks[axis] ?? extent : extent
      let hole = first < extent ? Self.hole(before: first * step, level, step, metrics) : 0
      offsets.append((0..<extent).map { $0 * step + ($0 >= first ? hole : 0) })
      let total = max(0, extent * step + hole - Self.gap(level, metrics))
      if isAcross { width = total } else { height = total }
      if level == 1 {
        height =
          (height + metrics.heightMultiple - 1) / metrics.heightMultiple * metrics.heightMultiple
      }
    }
    self.offsets = offsets.reversed()
    self.sizes = sizes.reversed()
    left = metrics.padding
    top =
      metrics.padding + metrics.labelHeight * (extents.count >= 5 ? 2 : extents.count >= 3 ? 1 : 0)
    self.width = width + 2 * metrics.padding
    self.height =
      (extents.count == 6 ? height : height + top - metrics.padding) + 2 * metrics.padding
  }

  private static func gap(_ level: Int, _ metrics: GridMetrics) -> Int {
    [
      metrics.cellGap.across, metrics.cellGap.down, metrics.planeGap, metrics.rowGap,
      metrics.groupGap.across, metrics.groupGap.down,
    ][level]
  }

  /// How much room there is where cells are left out: a cell's of rows and columns, twice the gap of
  /// planes and more. What follows begins with a line.
  private static func hole(
    before end: Int, _ level: Int, _ step: Int, _ metrics: GridMetrics
  ) -> Int {
    switch level {
    case 0: return step
    case 1:
      let line = metrics.heightMultiple
      return (end + line - 1) / line * line - end + max(step, line)
    default: return gap(level, metrics)
    }
  }

  /// Whether the axis goes across.
  func isAcross(_ axis: Int) -> Bool { (extents.count - axis) % 2 == 1 }

  /// Calls `body` with each cell's place in the grid and its upper left corner, in order.
  func forEachCell(_ body: (_ place: Int, _ x: Int, _ y: Int) -> Void) {
    var place = 0
    func go(_ axis: Int, _ x: Int, _ y: Int) {
      guard axis < extents.count else {
        if place < count { body(place, x, y) }
        place += 1
        return
      }
      for offset in offsets[axis] {
        if isAcross(axis) { go(axis + 1, x + offset, y) } else { go(axis + 1, x, y + offset) }
      }
    }
    go(0, left, top)
  }

  /// The rectangle of the cells that share the leading indices.
  func bounds(_ leading: [Int]) -> Box {
    var (x, y) = (left, top)
    for (axis, index) in leading.enumerated() {
      if isAcross(axis) { x += offsets[axis][index] } else { y += offsets[axis][index] }
    }
    // What is below the last of these axes.
    var size = (width: width - 2 * metrics.padding, height: height - top - metrics.padding)
    if let last = leading.indices.last { size = sizes[last] }
    return Box(x: x, y: y, width: size.width, height: size.height)
  }
}
