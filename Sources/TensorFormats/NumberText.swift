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

/// Writes the elements that `block` holds, with `separator` between them.
///
/// - Floating numbers in the shortest form that reads back to the same bits, as Python's `repr`.
func writeNumbers(
  _ block: UnsafeRawBufferPointer, _ dtype: DType, separator: StaticString, words: NumberWords,
  to writer: inout ByteWriter
) throws {
  func floating<E: FloatingScalar>(_: E.Type) throws {
    try writeEach(block, E.self, separator, to: &writer) { (value: E, text) in
      let wide = value.compute
      if wide.isFinite { return shortestDecimal(value, into: text) }
      if wide.isNaN { return put(words.nan, into: text) }
      guard wide < 0 else { return put(words.infinity, into: text) }
      text[0] = UInt8(ascii: "-")
      return 1 + put(words.infinity, into: text + 1)
    }
  }
  func whole<E: FixedWidthInteger & BitwiseCopyable>(_: E.Type) throws {
    try writeEach(block, E.self, separator, to: &writer) { (value: E, text) in
      put(UInt64(value.magnitude), isNegative: value < 0, into: text)
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
    try writeEach(block, UInt8.self, separator, to: &writer) { (value: UInt8, text) in
      put(value != 0 ? words.yes : words.no, into: text)
    }
  }
}

/// Writes each element with `write`, which returns how many bytes it wrote, 64 at the most.
@inline(__always)
private func writeEach<E: BitwiseCopyable>(
  _ block: UnsafeRawBufferPointer, _: E.Type, _ separator: StaticString,
  to writer: inout ByteWriter, _ write: (E, UnsafeMutablePointer<UInt8>) -> Int
) throws {
  let count = block.count / MemoryLayout<E>.size
  guard count > 0 else { return }
  let elements = block.baseAddress!.assumingMemoryBound(to: E.self)
  for i in 0..<count {
    try writer.write(upTo: 64) { text in
      let lead = i == 0 ? 0 : put(separator, into: text)
      return lead + write(elements[i], text + lead)
    }
  }
}

@inline(__always)
private func put(_ word: StaticString, into text: UnsafeMutablePointer<UInt8>) -> Int {
  text.update(from: word.utf8Start, count: word.utf8CodeUnitCount)
  return word.utf8CodeUnitCount
}

private func put(
  _ magnitude: UInt64, isNegative: Bool, into text: UnsafeMutablePointer<UInt8>
) -> Int {
  var length = isNegative ? 1 : 0
  var rest = magnitude
  repeat {
    length += 1
    rest /= 10
  } while rest != 0
  var place = length
  rest = magnitude
  repeat {
    place -= 1
    text[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
    rest /= 10
  } while rest != 0
  if isNegative { text[0] = UInt8(ascii: "-") }
  return length
}
