// Bit patterns as text: what two programs compare when printed digits would hide a difference.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// One bit pattern a line, row-major: hexadecimal digits of fixed width, lower case, no prefix.
///
/// - A float32 takes 8 digits, a float16 4, a bool 2 (`00`, `01`).
public enum Hex {
  /// Writes the elements' bit patterns.
  public static func write(_ source: any Source, to writer: inout ByteWriter) throws {
    let width = source.dtype.byteCount
    try writeText(of: source, to: &writer) { block, _, writer in
      var start = 0
      while start < block.count {
        let end = min(start + ByteWriter.reach / (2 * width + 1) * width, block.count)
        try writer.write(upTo: ByteWriter.reach) { text in
          var line = text
          for place in stride(from: start, to: end, by: width) {
            // The most significant byte is the last in memory and the first on paper.
            for i in 0..<width {
              let byte = block[place + width - 1 - i]
              line[2 * i] = hexDigit(byte >> 4)
              line[2 * i + 1] = hexDigit(byte & 15)
            }
            line[2 * width] = UInt8(ascii: "\n")
            line += 2 * width + 1
          }
          return line - text
        }
        start = end
      }
    }
  }

  /// The tensor of these lines; capital digits, blank lines and `\r` are let pass.
  ///
  /// - Throws: `FormatError` if a line is no bit pattern of the dtype, or their number is not that
  ///   of the shape's elements.
  public static func open(
    _ bytes: ByteSource, shape: Shape, dtype: DType
  ) throws(FormatError) -> any Source {
    let width = dtype.byteCount
    var scanner = TextScanner(bytes)
    var store = ByteStore()
    var count = 0
    while true {
      try scanner.skipBlanksAndLines()
      if scanner.isAtEnd { break }
      guard let pattern = hexPattern(scanner.pointer, digits: 2 * width) else {
        throw scanner.failure(
          "\(scanner.quotedWord()) is no bit pattern of \(dtype.rawValue), which has "
            + "\(2 * width) hexadecimal digits")
      }
      count += 1
      guard count <= shape.count else { break }
      try store.append(pattern: dtype == .bool ? min(pattern, 1) : pattern, width: width)
      scanner.advance(2 * width)
    }
    guard count == shape.count else {
      let found = count > shape.count ? "more than \(shape.count)" : "\(count)"
      throw FormatError("holds \(found) bit patterns, and the shape \(shape) has \(shape.count)")
    }
    return StoredLayout(dtype: dtype, shape: shape, offset: 0).tensor(in: store.finish())
  }
}

/// The number of exactly so many hexadecimal digits, nil if there are fewer or more.
///
/// - Precondition: a byte that is no digit ends the text.
private func hexPattern(_ text: UnsafePointer<UInt8>, digits: Int) -> UInt64? {
  var pattern: UInt64 = 0
  for place in 0..<digits {
    guard let value = hexValue(text[place]) else { return nil }
    pattern = pattern << 4 | UInt64(value)
  }
  return hexValue(text[digits]) == nil ? pattern : nil
}

private func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
}

/// The value of a hexadecimal digit, nil for any other byte.
func hexValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}

extension TensorFormat {
  /// The bits of each element, in hexadecimal.
  public static let hex = TensorFormat(
    "hex", summary: "one bit pattern a line, fixed width", endings: ["hex"], isText: true
  ) { source, _, writer in
    try Hex.write(source, to: &writer)
  }
}
