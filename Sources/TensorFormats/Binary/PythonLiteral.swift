// The little of Python's literals that a .npy header is made of.
// SPDX-License-Identifier: Apache-2.0

/// A forward reader of one dictionary of literals.
struct PythonLiteral {
  /// A value in the dictionary.
  enum Value {
    case string(String)
    case truth(Bool)
    case tuple([Int])
    /// A list, as it is written: what a structured dtype is.
    case list(String)
  }

  private let text: [UInt8]
  private var place = 0

  init(_ text: [UInt8]) { self.text = text }

  /// Reads the dictionary, which must be all there is, calling `item` for each key and value.
  mutating func readDictionary(
    _ item: (String, Value) throws(FormatError) -> Void
  ) throws(FormatError) {
    try expect("{")
    while !skip("}") {
      let key = try readString()
      try expect(":")
      try item(key, try readValue())
      if !skip(",") {
        try expect("}")
        break
      }
    }
    guard place == text.count else { throw broken() }
  }

  private mutating func readValue() throws(FormatError) -> Value {
    switch peek() {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "("): return .tuple(try readTuple())
    case UInt8(ascii: "["): return .list(try readList())
    default:
      if skipWord("True") { return .truth(true) }
      if skipWord("False") { return .truth(false) }
      throw broken()
    }
  }

  /// Reads a tuple of whole numbers.
  private mutating func readTuple() throws(FormatError) -> [Int] {
    try expect("(")
    var numbers: [Int] = []
    while !skip(")") {
      guard numbers.count <= 64 else { throw FormatError("its header's 'shape' is too long") }
      numbers.append(try readInteger())
      if skip(",") { continue }
      // One number in brackets without a comma is a number to Python, and no tuple.
      guard numbers.count > 1 else { throw FormatError("its header's 'shape' is no tuple") }
      try expect(")")
      break
    }
    return numbers
  }

  private mutating func readInteger() throws(FormatError) -> Int {
    let isNegative = skip("-")
    var value = 0
    let start = place
    while place < text.count, let digit = digitValue(text[place]) {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int(digit))
      guard !overflow, !carry else {
        throw FormatError("its header's 'shape' has an extent beyond 64 bits")
      }
      value = sum
      place += 1
    }
    guard place > start else { throw broken() }
    skipBlanks()
    return isNegative ? -value : value
  }

  /// Reads a list as text, brackets and quotes balanced.
  private mutating func readList() throws(FormatError) -> String {
    let start = place
    var depth = 0
    repeat {
      switch peek() {
      case UInt8(ascii: "["), UInt8(ascii: "("): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        _ = try readString()
        continue
      case 0: throw broken()
      default: break
      }
      place += 1
    } while depth > 0
    let list = String(decoding: text[start..<place], as: UTF8.self)
    skipBlanks()
    return list
  }

  private mutating func readString() throws(FormatError) -> String {
    let quote = peek()
    guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { throw broken() }
    guard let end = text[(place + 1)...].firstIndex(of: quote) else { throw broken() }
    let string = text[(place + 1)..<end]
    // No key and no dtype has a character that needs an escape.
    guard !string.contains(UInt8(ascii: "\\")) else { throw broken() }
    place = end + 1
    skipBlanks()
    return String(decoding: string, as: UTF8.self)
  }

  /// The next byte that is no blank, 0 at the end.
  private mutating func peek() -> UInt8 {
    skipBlanks()
    return place < text.count ? text[place] : 0
  }

  private mutating func skip(_ byte: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: byte) else { return false }
    place += 1
    skipBlanks()
    return true
  }

  private mutating func skipWord(_ word: String) -> Bool {
    guard text[place...].starts(with: word.utf8) else { return false }
    place += word.utf8.count
    skipBlanks()
    return true
  }

  private mutating func expect(_ byte: Unicode.Scalar) throws(FormatError) {
    guard skip(byte) else { throw broken() }
  }

  private mutating func skipBlanks() {
    while place < text.count, isBlank(text[place]) { place += 1 }
  }

  private func broken() -> FormatError {
    FormatError(
      "its header is broken at \(quoted(text[min(place, text.count)...].prefix(24))): "
        + "save the array again with numpy.save")
  }
}
