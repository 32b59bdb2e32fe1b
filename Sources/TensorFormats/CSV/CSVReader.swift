// Reading CSV: one pass over the text, a row at a time.

import TensorCore

/// The state of reading rows of numbers.
struct CSVReader: ~Copyable {
  private var scanner: TextScanner
  private var store: ElementStore
  private let wanted: DType?
  /// What the comment in front says.
  private var saidShape: Shape?
  private var columns: Int?
  private var rows = 0
  /// The separator that the first row has; a space for blanks.
  private var separator: UInt8?

  init(_ bytes: ByteSource, wanted: DType?, unsaid: DType?) throws(FormatError) {
    scanner = TextScanner(bytes)
    store = ElementStore(wanted: wanted ?? unsaid)
    self.wanted = wanted
    try scanner.prepare()
    if scanner.isAt("\u{feff}") { scanner.advance(3) }
  }

  /// Reads everything.
  mutating func read() throws(FormatError) -> any Source {
    var mayHaveNames = true
    while true {
      try scanner.skipBlanksAndLines()
      if scanner.isAtEnd { break }
      if scanner.byte == UInt8(ascii: "#") {
        if rows == 0 { try readComment() }
        try scanner.skipToLineEnd()
      } else if mayHaveNames, isName() {
        mayHaveNames = false
        try scanner.skipToLineEnd()
      } else {
        mayHaveNames = false
        try readRow()
      }
    }
    if let place = store.unholdable {
      throw scanner.failure(
        "a whole number beyond int64: choose uint64 or a floating dtype", at: place)
    }
    if let saidShape {
      if let last = saidShape.extents.last, let columns, columns != last, saidShape.count > 0 {
        throw FormatError("has rows of \(columns), and its comment says the shape \(saidShape)")
      }
      return try store.finish(saidShape)
    }
    guard let columns else { throw FormatError("holds no row of numbers") }
    // Both extents fit, since the numbers are in memory.
    return try store.finish(try shape(of: [rows, columns].filter { $0 != 1 }))
  }

  /// Reads a row and checks that it is as long as the first.
  private mutating func readRow() throws(FormatError) {
    let start = scanner.offset
    var length = 0
    repeat {
      try readField()
      length += 1
    } while try skipSeparator()
    rows += 1
    if let columns, columns != length {
      throw scanner.failure(
        "ragged: \(counted(length, "number")) where the rows before have \(columns)", at: start)
    }
    columns = length
  }

  @inline(__always)
  private mutating func readField() throws(FormatError) {
    do throws(FormatError) {
      if let number = DecimalNumber(scanner.pointer) {
        try store.append(number, at: scanner.pointer, offset: scanner.offset)
        scanner.advance(number.length)
      } else {
        try readWord()
      }
    } catch {
      throw scanner.failure(error.description)
    }
  }

  private mutating func readWord() throws(FormatError) {
    guard let (word, length) = numberWord(in: scanner) else {
      switch scanner.byte {
      case UInt8(ascii: ","), UInt8(ascii: ";"), 10, 13: throw FormatError("an empty field")
      default: throw FormatError("\(scanner.quotedWord()) is no number")
      }
    }
    switch word {
    case .special(let special): try store.append(special: special)
    case .truth(let value): try store.append(value)
    }
    scanner.advance(length)
  }

  /// Steps over a separator; false at the end of the row.
  @inline(__always)
  private mutating func skipSeparator() throws(FormatError) -> Bool {
    let first = scanner.byte
    if first == UInt8(ascii: ","), separator == first {
      scanner.advance()
      try scanner.skipBlanks()
      return true
    }
    return try skipOtherSeparator()
  }

  private mutating func skipOtherSeparator() throws(FormatError) -> Bool {
    let hadBlank = isBlank(scanner.byte)
    try scanner.skipBlanks()
    let byte = scanner.byte
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "#"): return false
    case 0 where scanner.isAtEnd: return false
    case UInt8(ascii: ","), UInt8(ascii: ";"):
      guard separator == nil || separator == byte else { break }
      separator = byte
      scanner.advance()
      try scanner.skipBlanks()
      return true
    default:
      guard hadBlank, separator == nil || separator == UInt8(ascii: " ") else { break }
      separator = UInt8(ascii: " ")
      return true
    }
    let names: [UInt8: String] = [
      UInt8(ascii: ","): "','", UInt8(ascii: ";"): "';'", UInt8(ascii: " "): "blanks",
    ]
    let wanted = separator.flatMap { names[$0] } ?? "a separator"
    throw scanner.failure(
      "\(scanner.quotedWord()) behind a number, where \(wanted) or the end of the row must follow")
  }

  /// Whether the line that begins here names columns: its first field begins like a word or a
  /// quotation and is no number.
  private func isName() -> Bool {
    if numberWord(in: scanner) != nil { return false }
    switch scanner.byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "_"), UInt8(ascii: "\""), UInt8(ascii: "'"), 0x80...:
      return true
    default: return false
    }
  }

  /// Takes shape and dtype from a comment that says them, `# shape: 3,2 dtype: float32`.
  private mutating func readComment() throws(FormatError) {
    let line = scanner.text(scanner.length { $0 != 10 && $0 != 13 })
    let words = line.dropFirst().split { $0 == " " || $0 == "\t" }.map(String.init)
    guard words.first == "shape:" || words.first == "dtype:" else { return }
    func broken(_ reason: String) -> FormatError {
      scanner.failure(
        "\(quoted(line)) \(reason): it is to read like '# shape: 3,2 dtype: float32'")
    }
    var rest = words[...]
    while let key = rest.popFirst() {
      guard let value = rest.popFirst() else { throw broken("ends early") }
      switch key {
      case "shape:":
        let extents =
          value == "scalar"
          ? [] : value.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard !extents.contains(nil) else { throw broken("has no shape") }
        do throws(FormatError) {
          saidShape = try shape(of: extents.map { $0! })
        } catch {
          throw scanner.failure(error.description)
        }
      case "dtype:":
        guard let dtype = DType(rawValue: value) else {
          throw broken("has a dtype unknown to regx")
        }
        if wanted == nil { store = ElementStore(wanted: dtype) }
      default: throw broken("has a word too many")
      }
    }
  }
}

/// A word that stands for a number.
enum NumberWord {
  case special(SpecialNumber)
  case truth(Bool)
}

/// The `nan`, `inf`, `infinity`, `true` or `false` of any case and sign that comes next.
func numberWord(in scanner: borrowing TextScanner) -> (NumberWord, length: Int)? {
  let sign = scanner.byte
  let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
  let text = scanner.pointer + (isSigned ? 1 : 0)
  // The letters, small, the first in the lowest byte.
  var letters: UInt64 = 0
  var length = 0
  while isWordByte(text[length]) {
    guard length < 8 else { return nil }
    letters |= UInt64(text[length] | 0x20) << UInt64(8 * length)
    length += 1
  }
  guard text[length] != UInt8(ascii: "-"), text[length] != UInt8(ascii: "+") else { return nil }
  let word: NumberWord
  switch letters {
  case 0x6e_616e: word = .special(.nan)
  case 0x66_6e69, 0x7974_696e_6966_6e69:  // "inf" and "infinity"
    word = .special(sign == UInt8(ascii: "-") ? .negativeInf : .inf)
  case 0x6575_7274 where !isSigned: word = .truth(true)
  case 0x65_736c_6166 where !isSigned: word = .truth(false)
  default: return nil
  }
  return (word, length + (isSigned ? 1 : 0))
}

/// Whether a byte can be part of a name.
func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
    true
  default: false
  }
}
