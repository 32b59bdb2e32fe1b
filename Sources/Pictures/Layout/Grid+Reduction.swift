// Grids too large to draw, made smaller: an overview, one plane, groups of cells, corners.

extension Grid {
  /// A cell per plane: the share of it that is kept. Only for a mask of three axes and more.
  func overview() -> Grid {
    let count = planeCount
    var shares = Grid(
      .mask, extents: Array(extents.dropLast(2)),
      marks: (0..<planes).map { .share(keptShare($0 * count..<($0 + 1) * count)) })
    shares.axisNames = axisNames.dropLast(2).map { $0 }
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
    return grid
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
    return grid
  }

  /// As much of the first corner as fits across and down; outer axes are cut before a plane is.
  func corner(where fits: (_ limits: [Int], _ across: Bool) -> Bool) -> Grid {
    var limits = extents
    for axis in limits.indices {
      let across = (rank - axis) % 2 == 1 && rank > 1
      var (low, high) = (1, limits[axis])
      while low < high {
        let middle = (low + high + 1) / 2
        limits[axis] = middle
        if fits(limits, across) { low = middle } else { high = middle - 1 }
      }
      limits[axis] = low
    }
    var corner: [Mark] = []
    corner.reserveCapacity(limits.reduce(1, *))
    func take(_ axis: Int, from start: Int) {
      guard axis < rank else { return corner.append(marks[start]) }
      let step = extents[(axis + 1)...].reduce(1, *)
      for i in 0..<limits[axis] { take(axis + 1, from: start + i * step) }
    }
    take(0, from: 0)
    var grid = Grid(kind, extents: limits, marks: corner)
    grid.drawnAxes = drawnAxes
    grid.axisNames = axisNames
    return grid
  }

  /// What a corner leaves out, in words: `columns 1 to 40 of 4,096`; empty if it is all.
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
        shown == 1
          ? "the first of \(NumberText.count(all)) \(name)"
          : "\(name) 1 to \(NumberText.count(shown)) of \(NumberText.count(all))")
    }
    return phrases.joined(separator: ", ")
  }
}
