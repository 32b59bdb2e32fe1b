// The grammar of a printed tensor: brackets, numbers, and what is said after them.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// A reader of one printed tensor.
struct PrintedReader: ~Copyable {
  private(set) var scanner: TextScanner
  private let tensor: PrintedTensor

  init(_ bytes: ByteSource, _ tensor: PrintedTensor) {
    scanner = TextScanner(bytes)
    self.tensor = tensor
  }

  /// Reads the numbers and what stands after them.
  mutating func read(_ dtype: DType?) throws(FormatError) -> PrintedContent {
    try scanner.seek(to: tensor.offset)
    var store = ElementStore(wanted: dtype)
    let extents = try readNumbers(into: &store)
    var said: DType?
    var size: [Int]?
    if tensor.form != .brackets { try readAttributes(&said, &size) }
    return PrintedContent(store: store, extents: extents, dtype: said, size: size)
  }

  private mutating func readNumbers(into store: inout ElementStore) throws(FormatError) -> [Int] {
    var nesting = NestedShape()
    var place = scanner.offset
    do throws(FormatError) {
      while true {
        // Here an element or a list comes next.
        place = scanner.offset
        if scanner.byte == UInt8(ascii: "[") {
          try nesting.open()
          scanner.advance()
          try skipSpace()
          if scanner.byte != UInt8(ascii: "]") { continue }
        } else {
          try readElement(into: &store)
          try nesting.element()
          if nesting.depth > 0 { try skipSpace() }
        }
        // Here an element has ended: close what ends with it.
        while nesting.depth > 0 {
          if scanner.byte == UInt8(ascii: ",") {
            scanner.advance()
            try skipSpace()
          }
          guard scanner.byte == UInt8(ascii: "]") else { break }
          place = scanner.offset
          try nesting.close()
          scanner.advance()
          if nesting.depth > 0 { try skipSpace() }
        }
        if nesting.depth == 0 { return nesting.extents }
        if scanner.isAtEnd {
          place = scanner.offset
          throw FormatError("the text ends within the brackets")
        }
      }
    } catch {
      throw scanner.failure(error.description, at: place)
    }
  }

  @inline(__always)
  private mutating func readElement(into store: inout ElementStore) throws(FormatError) {
    if let number = DecimalNumber(scanner.pointer) {
      try store.append(number, at: scanner.pointer, offset: scanner.offset)
      switch scanner.pointer[number.length] {
      case 0, 9, 10, 13, 32, UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: ")"):
        scanner.advance(number.length)
      case UInt8(ascii: "j"), UInt8(ascii: "+"), UInt8(ascii: "-"):
        throw FormatError("\(scanner.quotedWord()) is complex: print its .real and .imag apart")
      default: throw FormatError("\(scanner.quotedWord()) is no number")
      }
    } else if let (word, length) = numberWord(at: scanner.pointer) {
      switch word {
      case .special(let special): try store.append(special: special)
      case .truth(let value): try store.append(value)
      }
      scanner.advance(length)
    } else if scanner.isAt("...") {
      throw FormatError(
        "a summary, whose '...' stands for values that are not there: print all after "
          + "torch.set_printoptions(threshold=torch.inf)")
    } else if scanner.isAtEnd {
      throw FormatError("the text ends within the brackets")
    } else {
      throw FormatError("\(scanner.quotedWord()) is no number")
    }
  }

  /// Steps over blanks, ends of lines, and what marks the beginning of a line: `#`, `>>>`, and
  /// Python's second prompt `...` with something after it.
  private mutating func skipSpace() throws(FormatError) {
    while true {
      try scanner.skipBlanks()
      guard scanner.byte == 10 || scanner.byte == 13 else { return }
      scanner.advance()
      if scanner.isAt("... ") {
        let blanks = scanner.length { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: " ") }
        if !isBlank(scanner.pointer[blanks]), scanner.pointer[blanks] != UInt8(ascii: ",") {
          scanner.advance(3)
        }
      }
      while isMark(scanner.byte) {
        scanner.advance()
        try scanner.skipBlanks()
      }
    }
  }

  /// Reads what stands after the numbers, to the closing parenthesis.
  private mutating func readAttributes(
    _ dtype: inout DType?, _ size: inout [Int]?
  ) throws(FormatError) {
    try skipSpace()
    while scanner.byte == UInt8(ascii: ",") {
      scanner.advance()
      try skipSpace()
      let place = scanner.offset
      let key = scanner.text(scanner.length(while: isWordByte))
      // NumPy ends what it wraps with a comma only.
      if key.isEmpty { break }
      scanner.advance(key.utf8.count)
      guard scanner.byte == UInt8(ascii: "=") else {
        throw scanner.failure("\(quoted(key)) after the numbers says nothing", at: place)
      }
      scanner.advance()
      let value = try readValue()
      switch key {
      case "dtype": dtype = try Self.dtype(value, scanner, at: place)
      case "size", "shape":
        let parts = value.filter { !"()[] ".contains($0) }.split(separator: ",")
        let extents = parts.map { Int($0) }
        guard extents.count <= Shape.rankLimit, !extents.contains(nil) else {
          throw scanner.failure("\(quoted(value)) is no size", at: place)
        }
        size = extents.map { $0! }
      case "layout":
        throw scanner.failure("\(quoted(value)) is not dense: print .to_dense()", at: place)
      default: break
      }
      try skipSpace()
    }
    guard scanner.byte == UInt8(ascii: ")") else {
      throw scanner.failure(
        scanner.isAtEnd
          ? "the text ends before the ')' of the tensor"
          : "\(scanner.quotedWord()) where ',' or ')' must follow")
    }
  }

  /// Reads the text of a value, up to the comma or parenthesis that ends it.
  private mutating func readValue() throws(FormatError) -> String {
    var depth = 0
    var value: [UInt8] = []
    let start = scanner.offset
    while true {
      try scanner.prepare()
      switch scanner.byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: ">"): depth -= 1
      case UInt8(ascii: ")"):
        if depth == 0 { return String(decoding: value, as: UTF8.self) }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        return String(decoding: value, as: UTF8.self)
      case 0 where scanner.isAtEnd:
        throw scanner.failure("the text ends before the ')' of the tensor", at: start)
      default: break
      }
      guard value.count < 1000 else { throw scanner.failure("a value without an end", at: start) }
      value.append(scanner.byte)
      scanner.advance()
    }
  }

  /// The dtype of `torch.float64`, `float64` or `'<f8'`.
  private static func dtype(
    _ text: String, _ scanner: borrowing TextScanner, at place: Int
  ) throws(FormatError) -> DType {
    let name = text.filter { !$0.isWhitespace && $0 != "'" && $0 != "\"" && $0 != "#" }
    let bare = name.hasPrefix("torch.") ? String(name.dropFirst(6)) : name
    if let dtype = DType(rawValue: bare) { return dtype }
    if bare.hasPrefix("complex") {
      throw scanner.failure("\(bare) is complex: print its .real and .imag apart", at: place)
    }
    throw scanner.failure("\(quoted(bare)) is not a known dtype", at: place)
  }
}

private func isMark(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "#") || byte == UInt8(ascii: ">")
}
