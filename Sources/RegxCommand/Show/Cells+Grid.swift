// Cells as the grid of a picture.
// SPDX-License-Identifier: Apache-2.0

import Pictures

extension Grid {
  /// The cells as marks.
  init(_ kind: Kind, _ cells: Cells, _ marks: [Mark]) {
    self.init(kind, extents: cells.extents, marks: marks)
    if rank == cells.origins.count { origins = cells.origins }
  }

  /// The cells as marks; of what is no mask only the plane that was asked for.
  ///
  /// - Throws: `Failure` for a plane that there is not.
  init(_ kind: Kind, _ cells: Cells, _ marks: [Mark], plane: [Int]?) throws {
    self.init(kind, cells, marks)
    guard let plane else { return }
    let leading = cells.whole.dropLast(2)
    let typed = plane.map(String.init).joined(separator: ",")
    guard plane.count == leading.count, !leading.isEmpty else {
      throw Failure(
        "--at '\(typed)': must have an index for each axis but rows and columns, here"
          + " \(leading.count)")
    }
    guard zip(plane, leading).allSatisfy({ $0 < $1 }) else {
      let ends = leading.map { "0 to \($0 - 1)" }.joined(separator: ", ")
      throw Failure("--at '\(typed)': must be within \(ends)")
    }
    chosen = try zip(plane, cells.origins).map { index, indices in
      guard let indices else { return index }
      guard let place = indices.firstIndex(of: index) else {
        throw Failure("--at '\(typed)': is past what a picture reads. \(cells.note)")
      }
      return place
    }
    // Values are cut to the plane; of masks there is an overview above it.
    if kind != .mask { self = chosenPlane }
  }
}
