// What decides about the elements of two blocks.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// Counts what differs in blocks of elements of one type, given as the bytes they have in memory.
///
/// A judge is chosen by the element type once; its loops are compiled for that type.
protocol Judge: Sendable {
  var tally: Tally { get }

  /// Compares blocks of equally many elements, the first of which has number `start`.
  mutating func compare(
    _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer, from start: Int)
}

/// What a piece of work does with the judge for a type.
protocol JudgeUse {
  func callAsFunction(_ judge: some Judge) throws -> Tally
}

extension DType {
  /// Hands the judge for elements of this type to `use`; bits decide where there is no tolerance.
  ///
  /// Each kind of judge is named here, so that `use` is compiled for it with all its loops.
  @inline(__always)
  func withJudge(_ tolerance: Tolerance?, _ use: some JudgeUse) throws -> Tally {
    switch self {
    case .float32: try use(FloatingJudge<Float32Format>(tolerance))
    case .float64: try use(FloatingJudge<Float64Format>(tolerance))
    case .float16: try use(FloatingJudge<Float16Format>(tolerance))
    case .bfloat16: try use(FloatingJudge<BFloat16Format>(tolerance))
    case .int8: try use(IntegerJudge<Int8>(tolerance))
    case .int16: try use(IntegerJudge<Int16>(tolerance))
    case .int32: try use(IntegerJudge<Int32>(tolerance))
    case .int64: try use(IntegerJudge<Int64>(tolerance))
    case .uint8, .bool: try use(IntegerJudge<UInt8>(tolerance))
    case .uint16: try use(IntegerJudge<UInt16>(tolerance))
    case .uint32: try use(IntegerJudge<UInt32>(tolerance))
    case .uint64: try use(IntegerJudge<UInt64>(tolerance))
    }
  }
}

/// The elements that are looked at together: a loop over them that finds nothing costs little.
let pieceLength = 1024
