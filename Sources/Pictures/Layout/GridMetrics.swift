// How large cells are and how far apart, in characters or in pixels.
// SPDX-License-Identifier: Apache-2.0

/// The sizes from which a layout of a grid follows.
struct GridMetrics: Hashable, Sendable {
  var cellWidth: Int
  var cellHeight: Int
  /// Between cells of a plane, both ways.
  var cellGap: (across: Int, down: Int) = (0, 0)
  /// Between planes, across.
  var planeGap = 0
  /// Between rows of planes.
  var rowGap = 0
  /// Between groups of rows.
  var groupGap: (across: Int, down: Int) = (0, 0)
  /// What a line of labels above the planes, and one above the groups, takes; 0 for none.
  var labelHeight = 0
  /// What surrounds the cells on all sides.
  var padding = 0
  /// The heights of planes are multiples of this.
  var heightMultiple = 1
  /// Where a strip of one axis is wrapped.
  var wrap = Int.max

  static func == (one: GridMetrics, other: GridMetrics) -> Bool {
    one.numbers == other.numbers
  }

  func hash(into hasher: inout Hasher) { hasher.combine(numbers) }

  private var numbers: [Int] {
    [
      cellWidth, cellHeight, cellGap.across, cellGap.down, planeGap, rowGap, groupGap.across,
      groupGap.down, labelHeight, padding, heightMultiple, wrap,
    ]
  }
}
