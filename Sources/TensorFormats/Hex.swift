// Bit patterns as text: what two programs compare when printed digits would hide a difference.

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
/// - Precondition: a byte that is no digit and 8 bytes more can be read behind them.
@inline(__always)
private func hexPattern(_ text: UnsafePointer<UInt8>, digits: Int) -> UInt64? {
  guard let first = hexNumber(text, digits: min(digits, 8)) else { return nil }
  guard digits > 8 else { return hexValue(text[digits]) == nil ? first : nil }
  guard let second = hexNumber(text + 8, digits: 8), hexValue(text[16]) == nil else { return nil }
  return first << 32 | second
}

/// The number of up to eight digits, without a branch that depends on which: they are random.
@inline(__always)
private func hexNumber(_ text: UnsafePointer<UInt8>, digits: Int) -> UInt64? {
  func bytes(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }
  let word = UInt64(littleEndian: UnsafeRawPointer(text).loadUnaligned(as: UInt64.self))
  // Flush right, zeros before them.
  let shift = UInt64(truncatingIfNeeded: 64 &- 8 &* digits)
  let text = word << shift | bytes(0x30) & (1 << shift &- 1)
  // The highest bit of each byte that is no figure, and of each that is no letter of a ... f.
  let figure = text ^ bytes(0x30)
  let letter = (text | bytes(0x20)) ^ bytes(0x60)  // Capitals become small.
  let noFigure = (figure &+ bytes(0x76) | figure) & bytes(0x80)
  let noLetter = (letter &+ bytes(0x79) | letter | ~(letter &+ bytes(0x7f))) & bytes(0x80)
  guard noFigure & noLetter == 0 else { return nil }
  // Lanes of 1, 2, 4 and 8 digits.
  let ones = text & bytes(0x0f) &+ (noFigure >> 7) &* 9
  let twos = (ones << 4 | ones >> 8) & 0x00ff_00ff_00ff_00ff
  let fours = (twos << 8 | twos >> 16) & 0x0000_ffff_0000_ffff
  return (fours << 16 | fours >> 32) & 0xffff_ffff
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
