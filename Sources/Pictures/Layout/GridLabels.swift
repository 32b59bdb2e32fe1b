// The names of planes, rows and groups, and where they stand.
// SPDX-License-Identifier: Apache-2.0

/// A name, and the rectangle that it names.
struct GridLabel: Hashable, Sendable {
  var text: String
  var box: Box
}

extension GridLayout {
  /// The names at the left, one for each row of planes, or for each line of a plane or strip.
  /// `every` says at which lines of a single plane there is one.
  func rowLabels(of grid: Grid, every: Int = 1) -> [GridLabel] {
    switch extents.count {
    case 2:
      let isStrip = grid.rank == 1
      return stride(from: 0, to: extents[0], by: max(1, every)).map { row in
        GridLabel(
          text: "[\(grid.origin(0, isStrip ? row * extents[1] : row))]", box: bounds([row]))
      }
    case 4...:
      let leading = Array(repeating: 0, count: extents.count - 4)
      let groups = extents.count == 6 ? Array(0..<extents[0]) : [0]
      return groups.flatMap { group in
        (0..<extents[extents.count - 4]).map { row in
          var indices = leading + [row]
          if extents.count == 6 { indices[0] = group }
          let index = grid.origin(extents.count - 4, row)
          return GridLabel(text: "[\(index)]", box: bounds(indices))
        }
      }
    default: return []
    }
  }

  /// The names above the planes: `channel 0`, or `[0]` where the axis has no name.
  func planeLabels(of grid: Grid) -> [[GridLabel]] {
    guard extents.count >= 3 else { return [] }
    let axis = extents.count - 3
    return groupIndices.map { group in
      let leading = group + (extents.count >= 4 ? [0] : [])
      return (0..<extents[axis]).map { plane in
        let index = grid.origin(axis, plane)
        let text = grid.axisNames[axis].map { "\($0) \(index)" } ?? "[\(index)]"
        return GridLabel(text: text, box: bounds(leading + [plane]))
      }
    }
  }

  /// The names above the groups: `[i]`, `[i, j]`.
  func groupLabels(of grid: Grid) -> [GridLabel] {
    guard extents.count >= 5 else { return [] }
    return groupIndices.map { indices in
      let names = indices.enumerated().map { "\(grid.origin($0.offset, $0.element))" }
      let text = "[" + names.joined(separator: ", ") + "]"
      return GridLabel(text: text, box: bounds(indices))
    }
  }

  /// The indices of all groups, in order.
  private var groupIndices: [[Int]] {
    extents.dropLast(4).reduce([[]]) { groups, extent in
      groups.flatMap { group in (0..<extent).map { group + [$0] } }
    }
  }
}
