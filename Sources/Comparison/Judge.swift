// What decides about the elements of two blocks.

import TensorCore

/// Counts what differs in blocks of elements of one type, given as the bytes they have in memory.
///
/// A judge is chosen by the element type once; its loops are compiled for that type.
protocol Judge {
  var tally: Tally { get }

  /// Compares blocks of equally many elements, the first of which has number `start`.
  mutating func compare(
    _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer, from start: Int)
}

/// The judge for elements of this type; bits decide where there is no tolerance.
func judge(of dtype: DType, _ tolerance: Tolerance?) -> any Judge {
  switch dtype {
  case .float32: FloatingJudge<Float, UInt32>(tolerance, infinity: 0x7f80_0000)
  case .float64: FloatingJudge<Double, UInt64>(tolerance, infinity: 0x7ff << 52)
  case .float16: FloatingJudge<Float16, UInt16>(tolerance, infinity: 0x7c00)
  case .bfloat16: FloatingJudge<BFloat16, UInt16>(tolerance, infinity: 0x7f80)
  case .int8: IntegerJudge<Int8>(tolerance)
  case .int16: IntegerJudge<Int16>(tolerance)
  case .int32: IntegerJudge<Int32>(tolerance)
  case .int64: IntegerJudge<Int64>(tolerance)
  case .uint8, .bool: IntegerJudge<UInt8>(tolerance)
  case .uint16: IntegerJudge<UInt16>(tolerance)
  case .uint32: IntegerJudge<UInt32>(tolerance)
  case .uint64: IntegerJudge<UInt64>(tolerance)
  }
}

/// The elements that are looked at together: a loop over them that finds nothing costs little.
let pieceLength = 1024
