// JSON read forward, value by value: what the tensor reader and the safetensors header need.
// SPDX-License-Identifier: Apache-2.0

/// A pull reader of JSON text (RFC 8259), with Python's `NaN`, `Infinity` and `-Infinity`.
///
/// - Nothing recurses: values that are skipped are followed by counting, 64 deep at the most.
/// - Every error names the line and the column.
struct JSONReader: ~Copyable {
  var scanner: TextScanner

  /// Reads the text in `range`, everything by default; a byte order mark is let pass.
  init(_ source: ByteSource, in range: Range<Int>? = nil) throws(FormatError) {
    scanner = TextScanner(source, in: range)
    try scanner.prepare()
    if scanner.isAt("\u{feff}") { scanner.advance(3) }
    try scanner.skipBlanksAndLines()
  }

  /// What kind of value comes next, told by its first byte.
  var next: UInt8 { scanner.byte }

  /// Steps over `byte` and the blanks after it if it comes next.
  mutating func skip(_ byte: Unicode.Scalar) throws(FormatError) -> Bool {
    guard scanner.byte == UInt8(ascii: byte) else { return false }
    scanner.advance()
    try scanner.skipBlanksAndLines()
    return true
  }

  /// Steps over `byte` and the blanks after it, or says that it is missing.
  mutating func expect(_ byte: Unicode.Scalar, _ purpose: String) throws(FormatError) {
    guard try skip(byte) else { throw unexpected("'\(byte)' \(purpose)") }
  }

  /// The error that something else than `wanted` stands here.
  func unexpected(_ wanted: String) -> FormatError { scanner.failure(complaint(wanted)) }

  /// The same without its place.
  func complaint(_ wanted: String) -> String {
    let found = scanner.isAtEnd ? "the text ends" : scanner.quotedWord()
    return "\(found) where \(wanted) must follow"
  }

  /// Reads an object, calling `member` with each name when its value comes next.
  ///
  /// - Throws: `FormatError` if a name stands there twice, too.
  mutating func readObject(
    _ member: (inout JSONReader, String) throws(FormatError) -> Void
  ) throws(FormatError) {
    try expect("{", "")
    var names: Set<String> = []
    if try skip("}") { return }
    repeat {
      let place = scanner.offset
      let name = try readString("a name in quotes")
      guard names.insert(name).inserted else {
        throw scanner.failure("the name \(quoted(name)) stands twice in one object", at: place)
      }
      try expect(":", "after the name")
      try member(&self, name)
    } while try skip(",")
    guard try skip("}") else { throw unexpected("',' or '}'") }
  }

  /// Reads a whole number that is not negative.
  mutating func readCount(_ purpose: String) throws(FormatError) -> Int {
    guard let number = DecimalNumber(scanner.pointer), number.isInteger, number.isJSON,
      number.length < TextScanner.lookahead, !number.isNegative,
      let magnitude = number.magnitude(scanner.pointer), let count = Int(exactly: magnitude)
    else { throw unexpected("\(purpose), a whole number from 0 to \(Int.max),") }
    scanner.advance(number.length)
    try scanner.skipBlanksAndLines()
    return count
  }

  /// Reads a list of whole numbers that are not negative, at most `limit` of them.
  mutating func readCounts(_ purpose: String, limit: Int) throws(FormatError) -> [Int] {
    try expect("[", "for \(purpose)")
    var counts: [Int] = []
    if try skip("]") { return counts }
    repeat {
      guard counts.count < limit else {
        throw scanner.failure("more than \(limit) numbers in \(purpose)")
      }
      counts.append(try readCount(purpose))
    } while try skip(",")
    guard try skip("]") else { throw unexpected("',' or ']'") }
    return counts
  }

  /// Says that nothing may follow.
  mutating func expectEnd() throws(FormatError) {
    guard scanner.isAtEnd else {
      throw scanner.failure("\(scanner.quotedWord()) after the end of the value")
    }
  }

  /// Steps over a value of any kind.
  mutating func skipValue() throws(FormatError) {
    var closers: [UInt8] = []
    while true {
      // Here a value comes next, or the end of the list or object that was just opened.
      switch next {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        guard closers.count < NestedShape.depthLimit else {
          throw scanner.failure("nested deeper than \(NestedShape.depthLimit) values")
        }
        // The closing bracket stands two after the opening one in ASCII, for both kinds.
        closers.append(next + 2)
        scanner.advance()
        try scanner.skipBlanksAndLines()
        if next != closers[closers.count - 1] {
          if closers[closers.count - 1] == UInt8(ascii: "}") { try skipName() }
          continue
        }
      default: try skipScalar()
      }
      // Here a value has ended: close what ends with it.
      while let closer = closers.last {
        if try skip(",") {
          if closer == UInt8(ascii: "}") { try skipName() }
          break
        }
        guard next == closer else {
          throw unexpected("',' or '\(Unicode.Scalar(closer))'")
        }
        scanner.advance()
        try scanner.skipBlanksAndLines()
        closers.removeLast()
      }
      if closers.isEmpty { return }
    }
  }

  private mutating func skipName() throws(FormatError) {
    _ = try readString("a name in quotes")
    try expect(":", "after the name")
  }

  private mutating func skipScalar() throws(FormatError) {
    if next == UInt8(ascii: "\"") {
      _ = try readString("a value")
      return
    }
    if scanner.isAt("null") {
      scanner.advance(4)
    } else if try readNumberOrWord() == nil {
      throw unexpected("a value")
    }
    try scanner.skipBlanksAndLines()
  }

  /// Steps over a number, `true`, `false` or one of Python's words, and says which it was.
  private mutating func readNumberOrWord() throws(FormatError) -> JSONScalar? {
    do throws(FormatError) {
      guard let (scalar, length) = try scalar() else { return nil }
      scanner.advance(length)
      return scalar
    } catch {
      throw scanner.failure(error.description)
    }
  }
}

/// A value without parts that can be an element.
enum JSONScalar {
  case number(DecimalNumber)
  case boolean(Bool)
  case special(SpecialNumber)
}

extension JSONReader {
  /// The number, truth value or word that comes next with its length, nil if none does.
  ///
  /// - Throws: `FormatError` that does not say where.
  @inline(__always)
  func scalar() throws(FormatError) -> (JSONScalar, length: Int)? {
    if let number = DecimalNumber(scanner.pointer) {
      guard number.isJSON else {
        throw FormatError("\(scanner.quotedWord()) is no number as JSON writes them")
      }
      guard number.length < TextScanner.lookahead else {
        throw FormatError.longNumber
      }
      return (.number(number), number.length)
    }
    if scanner.isAt("true") { return (.boolean(true), 4) }
    if scanner.isAt("false") { return (.boolean(false), 5) }
    if scanner.isAt("NaN") { return (.special(.nan), 3) }
    if scanner.isAt("Infinity") { return (.special(.inf), 8) }
    if scanner.isAt("-Infinity") { return (.special(.negativeInf), 9) }
    return nil
  }
}
