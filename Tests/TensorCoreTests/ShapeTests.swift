// SPDX-License-Identifier: Apache-2.0

import TensorCore
import Testing

@Suite struct ShapeTests {
  @Test(arguments: [
    ([], 1, []), ([3, 2, 2, 2], 24, [8, 4, 2, 1]), ([0], 0, [1]), ([2, 0, 3], 0, [3, 3, 1]),
  ])
  func `count is the product and strides are row-major`(
    extents: [Int], count: Int, strides: [Int]
  ) throws {
    let shape = try Shape(extents)
    #expect(shape.count == count)
    #expect(shape.strides == strides)
  }

  @Test func `what makes no shape is refused`() {
    #expect(throws: ShapeError.negativeExtent(-1)) { try Shape([2, -1]) }
    #expect(throws: ShapeError.tooManyExtents(65)) { try Shape([Int](repeating: 1, count: 65)) }
    #expect(throws: ShapeError.tooManyElements) { try Shape([1 << 40, 1 << 30]) }
    #expect(throws: ShapeError.tooManyElements) { try Shape([1 << 62]) }
  }

  @Test func `a zero extent makes the product zero, and strides still fit`() throws {
    #expect(try Shape([1 << 40, 0, 3]).count == 0)
    #expect(throws: ShapeError.tooManyElements) { try Shape([0, 1 << 62, 1 << 62]) }
  }
}
