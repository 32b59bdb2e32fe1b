// The elements of a tensor, as far as a picture can hold them.

import Pictures
import TensorCore

/// The elements of the first corner of a tensor.
struct Cells {
  /// How much of each axis there is.
  let extents: [Int]
  /// The whole tensor's extents.
  let whole: [Int]
  let values: [Double]

  /// The most elements of a picture. More would not be told apart, and each takes room.
  static let limit = 1 << 20

  /// The longest axis.
  private static let longest = 1024

  /// How much of each axis is looked at: everything up to the limit, else the first of each.
  static func limits(_ extents: [Int]) -> [Int] {
    var limits = extents.map { min($0, longest) }
    while limits.reduce(1, { $0.multipliedReportingOverflow(by: $1).overflow ? Int.max : $0 * $1 })
      > limit, let longest = limits.max(), let axis = limits.firstIndex(of: longest)
    {
      limits[axis] = max(longest / 2, 1)
    }
    return limits
  }

  /// Reads the corner; an axis that is shorter is read as far as it goes.
  init(_ source: any Source, within limits: [Int]) throws {
    whole = source.shape.extents
    extents = zip(whole, limits).map { min($0, $1) }
    values = try Self.read(source, extents)
  }

  private static func read<Element: Scalar>(
    _ source: some Source<Element>, _ extents: [Int]
  ) throws -> [Double] {
    var source = source
    var values = [Double](repeating: 0, count: extents.reduce(1, *))
    guard !values.isEmpty else { return values }
    // As many last axes as are read whole lie in a row.
    let shape = source.shape.extents
    var run = 1
    var axes = extents.count
    while axes > 0 {
      axes -= 1
      run *= extents[axes]
      if extents[axes] != shape[axes] { break }
    }
    let strides = source.shape.strides
    var wide = values.mutableSpan
    for first in stride(from: 0, to: wide.count, by: run) {
      var (rest, start) = (first / run, 0)
      for axis in (0..<axes).reversed() {
        start += rest % extents[axis] * strides[axis]
        rest /= extents[axis]
      }
      for offset in stride(from: 0, to: run, by: 1 << 16) {
        let count = min(run - offset, 1 << 16)
        let elements = try source.elements(start + offset..<start + offset + count)
        var part = wide._mutatingExtracting(first + offset..<first + offset + count)
        Element.widen(elements.span, into: &part)
      }
    }
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
      "the first \(NumberText.count($0.element.0)) of \(NumberText.count($0.element.1)) along axis"
        + " \($0.offset)"
    }
    return "Looked at: " + parts.joined(separator: ", ")
  }
}
