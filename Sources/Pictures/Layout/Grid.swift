// A tensor as a grid of cells.
// SPDX-License-Identifier: Apache-2.0

/// Cells in row-major order of a shape, of up to six axes.
package struct Grid: Sendable {
  /// What the cells say.
  package enum Kind: Hashable, Sendable {
    /// Kept or dropped.
    case mask
    /// Values on a scale, among them dropped ones.
    case values(ValueScale)
    /// Where two tensors differ.
    case difference
  }

  package let kind: Kind
  package let extents: [Int]
  package let marks: [Mark]
  /// How many of the leading axes one draw has to itself: all for one per cell, 1 for one per
  /// sample, 0 for one in all.
  package var drawnAxes: Int
  /// The name of the cells of an axis, where a number in brackets would say less: `channel`.
  package var axisNames: [String?]
  /// What is said beside each row of planes; empty for nothing.
  package var rowNotes: [String] = []
  /// What is said across a unit that was dropped as a whole.
  package var unitNote = ""
  /// By axis, which indices of the tensor the cells have; `nil` where these are 0, 1, 2, ...
  package var origins: [[Int]?]
  /// How many rows and columns, or cells of a strip, a cell stands for.
  var step = 1
  /// The indices along the leading axes of the plane to show where not all can be.
  package var chosen: [Int]?

  /// A grid; axes before the sixth from the end are taken as one.
  package init(_ kind: Kind, extents: [Int], marks: [Mark]) {
    precondition(marks.count == extents.reduce(1, *), "a mark for each cell")
    self.kind = kind
    var extents = extents
    while extents.count > 6 { extents.replaceSubrange(0..<2, with: [extents[0] * extents[1]]) }
    self.extents = extents
    self.marks = marks
    drawnAxes = extents.count
    axisNames = Array(repeating: nil, count: extents.count)
    origins = Array(repeating: nil, count: extents.count)
    if extents.count >= 4 { axisNames[extents.count - 3] = "channel" }
  }

  package var rank: Int { extents.count }
  var isMask: Bool { kind == .mask }

  /// The index in the tensor of a cell's index along an axis.
  func origin(_ axis: Int, _ index: Int) -> Int { origins[axis]?[index] ?? index }

  /// By axis, the first index after those that are left out; `nil` where none are.
  var breaks: [Int?] {
    origins.enumerated().map { axis, indices in
      guard let indices else { return nil }
      let near = axis >= rank - 2 ? step : 1
      return indices.indices.dropFirst().first { indices[$0] - indices[$0 - 1] > near }
    }
  }

  /// How many cells a plane has: the last two axes, or what there is of them.
  var planeCount: Int { extents.suffix(2).reduce(1, *) }

  /// How many planes there are.
  var planes: Int { extents.dropLast(2).reduce(1, *) }

  /// The indices along the first axes of a place among all that those have.
  func indices(_ place: Int, ofFirst axes: Int) -> [Int] {
    var rest = place
    var indices: [Int] = []
    for extent in extents.prefix(max(axes, 0)).reversed() {
      indices.insert(rest % extent, at: 0)
      rest /= extent
    }
    return indices
  }

  /// The number of dropped cells of a plane.
  func droppedCount(inPlane plane: Int) -> Int {
    var count = 0
    for mark in marks[plane * planeCount..<(plane + 1) * planeCount] where mark == .dropped {
      count += 1
    }
    return count
  }

  /// The share of cells that are kept, of those in a range.
  func keptShare(_ range: Range<Int>) -> Double {
    var kept = 0
    for mark in marks[range] where mark != .dropped { kept += 1 }
    return range.isEmpty ? 1 : Double(kept) / Double(range.count)
  }
}
