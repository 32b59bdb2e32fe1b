// Finding printed tensors in whatever text they were pasted with.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// Where a printed tensor begins.
struct PrintedTensor {
  /// What it is printed as: `tensor(`, NumPy's `array(`, or brackets alone.
  enum Form { case tensor, array, brackets }

  /// The most that are looked for in a text.
  static let limit = 1000

  var form: Form
  /// The place of the first bracket or number.
  var offset: Int
  /// The last heading before it, the text of a comment line such as `# DropPath`.
  var heading: String?
  /// What `dtype=` says that follows it, if anything does: the numbers are then read once.
  var dtype: DType?
}

/// All printed tensors of a text, in order, `PrintedTensor.limit` at the most.
///
/// - `tensor(` and `array(` count where they begin a word and numbers follow; where there are none,
///   brackets that no word stands in front of count instead.
func findPrintedTensors(_ source: ByteSource) throws(FormatError) -> [PrintedTensor] {
  var scanner = TextScanner(source)
  var named: [PrintedTensor] = []
  var bare: [PrintedTensor] = []
  var heading: String?
  var depth = 0
  var isLineStart = true
  var isWord = false
  while named.count < PrintedTensor.limit {
    try scanner.prepare()
    let byte = scanner.byte
    if byte == 0, scanner.isAtEnd { break }
    if isLineStart {
      isLineStart = false
      if let found = headingLine(in: scanner) { heading = found }
    }
    // Most of a tensor are digits, blanks and commas.
    let dull = scanner.dullLength
    if dull > 0 {
      isWord = isWordByte(scanner.pointer[dull - 1])
      scanner.advance(dull)
      continue
    }
    if isWordByte(byte) {
      if !isWord {
        if let tensor = namedTensor(in: scanner, heading: heading) { named.append(tensor) }
        if let last = named.indices.last, depth == 0, named[last].dtype == nil {
          named[last].dtype = saidType(in: scanner)
        }
      }
      isWord = true
      scanner.advance()
      continue
    }
    switch byte {
    case UInt8(ascii: "\n"): isLineStart = true
    case UInt8(ascii: "["):
      if depth == 0, !isWord, named.isEmpty, bare.count < PrintedTensor.limit {
        bare.append(PrintedTensor(form: .brackets, offset: scanner.offset, heading: heading))
      }
      depth += 1
    case UInt8(ascii: "]"): depth = max(depth - 1, 0)
    default: break
    }
    isWord = false
    scanner.advance()
  }
  return named.isEmpty ? bare : named
}

/// Whether a printed tensor can begin within these bytes, which begin a text.
func looksPrinted(_ start: [UInt8]) throws(FormatError) -> Bool {
  let found = try findPrintedTensors(ByteSource(start))
  return found.contains { $0.form != .brackets }
    || found.contains { tensor in
      // Brackets alone must begin a line, whatever marks it as a comment or a quotation.
      let line = start[..<tensor.offset].split(
        separator: 10, omittingEmptySubsequences: false
      ).last!
      return line.allSatisfy { isBlank($0) || $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: ">") }
    }
}

extension TextScanner {
  /// The number of the next bytes, 8 at the most, that begin and end nothing: neither letters nor
  /// brackets nor ends of lines, but all between a space and a question mark.
  fileprivate var dullLength: Int {
    @inline(__always) get {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
      let others = (word ^ 0x2020_2020_2020_2020) & 0xe0e0_e0e0_e0e0_e0e0
      return others.trailingZeroBitCount &>> 3
    }
  }
}

/// The dtype of a `dtype=torch.float64` or `dtype=float64` here.
private func saidType(in scanner: borrowing TextScanner) -> DType? {
  guard scanner.isAt("dtype=") else { return nil }
  var place = scanner.pointer + 6
  if scanner.isAt("dtype=torch.") { place += 6 }
  var length = 0
  while isWordByte(place[length]) { length += 1 }
  let name = UnsafeBufferPointer(start: place, count: length)
  return DType(rawValue: String(decoding: name, as: UTF8.self))
}

/// The tensor that the word here begins.
private func namedTensor(
  in scanner: borrowing TextScanner, heading: String?
) -> PrintedTensor? {
  let form: PrintedTensor.Form
  var length: Int
  if scanner.isAt("tensor(") {
    (form, length) = (.tensor, 7)
  } else if scanner.isAt("array(") {
    (form, length) = (.array, 6)
  } else {
    return nil
  }
  while isBlank(scanner.pointer[length]) { length += 1 }
  switch scanner.pointer[length] {
  // The first letters of nan, inf, True and False too; `...` stands for a summary.
  case UInt8(ascii: "["), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
    UInt8(ascii: "."), UInt8(ascii: "T"), UInt8(ascii: "F"):
    break
  case UInt8(ascii: "n") where scanner.pointer[length + 1] == UInt8(ascii: "a"): break
  case UInt8(ascii: "i") where scanner.pointer[length + 2] == UInt8(ascii: "f"): break
  default: return nil
  }
  return PrintedTensor(form: form, offset: scanner.offset + length, heading: heading)
}

/// The text of the comment line that begins here, if it is a heading: no lists, at most 100
/// bytes.
private func headingLine(in scanner: borrowing TextScanner) -> String? {
  guard scanner.byte == UInt8(ascii: "#") else { return nil }
  let length = scanner.length { $0 != 10 && $0 != 13 }
  guard length <= 100 else { return nil }
  let line = UnsafeBufferPointer(start: scanner.pointer, count: length)
  guard !line.contains(where: { "[]=,".utf8.contains($0) }) else { return nil }
  let words = line.split { isBlank($0) || $0 == UInt8(ascii: "#") }
  guard !words.isEmpty else { return nil }
  return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
}
