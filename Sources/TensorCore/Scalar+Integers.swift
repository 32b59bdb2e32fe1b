// The integer and bool elements: read, printed and converted, never multiplied.
// SPDX-License-Identifier: Apache-2.0

extension Scalar where Self: FixedWidthInteger {
  public static func widen(_ block: Span<Self>, into wide: inout MutableSpan<Double>) {
    precondition(wide.count == block.count)
    for i in block.indices { wide[i] = Double(block[i]) }
  }

  public static func widen(_ block: Span<Self>, into wide: inout MutableSpan<Int64>) {
    precondition(wide.count == block.count)
    for i in block.indices { wide[i] = Int64(truncatingIfNeeded: block[i]) }
  }
}

extension Int8: Scalar { public static var dtype: DType { .int8 } }
extension Int16: Scalar { public static var dtype: DType { .int16 } }
extension Int32: Scalar { public static var dtype: DType { .int32 } }
extension Int64: Scalar { public static var dtype: DType { .int64 } }
extension UInt8: Scalar { public static var dtype: DType { .uint8 } }
extension UInt16: Scalar { public static var dtype: DType { .uint16 } }
extension UInt32: Scalar { public static var dtype: DType { .uint32 } }
extension UInt64: Scalar { public static var dtype: DType { .uint64 } }

extension Bool: Scalar {
  public static var dtype: DType { .bool }
  public static var zero: Bool { false }

  public static func widen(_ block: Span<Bool>, into wide: inout MutableSpan<Double>) {
    precondition(wide.count == block.count)
    for i in block.indices { wide[i] = block[i] ? 1 : 0 }
  }

  public static func widen(_ block: Span<Bool>, into wide: inout MutableSpan<Int64>) {
    precondition(wide.count == block.count)
    for i in block.indices { wide[i] = block[i] ? 1 : 0 }
  }
}
