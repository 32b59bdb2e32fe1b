// SPDX-License-Identifier: Apache-2.0

import TensorCore
import Testing

/// A number is rounded once, or by way of float32 where the framework does so.
@Suite struct ConvertedTests {
  /// Just above the middle of two float16 numbers: float32 has the middle itself, a tie.
  private static let value = 1 + 0x1p-11 + 0x1p-40

  @Test(arguments: [(false, 1 + 0x1p-10), (true, 1.0)])
  func `float16 comes of float64 at once or by way of float32`(byWay: Bool, expected: Double) throws
  {
    let source = Constant(Self.value, shape: try Shape([3]))
    var converted = Converted(source, to: Float16.self, byWayOfFloat: byWay)
    #expect(try converted.elements(0..<3) == [Float16](repeating: Float16(expected), count: 3))
  }

  @Test(arguments: [false, true])
  func `float64 stays as it is`(byWay: Bool) throws {
    let source = Constant(Self.value, shape: try Shape([3]))
    var converted = Converted(source, to: Double.self, byWayOfFloat: byWay)
    #expect(try converted.elements(0..<3) == [Self.value, Self.value, Self.value])
  }
}
