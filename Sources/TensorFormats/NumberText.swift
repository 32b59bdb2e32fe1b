// Elements as text that reads back to the same bits: what JSON and CSV share.

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
  case .float32: try floating(Float.self)
  case .float64: try floating(Double.self)
  case .float16: try floating(Float16.self)
  case .bfloat16: try floating(BFloat16.self)
  case .int8: try whole(Int8.self)
  case .int16: try whole(Int16.self)
  case .int32: try whole(Int32.self)
  case .int64: try whole(Int64.self)
  case .uint8: try whole(UInt8.self)
  case .uint16: try whole(UInt16.self)
  case .uint32: try whole(UInt32.self)
  case .uint64: try whole(UInt64.self)
  case .bool:
    let no = PackedWord(words.no)
    let yes = PackedWord(words.yes)
    try writeEach(block, Bool.self, separator, to: &writer) { (value: Int64, text) in
      (value != 0 ? yes : no).put(into: text)
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
  let separator = PackedWord(separator)
  let elements = block.assumingMemoryBound(to: E.self)
  var start = 0
  while start < elements.count {
    let part = UnsafeBufferPointer(rebasing: elements[start..<min(start + piece, elements.count)])
    try withUnsafeTemporaryAllocation(of: Wide.self, capacity: piece) { wide in
      var numbers = UnsafeMutableBufferPointer(rebasing: wide[..<part.count]).mutableSpan
      Wide.widen(part.span, into: &numbers)
      try writer.write(upTo: ByteWriter.reach) { text in
        var end = text
        if start > 0 { end += separator.put(into: end) }
        for i in 0..<part.count {
          end += write(wide[i], end)
          end += separator.put(into: end)
        }
        return end - text - separator.length
      }
    }
    start += part.count
  }
}

/// A word of up to 8 bytes, written with one store.
private struct PackedWord {
  let bytes: UInt64
  let length: Int

  init(_ word: StaticString) {
    length = word.utf8CodeUnitCount
    bytes = (0..<length).reduce(0) { $0 | UInt64(word.utf8Start[$1]) << UInt64(8 * $1) }
  }

  /// Writes 8 bytes, of which the word is `length`.
  @inline(__always)
  func put(into text: UnsafeMutablePointer<UInt8>) -> Int {
    DecimalDigits.store(bytes, at: text)
    return length
  }
}

extension NumberWords {
  fileprivate func put(nonFinite value: Double, into text: UnsafeMutablePointer<UInt8>) -> Int {
    if value.isNaN { return text.put(nan) }
    text[0] = UInt8(ascii: "-")
    return value.signBit + (text + value.signBit).put(infinity)
  }
}
