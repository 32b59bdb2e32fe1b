// What stands around the marks of a grid: frames, tiles, and what crosses a dropped unit out.
// SPDX-License-Identifier: Apache-2.0

extension MarkPaths {
  /// The frames of planes, or of rows of planes, or the tiles behind dense ones.
  func frames(row: Int, rows: Int, x: Int, y: Int, on page: inout SVGPage) {
    guard !isShares else { return }
    let rank = layout.extents.count
    let leading = rows > 1 || grid.rank >= 4 ? grid.indices(row, ofFirst: grid.rank - 3) : []
    if isDense || !grid.isMask {
      let planes = rank >= 3 ? (0..<layout.extents[rank - 3]).map { leading + [$0] } : [leading]
      var tiles = PathData()
      for plane in planes {
        let box = layout.bounds(plane)
        if isDense {
          tiles.rectangle(x + box.x, y + box.y, box.width, box.height)
        } else {
          page.box(outset(box, by: 2, x: x, y: y), "o")
        }
      }
      page.path(tiles.text, "p", attributes: "shape-rendering=\"crispEdges\"")
    } else {
      let box = layout.bounds(leading)
      let isDropped = droppedUnits.contains(leading) && !leading.isEmpty
      page.box(outset(box, by: 12, x: x, y: y), "o", radius: 4, isDashed: isDropped)
    }
  }

  /// An outline around each unit that was dropped as a whole, a cross through it, and what it is.
  func units(row: Int, rows: Int, x: Int, y: Int, on page: inout SVGPage) {
    let leading = rows > 1 ? grid.indices(row, ofFirst: grid.rank - 3) : []
    var outlines = PathData()
    for unit in droppedUnits where unit.starts(with: leading) || leading.starts(with: unit) {
      // A unit of several rows of planes is drawn with the first of them.
      if unit.count < leading.count, leading.dropFirst(unit.count).contains(where: { $0 != 0 }) {
        continue
      }
      let box = layout.bounds(unit)
      let (left, top) = (x + box.x, y + box.y)
      guard !isDense else {
        if min(box.width, box.height) >= 8 {
          outlines.rectangle(left, top, box.width, box.height)
        }
        continue
      }
      page.path(
        "M\(left) \(top)L\(left + box.width) \(top + box.height)M\(left + box.width) \(top)L\(left) \(top + box.height)",
        "x")
      let width = SVGText.width(grid.unitNote, .bold)
      guard !grid.unitNote.isEmpty, width + 8 <= box.width, box.height >= 22 else { continue }
      let middle = (x: left + box.width / 2, y: top + box.height / 2)
      page.box(
        Box(x: middle.x - width / 2 - 4, y: middle.y - 11, width: width + 8, height: 22), "bg")
      page.text(grid.unitNote, x: middle.x, y: middle.y + 4, .bold, .middle)
    }
    page.path(outlines.text, "o")
  }

  private func outset(_ box: Box, by margin: Int, x: Int, y: Int) -> Box {
    Box(
      x: x + box.x - margin, y: y + box.y - margin, width: box.width + 2 * margin,
      height: box.height + 2 * margin)
  }
}
