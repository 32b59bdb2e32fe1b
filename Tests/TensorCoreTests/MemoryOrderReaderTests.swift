// SPDX-License-Identifier: Apache-2.0

import TensorCore
import Testing

/// Elements that lie in memory in another order than their indices run.
@Suite struct MemoryOrderReaderTests {
  /// The tile's elements are those that the strides name, whatever its size and the ranges read.
  @Test(arguments: [
    ([7, 90], [1, 0]), ([90, 7], [1, 0]), ([1, 70], [1, 0]), ([2, 3, 8, 9], [0, 2, 3, 1]),
    ([2, 3, 4, 5, 6], [0, 2, 3, 4, 1]), ([6, 5, 4], [2, 1, 0]), ([6, 5, 4], [1, 0, 2]),
    ([200], [0]),
  ])
  func `a range has the elements at its places`(extents: [Int], axes: [Int]) throws {
    let shape = try Shape(extents)
    let order = MemoryOrder(axes: axes)
    let strides = order.strides(in: shape)
    let expected = (0..<shape.count).map { index in
      zip(shape.strides, strides).enumerated().reduce(0) { place, axis in
        place + index / axis.element.0 % extents[axis.offset] * axis.element.1
      }
    }
    for bytes in [8, 24, 200, 1000, 1 << 20] {
      for size in [1, 65, 100, shape.count] {
        var reader = MemoryOrderReader<Int>(shape, lyingIn: order, blank: -1, bytes: bytes)
        var made = [Int](repeating: -1, count: shape.count)
        for start in stride(from: 0, to: shape.count, by: size) {
          let end = min(start + size, shape.count)
          var all = made.mutableSpan
          var block = all._mutatingExtracting(start..<end)
          reader.fill(&block, from: start) { part, place in
            for i in part.indices { part[i] = place + i }
          }
        }
        #expect(made == expected, "\(extents) \(axes), \(bytes) bytes, \(size) at a time")
      }
    }
  }

  @Test func `a tile that could not be read is read again`() throws {
    struct Failure: Error {}
    let shape = try Shape([80, 3])
    var reader = MemoryOrderReader<Int>(shape, lyingIn: .columnMajor(rank: 2), blank: -1)
    var made = [Int](repeating: -1, count: shape.count)
    var block = made.mutableSpan
    #expect(throws: Failure.self) { try reader.fill(&block, from: 0) { _, _ in throw Failure() } }
    reader.fill(&block, from: 0) { part, place in
      for i in part.indices { part[i] = place + i }
    }
    #expect(made[..<4] == [0, 80, 160, 1])
  }
}
