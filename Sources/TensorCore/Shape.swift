// The extents of a tensor: how many elements there are, and how they lie in row-major order.
// SPDX-License-Identifier: Apache-2.0

/// The extents of a tensor, outermost first.
///
/// - Rank 0 is a scalar with one element; any extent may be 0, and then there are no elements.
/// - The count of elements, and of their bytes, fits in 64 bits: no arithmetic on an index of a
///   `Shape` overflows.
public struct Shape: Hashable, Sendable {
  /// The extents, outermost first; none is negative.
  public let extents: [Int]
  /// The number of elements: the product of the extents, 1 for rank 0.
  public let count: Int

  /// The most extents a shape may have, PyTorch's own bound.
  public static let rankLimit = 64

  /// A shape with these extents.
  ///
  /// - Throws: `ShapeError` if an extent is negative, there are more than 64 of them, or the
  ///   elements' bytes would not fit a 64-bit count.
  public init(_ extents: [Int]) throws(ShapeError) {
    guard extents.count <= Self.rankLimit else { throw .tooManyExtents(extents.count) }
    if let negative = extents.first(where: { $0 < 0 }) { throw .negativeExtent(negative) }
    // A zero counts as one here: strides must not overflow either.
    var product = 1
    for extent in extents {
      let overflow: Bool
      (product, overflow) = product.multipliedReportingOverflow(by: max(extent, 1))
      // Eight bytes an element at the most: PyTorch too refuses what its storage cannot count.
      guard !overflow, product <= Int.max / 8 else { throw .tooManyElements }
    }
    self.extents = extents
    count = extents.contains(0) ? 0 : product
  }

  /// The shape of a scalar: rank 0, one element.
  public static let scalar = Shape(unchecked: [], count: 1)

  /// The shape of a vector.
  ///
  /// - Precondition: `count` is not negative, and so many elements' bytes fit a 64-bit count.
  public static func vector(_ count: Int) -> Shape {
    precondition(count >= 0 && count <= Int.max / 8)
    return Shape(unchecked: [count], count: count)
  }

  private init(unchecked extents: [Int], count: Int) {
    self.extents = extents
    self.count = count
  }

  /// The shape with its axes in the other order.
  var reversed: Shape { Shape(unchecked: extents.reversed(), count: count) }

  /// The number of extents.
  public var rank: Int { extents.count }

  /// The distance between neighbours along each axis in row-major order.
  public var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * max(extents[axis + 1], 1)
    }
    return strides
  }

  /// The number of elements under one index of the first `axes` axes.
  public func inner(after axes: Int) -> Int { extents.dropFirst(axes).reduce(1, *) }

  /// The shape with the extents from `axes` on set to 1: the shape of a noise whose draws each serve
  /// all elements that share the first `axes` indices.
  public func keeping(first axes: Int) -> Shape {
    var kept = extents
    for axis in kept.indices.dropFirst(axes) { kept[axis] = 1 }
    return Shape(unchecked: kept, count: kept.reduce(1, *))
  }
}

/// Why extents do not make a shape.
public enum ShapeError: Error, Equatable, Sendable {
  /// An extent below 0.
  case negativeExtent(Int)
  /// So many extents, more than `Shape.rankLimit`.
  case tooManyExtents(Int)
  /// More elements than 64 bits can count in bytes.
  case tooManyElements
}

extension Shape: ExpressibleByArrayLiteral {
  /// The shape of a literal like `[3, 2, 2, 2]`; `[]` is a scalar's.
  ///
  /// - Precondition: the extents make a shape.
  public init(arrayLiteral extents: Int...) {
    do throws(ShapeError) {
      try self.init(extents)
    } catch {
      preconditionFailure("\(extents) is no shape: \(error)")
    }
  }
}

extension Shape: CustomStringConvertible {
  /// The extents separated by commas, `scalar` for rank 0.
  public var description: String {
    rank == 0 ? "scalar" : extents.map(String.init).joined(separator: ",")
  }
}
