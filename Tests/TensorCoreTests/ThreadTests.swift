// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TensorCore

/// Threads make what one thread makes.
@Suite struct ThreadTests {
  private struct Trouble: Error, Equatable { let start: Int }

  /// Integers that fail from an index on.
  private struct Failing: Source {
    let shape: Shape
    let limit: Int
    func fill(_ block: inout MutableSpan<Int64>, from start: Int) throws {
      if start + block.count > limit { throw Trouble(start: start) }
      IntegerArange(shape: shape).fill(&block, from: start)
    }
  }

  @Test(arguments: [1, 2, 3, 7, 64])
  func `the elements are the same for any number`(threads: Int) throws {
    let count = 3 << 20 + 5
    let source = IntegerArange(shape: .vector(count + 11))
    var elements = [Int64](repeating: -1, count: count)
    var block = elements.mutableSpan
    try source.fillInParallel(&block, from: 11, threads: threads)
    #expect(elements[0] == 11 && elements[count - 1] == Int64(count + 10))
    #expect(zip(elements, elements.dropFirst()).allSatisfy { $0 + 1 == $1 })
  }

  @Test(arguments: [0, 1, 1000, 1 << 20 - 1, 1 << 20, 1 << 20 + 1, 1 << 24, 100_000_000_007])
  func `parts lie end to end, and small work is one part`(count: Int) {
    for threads in [1, 2, 3, 16, 1000] {
      let parts = Threads.parts(of: count, threads: threads)
      #expect(parts.first?.lowerBound == 0 && parts.last?.upperBound == count)
      #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
      #expect(parts.count <= threads)
      if count < 1 << 20 { #expect(parts.count == 1) }
      if count >= 1 << 24, threads == 16 { #expect(parts.count == 16) }
    }
  }

  @Test func `the first error in order is thrown`() throws {
    let count = 4 << 20
    let source = Failing(shape: .vector(count), limit: count / 2 + 1)
    var elements = [Int64](repeating: 0, count: count)
    let error = #expect(throws: Trouble.self) {
      var block = elements.mutableSpan
      try source.fillInParallel(&block, from: 0, threads: 4)
    }
    #expect(try #require(error).start == Threads.parts(of: count, threads: 4)[2].lowerBound)
  }

  @Test(arguments: [1, 2, 7])
  func `pieces come in order and the first error wins`(threads: Int) throws {
    for count in [0, 1, 5, 1000] {
      #expect(try Threads.map(count, threads: threads) { $0 * $0 } == (0..<count).map { $0 * $0 })
    }
    #expect(throws: Trouble(start: 3)) {
      try Threads.map(100, threads: threads) { index in
        if index >= 3 { throw Trouble(start: index) }
        return index
      }
    }
  }

  /// Integers that may only be read from the start on, by one reader.
  private struct Ordered: Source {
    let shape: Shape
    private(set) var next = 0
    var readsInOrder: Bool { true }
    mutating func fill(_ block: inout MutableSpan<Int64>, from start: Int) throws {
      guard start == next else { throw Trouble(start: start) }
      IntegerArange(shape: shape).fill(&block, from: start)
      next += block.count
    }
  }

  @Test func `a source that reads in order is one part, and what is made of it, too`() throws {
    let shape = Shape.vector(2 << 20)
    let ordered = Ordered(shape: shape)
    let slice = Slice<Int64>(Slice<Int64>(ordered, 0..<shape.count), 0..<shape.count)
    #expect(slice.readsInOrder)
    #expect(!Slice<Int64>(IntegerArange(shape: shape), 0..<1).readsInOrder)
    #expect(Converted(ordered, to: Double.self).readsInOrder)
    #expect(Broadcast(ordered, to: shape).readsInOrder)
    #expect(Reordered(ordered, as: .rowMajor(rank: 1)).readsInOrder)
    #expect(Transposed(Arange<Float>(shape: try Shape([2, 3]))).readsInOrder)
    var elements = [Int64](repeating: -1, count: shape.count)
    var block = elements.mutableSpan
    try slice.fillInParallel(&block, from: 0, threads: 4)
    #expect(elements.last == Int64(shape.count - 1))
  }

  @Test func `there is at least one core`() {
    #expect(Threads.available >= 1)
  }
}
