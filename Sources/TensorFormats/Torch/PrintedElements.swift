// Which elements of a tensor a printer shows, and in what order.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// The elements of a tensor that are printed: all of them, or of a summarized tensor the first and
/// last few along each axis.
struct PrintedElements: Sendable {
  let extents: [Int]
  /// The elements shown at the ends of an axis that is cut.
  let leading: Int
  let trailing: Int
  /// An axis is cut if it is longer than this.
  private let limit: Int

  /// `edge` is `nil` if the tensor is not summarized. Where NumPy is told to show nothing at the
  /// ends of an axis, it shows the last element: hence `trailing`.
  init(_ shape: Shape, edge: Int?, trailing: Int? = nil) {
    extents = shape.extents
    leading = edge ?? 0
    self.trailing = trailing ?? leading
    limit = edge.map { 2 * $0 } ?? .max
  }

  /// Whether the middle of the axis is left out.
  func isCut(_ axis: Int) -> Bool { extents[axis] > limit }

  /// The first index along an axis that is shown.
  func start(_ axis: Int) -> Int {
    leading == 0 && isCut(axis) ? extents[axis] - trailing : 0
  }

  /// The elements of a row that are shown, and how many of them stand before the dots.
  var row: (length: Int, beforeDots: Int?) {
    guard let last = extents.indices.last else { return (1, nil) }
    return isCut(last) ? (leading + trailing, leading) : (extents[last], nil)
  }

  /// The indices into the row-major elements, as ranges in rising order that do not touch.
  var ranges: PrintedRanges { PrintedRanges(self) }
}

/// Where a row of printed elements lies along the axes outside it.
struct RowPosition {
  private let elements: PrintedElements
  /// The index along each of the first axes; an index that is left out is stepped over.
  private(set) var index: [Int]

  /// The first row; of rows that have `axes` axes outside them.
  init(_ elements: PrintedElements, axes: Int) {
    self.elements = elements
    index = (0..<axes).map { elements.start($0) }
  }

  /// Moves to the next row and returns the axis it lies along, and whether dots stand between;
  /// `nil` after the last row.
  mutating func advance() -> (axis: Int, skips: Bool)? {
    for axis in index.indices.reversed() {
      index[axis] += 1
      var skips = false
      if elements.isCut(axis), index[axis] == elements.leading {
        index[axis] = elements.extents[axis] - elements.trailing
        skips = true
      }
      if index[axis] < elements.extents[axis] { return (axis, skips) }
      index[axis] = elements.start(axis)
    }
    return nil
  }
}

/// The indices of printed elements as ranges in rising order that do not touch.
struct PrintedRanges: Sequence, IteratorProtocol {
  /// The place before the last axis that is cut: a stretch is one of that axis.
  private var position: RowPosition
  private let strides: [Int]
  /// The stretches of the last cut axis, the second one if it is cut, and which comes next. No
  /// array, whose type would need a search of all conformances when a process first makes one.
  private let head: Range<Int>
  private let tail: Range<Int>?
  private var isAtTail = false
  private var isDone: Bool
  private var pending: Range<Int>?

  fileprivate init(_ elements: PrintedElements) {
    let extents = elements.extents
    var strides = [Int](repeating: 1, count: extents.count)
    for axis in extents.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * extents[axis + 1]
    }
    self.strides = strides
    if let last = extents.indices.last(where: elements.isCut) {
      let (extent, stride) = (extents[last], strides[last])
      head = 0..<elements.leading * stride
      tail = (extent - elements.trailing) * stride..<extent * stride
      position = RowPosition(elements, axes: last)
    } else {
      head = 0..<extents.reduce(1, *)
      tail = nil
      position = RowPosition(elements, axes: 0)
    }
    isDone = extents.contains(0)
  }

  mutating func next() -> Range<Int>? {
    while let range = stretch() {
      guard let last = pending else {
        pending = range
        continue
      }
      if last.upperBound == range.lowerBound {
        pending = last.lowerBound..<range.upperBound
      } else {
        pending = range
        return last
      }
    }
    defer { pending = nil }
    return pending
  }

  private mutating func stretch() -> Range<Int>? {
    if isDone { return nil }
    let start = zip(position.index, strides).reduce(0) { $0 + $1.0 * $1.1 }
    let range = isAtTail ? tail ?? head : head
    if tail != nil { isAtTail.toggle() }
    if !isAtTail { isDone = position.advance() == nil }
    return start + range.lowerBound..<start + range.upperBound
  }
}
