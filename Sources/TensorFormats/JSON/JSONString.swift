// Strings in JSON: read with every escape checked, written with every escape that is needed.
// SPDX-License-Identifier: Apache-2.0

extension JSONReader {
  /// Reads a string and the blanks after it.
  ///
  /// - Throws: `FormatError` for what is none: a control character, a broken escape, half of a
  ///   surrogate pair, bytes that are no UTF-8, a missing end.
  mutating func readString(_ purpose: String) throws(FormatError) -> String {
    guard scanner.byte == UInt8(ascii: "\"") else { throw unexpected(purpose) }
    let start = scanner.offset
    scanner.advance()
    var bytes: [UInt8] = []
    while true {
      try scanner.prepare()
      switch scanner.byte {
      case UInt8(ascii: "\""):
        scanner.advance()
        try scanner.skipBlanksAndLines()
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw scanner.failure("the string is no UTF-8", at: start)
        }
        return text
      case UInt8(ascii: "\\"): try readEscape(into: &bytes)
      case 0..<0x20:
        if scanner.isAtEnd { throw scanner.failure("the string does not end", at: start) }
        throw scanner.failure("a control character in a string: write it as \\u00NN")
      default:
        bytes.append(scanner.byte)
        scanner.advance()
      }
    }
  }

  private mutating func readEscape(into bytes: inout [UInt8]) throws(FormatError) {
    let escape = scanner.pointer[1]
    let plain: UInt8
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = escape
    case UInt8(ascii: "b"): plain = 8
    case UInt8(ascii: "f"): plain = 12
    case UInt8(ascii: "n"): plain = 10
    case UInt8(ascii: "r"): plain = 13
    case UInt8(ascii: "t"): plain = 9
    case UInt8(ascii: "u"):
      let scalar = try readUnicodeEscape()
      bytes.append(contentsOf: UTF8.encode(scalar)!)
      return
    default: throw scanner.failure("a backslash that begins no escape of JSON")
    }
    bytes.append(plain)
    scanner.advance(2)
  }

  private mutating func readUnicodeEscape() throws(FormatError) -> Unicode.Scalar {
    let place = scanner.offset
    let unit = try readUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    // The first half of a pair needs the second right after it.
    if unit < 0xdc00, scanner.isAt("\\u") {
      let low = try readUnit()
      if (0xdc00..<0xe000).contains(low) {
        return Unicode.Scalar((unit - 0xd800) << 10 + (low - 0xdc00) + 0x10000)!
      }
    }
    throw scanner.failure("half of a surrogate pair", at: place)
  }

  private mutating func readUnit() throws(FormatError) -> UInt32 {
    var unit: UInt32 = 0
    for i in 2..<6 {
      guard let value = hexValue(scanner.pointer[i]) else {
        throw scanner.failure("\\u without four hexadecimal digits")
      }
      unit = unit << 4 | UInt32(value)
    }
    scanner.advance(6)
    return unit
  }
}

extension JSON {
  /// The text as a JSON string, in quotes.
  ///
  /// - Escapes quotes, backslashes and control characters; everything else stays UTF-8.
  public static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{8}": result += "\\b"
      case "\u{c}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
