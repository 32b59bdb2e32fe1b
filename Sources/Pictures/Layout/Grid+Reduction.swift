// Grids too large to draw, made smaller: an overview, one plane, groups of cells, corners.
// SPDX-License-Identifier: Apache-2.0

extension Grid {
  /// A cell per plane: the share of it that is kept. Only for a mask of three axes and more.
  func overview() -> Grid {
    let count = planeCount
    var shares = Grid(
      .mask, extents: Array(extents.dropLast(2)),
      marks: (0..<planes).map { .share(keptShare($0 * count..<($0 + 1) * count)) })
    shares.axisNames = axisNames.dropLast(2).map { $0 }
    shares.origins = origins.dropLast(2).map { $0 }
    shares.drawnAxes = shares.rank
    return shares
  }

  /// The chosen plane by itself; the whole grid where none was chosen.
  package var chosenPlane: Grid {
    guard chosen != nil, rank > 2 else { return self }
    let plane = Reduction.planeToShow(of: [self])
    return planes(plane..<plane + 1)
  }

  /// Some planes that follow each other, side by side.
  func planes(_ range: Range<Int>) -> Grid {
    let extents = (range.count > 1 ? [range.count] : []) + self.extents.suffix(2)
    var grid = Grid(
      kind, extents: extents,
      marks: Array(marks[range.lowerBound * planeCount..<range.upperBound * planeCount]))
    // A draw that decides more than a plane decides these whole.
    let leading = rank - 2
    grid.drawnAxes = max(0, drawnAxes - leading) + (range.count > 1 && drawnAxes >= leading ? 1 : 0)
    grid.origins = (range.count > 1 ? [nil] : []) + origins.suffix(2)
    return grid
  }

  /// The name of planes that follow each other along their last axis: `[1,3]`, `[1,3:6]`.
  func name(ofPlanes range: Range<Int>) -> String {
    let first = indices(range.lowerBound, ofFirst: rank - 2)
    var names = first.enumerated().map { "\(origin($0.offset, $0.element))" }
    if range.count > 1, let last = first.last {
      names[names.count - 1] += ":\(origin(rank - 3, last + range.count - 1) + 1)"
    }
    return "[" + names.joined(separator: ",") + "]"
  }

  /// A cell per group of k x k cells of each plane: the share of it that is kept.
  func grouped(by k: Int) -> Grid {
    let (height, width) = rank < 2 ? (1, extents.last ?? 1) : (extents[rank - 2], extents[rank - 1])
    let (rows, columns) = ((height + k - 1) / k, (width + k - 1) / k)
    var kept = Array(repeating: 0.0, count: planes * rows * columns)
    for (place, mark) in marks.enumerated() where mark != .dropped {
      let (plane, rest) = place.quotientAndRemainder(dividingBy: height * width)
      let (row, column) = rest.quotientAndRemainder(dividingBy: width)
      let share = if case .share(let share) = mark { share } else { 1.0 }
      kept[(plane * rows + row / k) * columns + column / k] += share
    }
    let shares = kept.indices.map { place in
      let (row, column) = (place / columns % rows, place % columns)
      let size = min(k, height - row * k) * min(k, width - column * k)
      return Mark.share(kept[place] / Double(size))
    }
    var grid = Grid(
      .mask, extents: rank < 2 ? [columns] : extents.dropLast(2) + [rows, columns], marks: shares)
    grid.axisNames = axisNames
    grid.step = k
    grid.origins = origins
    for (axis, count) in rank < 2 ? [(0, columns)] : [(rank - 2, rows), (rank - 1, columns)] {
      grid.origins[axis] = (0..<count).map { origin(axis, $0 * k) }
    }
    return grid
  }

  /// As much of the corners as fits across and down; outer axes are cut before a plane is.
  func corner(where fits: (_ limits: [Int], _ across: Bool) -> Bool) -> Grid {
    var limits = extents
    // Where both ends are shown there is a place for what is between them.
    func isSplit(_ axis: Int) -> Bool {
      rank > 1 && limits[axis] > 1 && limits[axis] < extents[axis]
    }
    for axis in limits.indices {
      let across = (rank - axis) % 2 == 1 && rank > 1
      var (low, high) = (1, limits[axis])
      while low < high {
        let middle = (low + high + 1) / 2
        limits[axis] = middle
        let needed = limits.indices.map { limits[$0] + (isSplit($0) ? 1 : 0) }
        if fits(needed, across) { low = middle } else { high = middle - 1 }
      }
      limits[axis] = low
    }
    let kept = limits.indices.map { axis in
      let head = isSplit(axis) ? (limits[axis] + 1) / 2 : limits[axis]
      let tail = limits[axis] - head
      return Array(0..<head) + Array(extents[axis] - tail..<extents[axis])
    }
    var corner: [Mark] = []
    corner.reserveCapacity(limits.reduce(1, *))
    func take(_ axis: Int, from start: Int) {
      guard axis < rank else { return corner.append(marks[start]) }
      let step = extents[(axis + 1)...].reduce(1, *)
      for index in kept[axis] { take(axis + 1, from: start + index * step) }
    }
    take(0, from: 0)
    var grid = Grid(kind, extents: limits, marks: corner)
    grid.drawnAxes = drawnAxes
    grid.axisNames = axisNames
    grid.origins = kept.enumerated().map { axis, indices in
      limits[axis] == extents[axis] ? origins[axis] : indices.map { origin(axis, $0) }
    }
    return grid
  }

  /// What a corner leaves out, in words: `the first 20 and the last 20 of 4,096 columns`; empty if it
  /// is all.
  func leftOut(by corner: Grid) -> String {
    var phrases: [String] = []
    for (axis, (shown, all)) in zip(corner.extents, extents).enumerated() where shown < all {
      let name =
        switch rank - axis {
        case 1: rank == 1 ? "elements" : "columns"
        case 2: "rows"
        case 3: rank == 3 ? "planes" : "\(axisNames[axis] ?? "plane")s"
        case 4: "samples"
        default: "groups"
        }
      phrases.append(
        "\(Self.ends(of: corner.extents[axis], rank)) of \(NumberText.count(all)) \(name)")
    }
    return phrases.joined(separator: ", ")
  }

  /// `the first 20 and the last 20`, `the first`.
  private static func ends(of count: Int, _ rank: Int) -> String {
    let tail = rank > 1 ? count / 2 : 0
    func end(_ word: String, _ count: Int) -> String {
      count == 1 ? "the \(word)" : "the \(word) \(NumberText.count(count))"
    }
    return end("first", count - tail) + (tail > 0 ? " and \(end("last", tail))" : "")
  }
}
