// The shape that nested brackets spell, and what is wrong when they spell none.
// SPDX-License-Identifier: Apache-2.0

/// Follows opening and closing brackets and elements, and learns the extents.
///
/// - Every list at one depth must have the same length, and all elements the same depth.
struct NestedShape {
  static let depthLimit = 64

  /// The extents known so far, outermost first; -1 until the first list of that depth is closed.
  private(set) var extents: [Int] = []
  private var lengths: [Int] = []
  /// The open lists.
  private(set) var depth = 0
  private var elementDepth: Int?

  /// The elements, or lists, so far in the innermost open list.
  var length: Int { lengths[depth - 1] }

  /// An opening bracket.
  mutating func open() throws(FormatError) {
    guard depth < Self.depthLimit else {
      throw FormatError("nested deeper than \(Self.depthLimit) lists")
    }
    if let elementDepth, depth >= elementDepth {
      throw FormatError("ragged: a list where the others have a number")
    }
    // A list as deep as an empty one must be empty too; the closing bracket says so.
    if depth == extents.count {
      extents.append(-1)
      lengths.append(0)
    }
    lengths[depth] = 0
    depth += 1
  }

  /// An element.
  @inline(__always)
  mutating func element() throws(FormatError) {
    if elementDepth != depth { try firstElement() }
    if depth > 0 { lengths[depth - 1] += 1 }
  }

  private mutating func firstElement() throws(FormatError) {
    guard elementDepth == nil, depth == extents.count else {
      throw FormatError("ragged: a number where the others have a list")
    }
    elementDepth = depth
  }

  /// A closing bracket.
  mutating func close() throws(FormatError) {
    depth -= 1
    let length = lengths[depth]
    if extents[depth] < 0 { extents[depth] = length }
    guard extents[depth] == length else {
      throw FormatError("ragged: a list of \(length) where the others have \(extents[depth])")
    }
    if depth > 0 { lengths[depth - 1] += 1 }
  }
}
