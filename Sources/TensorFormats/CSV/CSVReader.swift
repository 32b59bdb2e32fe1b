// Reading CSV: one pass over the text, a row at a time.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// The state of reading rows of numbers.
struct CSVReader: ~Copyable {
  private var scanner: TextScanner
  private var store: ElementStore
  private let wanted: DType?
  private let unsaid: DType?
  /// What comments in front say of the tensors; the name is empty where there is one without.
  private var said: [String: (shape: Shape?, dtype: DType?)] = [:]
  private var columns: Int?
  private var rows = 0
  /// The separator that the first row has; a space for blanks.
  private var separator: UInt8?
  /// The tensor that is read: the one asked for, or the first.
  private var chosen: String?
  private let asked: String?
  /// The names of the tensors; `nil` if no column tells them apart.
  private var names: [String]?

  init(
    _ bytes: ByteSource, tensor: String?, wanted: DType?, unsaid: DType?
  ) throws(FormatError) {
    scanner = TextScanner(bytes)
    store = ElementStore(wanted: wanted ?? unsaid)
    (self.wanted, self.unsaid) = (wanted, unsaid)
    (asked, chosen) = (tensor, tensor)
    try scanner.prepare()
    if scanner.isAt("\u{feff}") { scanner.advance(3) }
  }

  /// Reads everything.
  mutating func read() throws(FormatError) -> any Source {
    var isFirst = true
    while true {
      try scanner.skipBlanksAndLines()
      if scanner.isAtEnd { break }
      if scanner.byte == UInt8(ascii: "#") {
        if rows == 0 { try readComment() }
        try scanner.skipToLineEnd()
        continue
      }
      if isFirst {
        isFirst = false
        if try skipNames() { continue }
      }
      if names != nil, try !readName() {
        try scanner.skipToLineEnd()
      } else {
        try readRow()
      }
    }
    if let names {
      let place = try chooseTensor(asked, among: names)
      chosen = names[place]
    } else {
      try refuseName(asked, "this CSV")
    }
    if let place = store.unholdable {
      throw scanner.failure(
        "a whole number beyond int64: choose uint64 or a floating dtype", at: place)
    }
    if let saidShape = said[chosen ?? ""]?.shape {
      if let last = saidShape.extents.last, let columns, columns != last, saidShape.count > 0 {
        throw FormatError("has rows of \(columns), and its comment says the shape \(saidShape)")
      }
      // Of a tensor without rows the dtype was not asked for yet.
      if rows == 0 { store = newStore() }
      return try store.finish(saidShape)
    }
    guard let columns else { throw FormatError("holds no row of numbers") }
    // Both extents fit, since the numbers are in memory.
    return try store.finish(try shape(of: [rows, columns].filter { $0 != 1 }))
  }

  /// The elements to come, in the dtype that they are to have.
  private func newStore() -> ElementStore {
    ElementStore(wanted: wanted ?? said[chosen ?? ""]?.dtype ?? unsaid)
  }

  /// Steps over the first row if it names columns: if it has no number in it.
  ///
  /// - Throws: `FormatError` if it begins with a word and has a number in it.
  private mutating func skipNames() throws(FormatError) -> Bool {
    if isNumber(at: scanner.pointer) { return false }
    let start = scanner.offset
    try scanner.skipToLineEnd()
    let line = try scanner.source.bytes(start..<scanner.offset)
    let separators = ",;".utf8.filter { line.contains($0) }
    let fields = line.split(omittingEmptySubsequences: separators.isEmpty) { byte in
      separators.first.map { byte == $0 } ?? isBlank(byte)
    }
    let texts = fields.map { $0.drop(while: isBlank).filter { $0 != 13 } }
    if let number = texts.firstIndex(where: isNumber) {
      let word = texts.firstIndex { !isNumber($0) } ?? 0
      let found = texts[word].isEmpty ? "is empty" : "is \(quoted(texts[word])), no number"
      throw scanner.failure(
        "field \(word + 1) \(found), and field \(number + 1) is one: write nan where "
          + "a value is missing, or # in front of a row of names", at: start)
    }
    guard texts.contains(where: { !$0.isEmpty }) else {
      try scanner.seek(to: start)
      return false
    }
    if texts.count > 1, let first = separators.first, texts[0] == Array("tensor".utf8) {
      separator = first
      names = said.keys.filter { !$0.isEmpty }.sorted()
    }
    return true
  }

  /// Reads the field that says which tensor the row belongs to; false if that is not read.
  private mutating func readName() throws(FormatError) -> Bool {
    let name = try readText { [separator] in $0 == separator || $0 == 10 || $0 == 13 }
    guard scanner.byte == separator else {
      throw scanner.failure("a row without numbers after its tensor's name")
    }
    if names?.contains(name) == false { names!.append(name) }
    chosen = chosen ?? name
    guard chosen == name else { return false }
    if rows == 0 { store = newStore() }
    scanner.advance()
    try scanner.skipBlanks()
    return true
  }

  /// Reads text up to a byte that ends it, or in quotes, where two stand for one.
  private mutating func readText(
    _ ends: (UInt8) -> Bool
  ) throws(FormatError) -> String {
    var text: [UInt8] = []
    let isQuoted = scanner.byte == UInt8(ascii: "\"")
    if isQuoted { scanner.advance() }
    while true {
      try scanner.prepare()
      let byte = scanner.byte
      if scanner.isAtEnd || text.count > TextScanner.lookahead { break }
      if isQuoted, byte == UInt8(ascii: "\"") {
        scanner.advance()
        guard scanner.byte == byte else { break }
      } else if !isQuoted, ends(byte) {
        break
      }
      text.append(byte)
      scanner.advance()
    }
    return String(decoding: text, as: UTF8.self)
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
    guard let (word, length) = numberWord(at: scanner.pointer) else {
      switch scanner.byte {
      case UInt8(ascii: ","), UInt8(ascii: ";"), 10, 13:
        throw FormatError("an empty field: write nan where a value is missing")
      default:
        throw FormatError(
          "\(scanner.quotedWord()) is no number: write nan where a value is missing")
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
      "\(scanner.quotedWord()) after a number, where \(wanted) or the end of the row must follow")
  }

  /// Takes shape and dtype from a comment that says them, `# shape: 3,2 dtype: float32`, of the
  /// tensor whose name may stand in front of them, `# tensor: NAME`.
  private mutating func readComment() throws(FormatError) {
    let line = scanner.text(scanner.length { $0 != 10 && $0 != 13 })
    let start = scanner.offset
    scanner.advance()
    try scanner.skipBlanks()
    var name = ""
    if scanner.isAt("tensor: ") {
      scanner.advance(8)
      name = try readText(isBlank)
    }
    let rest = scanner.text(scanner.length { $0 != 10 && $0 != 13 })
    var words = rest.split { $0 == " " || $0 == "\t" }.map(String.init)[...]
    guard words.first == "shape:" || words.first == "dtype:" else { return }
    func broken(_ reason: String) -> FormatError {
      scanner.failure(
        "\(quoted(line)) \(reason): it is to read like '# shape: 3,2 dtype: float32'", at: start)
    }
    var found: (shape: Shape?, dtype: DType?) = said[name] ?? (nil, nil)
    while let key = words.popFirst() {
      guard let value = words.popFirst() else { throw broken("ends early") }
      switch key {
      case "shape:":
        let extents =
          value == "scalar"
          ? [] : value.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard !extents.contains(nil) else { throw broken("has no shape") }
        do throws(FormatError) {
          found.shape = try shape(of: extents.map { $0! })
        } catch {
          throw scanner.failure(error.description, at: start)
        }
      case "dtype:":
        guard let dtype = DType(rawValue: value) else { throw broken("has an unknown dtype") }
        found.dtype = dtype
      default: throw broken("has a word too many")
      }
    }
    said[name] = found
    if name.isEmpty { store = newStore() }
  }
}

/// Whether a number begins here, in digits or as a word.
private func isNumber(at text: UnsafePointer<UInt8>) -> Bool {
  DecimalNumber(text) != nil || numberWord(at: text) != nil
}

/// Whether a field is a number and nothing else.
private func isNumber(_ field: some Collection<UInt8>) -> Bool {
  var text = Array(field)
  while let last = text.last, isBlank(last) { text.removeLast() }
  let length = text.count
  text.append(0)
  return text.withUnsafeBufferPointer {
    DecimalNumber($0.baseAddress!)?.length == length
      || numberWord(at: $0.baseAddress!)?.length == length
  }
}
