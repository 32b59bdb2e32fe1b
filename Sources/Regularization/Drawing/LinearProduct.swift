// The product of a linear layer, computed where it is looked at.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// `x · weightᵀ`: what a linear layer without bias makes of x (…, in) with weights (out, in).
///
/// Each element is a sum over `in` in order of index, formed in the compute type and rounded once.
/// The frameworks' libraries add in other orders: in float32 expect a relative difference of about
/// in · 2^-24 of the sum of magnitudes, and no equality of bits.
///
/// - Memory: constant; weights that are drawn are drawn again for each row of x.
public struct LinearProduct<Element: DrawableScalar>: Source {
  public let shape: Shape
  private var input: any Source<Element>
  private var weight: any Source<Element>
  private let inCount: Int
  private let outCount: Int
  private var row: [Element] = []
  private var rowIndex = -1
  private var rowStart = 0

  /// - Throws: if the last extent of `input` is not the last one of `weight`, or either has too
  ///   few axes.
  public init(
    _ input: any Source<Element>, weight: any Source<Element>
  ) throws(RegularizationError) {
    let (x, w) = (input.shape.extents, weight.shape.extents)
    guard w.count == 2, let features = x.last, features == w[1] else {
      throw .linearShapes(input: input.shape, weight: weight.shape)
    }
    guard let shape = try? Shape(x.dropLast() + [w[0]]) else { throw .tooManyElements }
    self.shape = shape
    self.input = input
    self.weight = weight
    (inCount, outCount) = (w[1], w[0])
  }

  // Both are read again and again, so they are no bases.
  public var readsInOrder: Bool { input.readsInOrder || weight.readsInOrder }

  public mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    for i in block.indices {
      let (r, o) = (start + i).quotientAndRemainder(dividingBy: outCount)
      var sum: Element.Compute = 0
      // In pieces, so that no row need fit in memory; the sum runs on over them.
      for first in stride(from: 0, to: inCount, by: Self.piece) {
        let range = first..<min(first + Self.piece, inCount)
        if r != rowIndex || first != rowStart {
          row = try input.elements(r * inCount + range.lowerBound..<r * inCount + range.upperBound)
          (rowIndex, rowStart) = (r, first)
        }
        let column = try weight.elements(
          o * inCount + range.lowerBound..<o * inCount + range.upperBound)
        Element.accumulate(row.span, times: column.span, into: &sum)
      }
      block[i] = Element(rounding: sum)
    }
  }

  private static var piece: Int { 1 << 16 }
}
