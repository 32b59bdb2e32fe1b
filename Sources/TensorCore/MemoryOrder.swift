// The order of a tensor's elements in memory, where that is not row-major.
// SPDX-License-Identifier: Apache-2.0

/// The axes of a dense tensor from the slowest in memory to the fastest.
///
/// It does not change values, but it decides which element gets which of PyTorch's draws.
public struct MemoryOrder: Hashable, Sendable {
  /// The axes, slowest first: a permutation of `0..<rank`.
  public let axes: [Int]

  /// - Precondition: `axes` is a permutation.
  public init(axes: [Int]) {
    precondition(axes.sorted() == Array(axes.indices))
    self.axes = axes
  }

  /// Row-major, C's order.
  public static func rowMajor(rank: Int) -> MemoryOrder { MemoryOrder(axes: Array(0..<rank)) }

  /// Column-major, the order of Fortran and of a transposed matrix.
  public static func columnMajor(rank: Int) -> MemoryOrder {
    MemoryOrder(axes: (0..<rank).reversed())
  }

  /// Channels last: N, H, W, C for rank 4, with D for rank 5; `nil` for another rank.
  public static func channelsLast(rank: Int) -> MemoryOrder? {
    guard rank == 4 || rank == 5 else { return nil }
    return MemoryOrder(axes: [0] + Array(2..<rank) + [1])
  }

  /// Whether this is row-major order for a tensor of this shape.
  public func isRowMajor(in shape: Shape) -> Bool {
    // An axis of extent 1 may stand anywhere.
    let moving = axes.filter { shape.extents[$0] != 1 }
    return moving == moving.sorted() || shape.count == 0
  }

  /// The distance in memory between neighbours along each axis.
  public func strides(in shape: Shape) -> [Int] {
    var strides = [Int](repeating: 1, count: axes.count)
    var next = 1
    for axis in axes.reversed() {
      strides[axis] = next
      next *= max(shape.extents[axis], 1)
    }
    return strides
  }
}

/// The same tensor in another memory order: `tensor.contiguous(memory_format=...)`.
public struct Reordered<Element: Scalar>: Source {
  public let memoryOrder: MemoryOrder?
  private var base: any Source<Element>

  /// - Precondition: the order has as many axes as the source.
  public init(_ base: any Source<Element>, as order: MemoryOrder) {
    precondition(order.axes.count == base.shape.rank)
    self.base = base
    memoryOrder = order
  }

  public var shape: Shape { base.shape }
  public var bases: [any Source] { [base] }

  public mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    try base.fill(&block, from: start)
  }
}

/// A matrix with its axes exchanged: the view `tensor.t()`, whose memory stays as it was.
public struct Transposed<Element: Scalar>: Source {
  public let shape: Shape
  private var base: any Source<Element>
  private var reader: MemoryOrderReader<Element>

  /// - Precondition: the source has rank 2.
  public init(_ base: any Source<Element>) {
    precondition(base.shape.rank == 2)
    self.base = base
    shape = base.shape.reversed
    reader = MemoryOrderReader(shape, lyingIn: .columnMajor(rank: 2), blank: .zero)
  }

  public var memoryOrder: MemoryOrder? {
    // The transpose of a column-major matrix is row-major.
    MemoryOrder(axes: (base.memoryOrder ?? .rowMajor(rank: 2)).axes.map { 1 - $0 })
  }

  // A tile in each copy would be too much memory.
  public var readsInOrder: Bool { true }

  public mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    try reader.fill(&block, from: start) { try base.fill(&$0, from: $1) }
  }
}
