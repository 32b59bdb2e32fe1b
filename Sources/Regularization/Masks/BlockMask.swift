// Blocks of dropped neighbours: drawn centres, each grown to a block.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
package import TensorCore

/// How far the centres along one axis drop elements.
package struct BlockAxis: Sendable {
  /// The elements along the axis.
  package let extent: Int
  /// The centres drawn along it.
  package let centres: Int
  /// How far before an element a centre may lie that drops it.
  package let before: Int
  /// How far after an element a centre may lie that drops it.
  package let after: Int
}

/// The centres that a method draws for an input.
package struct BlockCentres: Sendable {
  /// The planes whose centres are drawn, one plane after the other.
  package let planes: Int
  /// The planes of the input that lose the blocks of one of these.
  package let planesEach: Int
  package let axes: [BlockAxis]
  /// The chance of a centre.
  package let chance: Double

  /// The centres of a plane.
  package var countEach: Int { axes.reduce(1) { $0 * $1.centres } }
}

/// A method that drops blocks of neighbours around centres that it draws.
package protocol BlockRegularizer: Regularizer {
  /// The side of a block.
  var blockSize: Int { get }

  /// The centres that are drawn for an input of this shape.
  ///
  /// - Throws: if the method refuses the shape.
  func centres(for shape: Shape) throws(RegularizationError) -> BlockCentres
}

/// 1 for each element that no block covers, plane by plane: the planes are samples or channels.
///
/// - Draws: what `centres` draws, one value per centre, all centres of a plane before the next one.
/// - Memory: one plane at a time, a byte an element.
struct BlockMask: MaskDraw {
  private var centres: any MaskDraw
  private let axes: [BlockAxis]
  private var kept: [UInt8] = []
  private var keptPlane = -1

  init(_ centres: any MaskDraw, axes: [BlockAxis]) {
    self.centres = centres
    self.axes = axes
  }

  private var planeCount: Int { axes.reduce(1) { $0 * $1.extent } }

  // Two threads both make the plane that they share.
  var readsInOrder: Bool { planeCount > 1 << 16 || centres.readsInOrder }

  mutating func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    var done = 0
    while done < block.count {
      let (plane, offset) = (index + done).quotientAndRemainder(dividingBy: planeCount)
      if plane != keptPlane { make(plane) }
      let count = min(planeCount - offset, block.count - done)
      for i in 0..<count { block[done + i] = kept[offset + i] }
      done += count
    }
  }

  /// How many elements of the first `planes` planes are kept.
  mutating func keptCount(planes: Int) -> Int {
    var count = 0
    for plane in 0..<planes {
      make(plane)
      for flag in kept { count += Int(flag) }
    }
    return count
  }

  private mutating func make(_ plane: Int) {
    let centreCount = axes.reduce(1) { $0 * $1.centres }
    var grid = [UInt8](repeating: 0, count: centreCount)
    var span = grid.mutableSpan
    centres.fill(&span, from: plane * centreCount)
    // A block is the product of its sides, so it grows along one axis after the other.
    var inner = 1
    for (i, axis) in axes.enumerated().reversed() {
      let outer = axes[..<i].reduce(1) { $0 * $1.centres }
      grid = grown(grid, along: axis, outer: outer, inner: inner)
      inner *= axis.extent
    }
    kept = grid.map { 1 - $0 }
    keptPlane = plane
  }

  private func grown(_ grid: [UInt8], along axis: BlockAxis, outer: Int, inner: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: outer * axis.extent * inner)
    for o in 0..<outer {
      for i in 0..<inner {
        // The centre before this element: each element then needs one comparison.
        var last = Int.min / 2
        var next = 0
        for element in 0..<axis.extent {
          while next < axis.centres, next <= element + axis.after {
            if grid[(o * axis.centres + next) * inner + i] != 0 { last = next }
            next += 1
          }
          if last >= element - axis.before {
            result[(o * axis.extent + element) * inner + i] = 1
          }
        }
      }
    }
    return result
  }
}
