// A range of a tensor as a tensor of its own.
// SPDX-License-Identifier: Apache-2.0

/// The elements of a range of another tensor, in row-major order, as a vector.
///
/// Elements outside the range are never made.
public struct Slice<Element: Scalar>: Source {
  public let shape: Shape
  private var base: any Source<Element>
  private let start: Int

  /// - Precondition: the range lies within the tensor.
  public init(_ base: any Source<Element>, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= base.shape.count)
    self.base = base
    start = range.lowerBound
    shape = .vector(range.count)
  }

  public var bases: [any Source] { [base] }

  public mutating func fill(_ block: inout MutableSpan<Element>, from index: Int) throws {
    try base.fill(&block, from: start + index)
  }
}
