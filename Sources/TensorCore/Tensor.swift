// A tensor that is already there.

/// A tensor in memory, row-major: the source that has nothing left to do.
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

  // Called through an existential, so the compiler would make only the generic form.
  @specialized(where Element == Float)
  public func fill(_ block: inout MutableSpan<Element>, from start: Int) {
    block.copy(elements.span.extracting(start..<start + block.count), at: 0)
  }
}
