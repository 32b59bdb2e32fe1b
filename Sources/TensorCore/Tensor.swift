// A tensor in memory.
// SPDX-License-Identifier: Apache-2.0

/// A tensor in memory, row-major: a source whose elements are there already.
public struct Tensor<Element: Scalar>: Source {
  public let shape: Shape
  /// The elements in row-major order.
  public var elements: [Element]

  /// - Precondition: there are `shape.count` elements.
  public init(shape: Shape, elements: [Element]) {
    precondition(elements.count == shape.count, "as many elements as the shape has")
    self.shape = shape
    self.elements = elements
  }

  // Without this the compiler makes only the generic form, which calls through an existential use.
  @specialized(where Element == Float)
  public func fill(_ block: inout MutableSpan<Element>, from start: Int) {
    block.copy(elements.span.extracting(start..<start + block.count), at: 0)
  }
}
