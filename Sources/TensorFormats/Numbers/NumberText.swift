// Elements as text that reads back to the same bits: what JSON and CSV share.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// How a text format writes the elements that are no ordinary number.
struct NumberWords {
  var nan: StaticString
  var infinity: StaticString
  var no: StaticString
  var yes: StaticString

  /// As Python's `json` writes them.
  static let json = NumberWords(nan: "NaN", infinity: "Infinity", no: "false", yes: "true")
  /// As NumPy and every spreadsheet reads them.
  static let csv = NumberWords(nan: "nan", infinity: "inf", no: "0", yes: "1")
}

/// Writes the elements that `block` holds, with `separator`, at most 8 bytes, between them.
///
/// - Floating numbers in the shortest form that reads back to the same bits, as Python's `repr`.
func writeNumbers(
  _ block: UnsafeRawBufferPointer, _ dtype: DType, separator: StaticString, words: NumberWords,
  to writer: inout ByteWriter
) throws {
  func floating<E: FloatingScalar>(_: E.Type) throws {
    let form = ShortestDecimal(E.dtype)!
    try writeEach(block, E.self, separator, to: &writer) { (value: Double, text) in
      value.isFinite ? form.write(value, into: text) : words.put(nonFinite: value, into: text)
    }
  }
  func whole<E: Scalar>(_: E.Type) throws {
    let form = IntegerText(isSigned: E.dtype.kind == .signed, width: 0)
    try writeEach(block, E.self, separator, to: &writer) { (value: Int64, text) in
      form.write(value, into: text)
    }
  }
  switch dtype {
  case .float32, .float64, .float16, .bfloat16: try floating(dtype.floatingType!)
  case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64:
    try whole(dtype.scalarType)
  case .bool:
    try writeEach(block, Bool.self, separator, to: &writer) { (value: Int64, text) in
      text.put(value != 0 ? words.yes : words.no)
    }
  }
}

/// The elements that are widened and written at once: as many as the writer surely has room for.
private let piece = ByteWriter.reach / 64

/// Writes each element with `write`, which returns how many bytes it wrote, 56 at the most.
@inline(__always)
private func writeEach<E: Scalar, Wide: WideNumber>(
  _ block: UnsafeRawBufferPointer, _: E.Type, _ separator: StaticString,
  to writer: inout ByteWriter, _ write: (Wide, UnsafeMutablePointer<UInt8>) -> Int
) throws {
  let elements = block.assumingMemoryBound(to: E.self)
  var start = 0
  while start < elements.count {
    let part = UnsafeBufferPointer(rebasing: elements[start..<min(start + piece, elements.count)])
    try withUnsafeTemporaryAllocation(of: Wide.self, capacity: piece) { wide in
      var numbers = UnsafeMutableBufferPointer(rebasing: wide[..<part.count]).mutableSpan
      Wide.widen(part.span, into: &numbers)
      try writer.write(upTo: ByteWriter.reach) { text in
        var end = text
        if start > 0 { end += end.put(separator) }
        for i in 0..<part.count {
          end += write(wide[i], end)
          end += end.put(separator)
        }
        return end - text - separator.utf8CodeUnitCount
      }
    }
    start += part.count
  }
}

extension NumberWords {
  fileprivate func put(nonFinite value: Double, into text: UnsafeMutablePointer<UInt8>) -> Int {
    if value.isNaN { return text.put(nan) }
    let sign = text.put(signOf: value)
    return sign + (text + sign).put(infinity)
  }
}
