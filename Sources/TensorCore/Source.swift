// The one idea: a tensor is a function of its index, and whatever is asked for is a range of it.
// SPDX-License-Identifier: Apache-2.0

/// A tensor that makes any range of itself on demand.
///
/// A whole tensor is the range `0..<shape.count`; a chunk of a stream, a thread's part, a slice and
/// the corner that a printer shows are ranges too. A source is a value: its `fill` is mutating only
/// because it may remember where it stands, so that ranges asked for in rising order cost no
/// search. A copy is another reader of the same tensor.
public protocol Source<Element>: Sendable {
  /// The type of an element.
  associatedtype Element: Scalar

  /// The extents of the tensor.
  var shape: Shape { get }

  /// The order of the elements in the memory or file that they come from; `nil` for row-major
  /// order. PyTorch draws masks in this order; values do not depend on it.
  var memoryOrder: MemoryOrder? { get }

  /// The sources that this one reads in step with its own elements: read once and in order, it
  /// reads them once and in order. It leaves out sources that it reads in any other way.
  var bases: [any Source] { get }

  /// Whether the elements can only be made in order, or only in memory that grows with the tensor.
  /// Threads do not help then: copies of the source that read different ranges would each do all
  /// the work. The default asks the bases.
  var readsInOrder: Bool { get }

  /// Writes the elements `start ..< start + block.count`, in row-major order, into `block`.
  ///
  /// - Throws: what reading a file throws; a drawn or computed tensor throws nothing.
  /// - Precondition: the range lies within `0..<shape.count`.
  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws
}

extension Source {
  public var memoryOrder: MemoryOrder? { nil }
  public var bases: [any Source] { [] }
  public var readsInOrder: Bool { bases.contains { $0.readsInOrder } }

  /// The name of the element type.
  public var dtype: DType { Element.dtype }

  /// The elements of `range`, in memory.
  public mutating func elements(_ range: Range<Int>) throws -> [Element] {
    precondition(range.lowerBound >= 0 && range.upperBound <= shape.count)
    return try Array(unsafeUninitializedCapacity: range.count) { memory, count in
      var block = UnsafeMutableBufferPointer(rebasing: memory[..<range.count]).mutableSpan
      try fill(&block, from: range.lowerBound)
      count = range.count
    }
  }

  /// The elements of `range`, made for this call: `output[0..<16]`.
  public subscript(range: Range<Int>) -> [Element] {
    get throws {
      var reader = self
      return try reader.elements(range)
    }
  }
}
