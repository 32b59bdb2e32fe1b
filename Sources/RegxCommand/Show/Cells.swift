// The elements of a tensor, as far as a picture can hold them.
// SPDX-License-Identifier: Apache-2.0

import Pictures
import TensorCore

/// The elements of a tensor, or of its corners where it is large.
struct Cells {
  /// How much of each axis there is.
  let extents: [Int]
  /// By axis, which indices are here; `nil` where all are.
  let origins: [[Int]?]
  /// The whole tensor's extents.
  let whole: [Int]
  let values: [Double]

  /// The most elements of a picture. More would not be told apart, and each takes room.
  static let limit = 1 << 20

  /// The longest axis.
  private static let longest = 1024

  /// How much of each axis is looked at: everything up to the limit.
  static func limits(_ extents: [Int]) -> [Int] {
    var limits = extents.map { min($0, longest) }
    while limits.reduce(1, { $0.multipliedReportingOverflow(by: $1).overflow ? Int.max : $0 * $1 })
      > limit, let longest = limits.max(), let axis = limits.firstIndex(of: longest)
    {
      limits[axis] = max(longest / 2, 1)
    }
    return limits
  }

  /// Reads the corners: of an axis that is longer than its limit the first and the last, of a strip
  /// the first.
  init(_ source: any Source, within limits: [Int]) throws {
    let whole = source.shape.extents
    let extents = zip(whole, limits).map { min($0, $1) }
    let origins = zip(whole, extents).map { all, count -> [Int]? in
      guard count < all else { return nil }
      let tail = whole.count > 1 ? count / 2 : 0
      return Array(0..<count - tail) + Array(all - tail..<all)
    }
    (self.whole, self.extents, self.origins) = (whole, extents, origins)
    values = try Self.read(source, extents, origins)
  }

  private static func read<Element: Scalar>(
    _ source: some Source<Element>, _ extents: [Int], _ origins: [[Int]?]
  ) throws -> [Double] {
    var source = source
    var values: [Double] = []
    values.reserveCapacity(extents.reduce(1, *))
    // As many last axes as are read whole lie in a row, and so do neighbours on the axis before.
    let strides = source.shape.strides
    let cut = origins.lastIndex { $0 != nil } ?? -1
    let run = extents.dropFirst(cut + 1).reduce(1, *)
    let piece = 1 << 16
    func read(_ start: Int, _ count: Int) throws {
      for offset in stride(from: 0, to: count, by: piece) {
        let elements = try source.elements(start + offset..<start + min(offset + piece, count))
        var part = [Double](repeating: 0, count: elements.count)
        var wide = part.mutableSpan
        Element.widen(elements.span, into: &wide)
        values += part
      }
    }
    func take(_ axis: Int, from start: Int) throws {
      guard axis < cut else {
        guard cut >= 0, let indices = origins[cut] else { return try read(start, run) }
        var first = 0
        for place in 1...indices.count
        where place == indices.count || indices[place] != indices[place - 1] + 1 {
          try read(start + indices[first] * strides[cut], (place - first) * run)
          first = place
        }
        return
      }
      for index in 0..<extents[axis] {
        try take(axis + 1, from: start + (origins[axis]?[index] ?? index) * strides[axis])
      }
    }
    if extents.allSatisfy({ $0 > 0 }) { try take(0, from: 0) }
    return values
  }

  /// The values repeated along the axes of extent 1, to the extents of other cells; `nil` where
  /// the shapes do not allow it.
  func broadcast(to other: Cells) -> [Double]? {
    guard whole.count == other.whole.count,
      zip(whole, other.whole).allSatisfy({ $0 == 1 || $0 == $1 })
    else { return nil }
    if extents == other.extents { return values }
    var strides = [Int](repeating: 0, count: extents.count)
    var step = 1
    for axis in extents.indices.reversed() {
      strides[axis] = extents[axis] == 1 ? 0 : step
      step *= extents[axis]
    }
    return (0..<other.values.count).map { place in
      var (rest, index) = (place, 0)
      for axis in extents.indices.reversed() {
        index += rest % other.extents[axis] * strides[axis]
        rest /= other.extents[axis]
      }
      return values[index]
    }
  }

  /// Whether a part of the tensor is left out.
  var isCut: Bool { extents != whole }

  /// What is left out, in words.
  var note: String {
    let parts = zip(extents, whole).enumerated().filter { $0.element.0 < $0.element.1 }.map {
      axis, counts in
      let tail = whole.count > 1 ? counts.0 / 2 : 0
      return "the first \(NumberText.count(counts.0 - tail))"
        + (tail > 0 ? " and the last \(NumberText.count(tail))" : "")
        + " of \(NumberText.count(counts.1)) along axis \(axis)"
    }
    return "Looked at: " + parts.joined(separator: ", ")
  }
}
