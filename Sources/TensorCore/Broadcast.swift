// A tensor repeated along its axes of extent 1, as NumPy and PyTorch broadcast.
// SPDX-License-Identifier: Apache-2.0

/// A source seen in a larger shape of the same rank: an axis of extent 1 repeats.
public struct Broadcast<Element: Scalar>: Source {
  public let shape: Shape
  private var base: any Source<Element>
  /// The distance in the base between neighbours along each axis; 0 where the axis repeats.
  private let baseStrides: [Int]
  /// How many neighbours in this tensor are neighbours in the base too.
  private let run: Int

  /// - Precondition: each extent of the base is 1 or that of `shape`.
  public init(_ base: any Source<Element>, to shape: Shape) {
    self.base = base
    self.shape = shape
    precondition(base.shape.rank == shape.rank)
    var strides = base.shape.strides
    var run = 1
    var rowEnds = false
    for axis in shape.extents.indices.reversed() {
      let (extent, repeated) = (shape.extents[axis], base.shape.extents[axis])
      precondition(repeated == extent || repeated == 1)
      if repeated == 1, extent != 1 {
        strides[axis] = 0
        rowEnds = true
      }
      if !rowEnds { run *= max(extent, 1) }
    }
    baseStrides = strides
    self.run = run
  }

  // The base is read again for each repeat, so it is not one of `bases`.
  public var readsInOrder: Bool { base.readsInOrder }

  public mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    var done = 0
    while done < block.count {
      let index = start + done
      let count = min(run - index % run, block.count - done)
      var part = block._mutatingExtracting(done..<done + count)
      try base.fill(&part, from: baseIndex(of: index))
      done += count
    }
  }

  private func baseIndex(of index: Int) -> Int {
    var (rest, result) = (index, 0)
    for axis in shape.extents.indices.reversed() {
      let (quotient, place) = rest.quotientAndRemainder(dividingBy: max(shape.extents[axis], 1))
      result += place * baseStrides[axis]
      rest = quotient
    }
    return result
  }
}
