// A window that moves forward over text, and the lines and columns that errors name.
// SPDX-License-Identifier: Apache-2.0

/// A forward reader of text in a byte source.
///
/// - After `prepare()` the next 4096 bytes, or all that are left, lie contiguous, and a zero byte
///   follows the last: a loop over digits needs no check of its own.
/// - Memory: one window of 256 KB, whatever the size of the source.
struct TextScanner: ~Copyable {
  /// The bytes that `prepare()` makes available.
  static let lookahead = 4096

  let source: ByteSource
  private let window: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  /// Where in the source the window begins, and where the text ends.
  private var base: Int
  private let limit: Int
  private var position = 0
  private var filled = 0

  /// Reads the text in `range`, everything by default.
  init(_ source: ByteSource, in range: Range<Int>? = nil) {
    let range = range?.clamped(to: 0..<source.count) ?? 0..<source.count
    self.source = source
    base = range.lowerBound
    limit = range.upperBound
    capacity = min(256 << 10, range.count + Self.lookahead)
    window = .allocate(capacity: capacity + Self.ending)
    markEnd()
  }

  deinit { window.deallocate() }

  /// The place of the next byte in the source.
  var offset: Int { base + position }
  /// The next byte; 0 at the end of the text, and after the bytes that were prepared.
  var byte: UInt8 { @inline(__always) get { window[position] } }
  /// The bytes from the next on.
  var pointer: UnsafePointer<UInt8> { @inline(__always) get { UnsafePointer(window + position) } }
  /// Whether nothing is left.
  var isAtEnd: Bool { position == filled && base + filled == limit }

  /// Makes the next `lookahead` bytes available.
  @inline(__always)
  mutating func prepare() throws(FormatError) {
    if filled - position < Self.lookahead, base + filled < limit { try refill() }
  }

  /// Steps over bytes that were prepared.
  @inline(__always)
  mutating func advance(_ count: Int = 1) { position += count }

  /// Goes to a place in the source, forward or back.
  mutating func seek(to offset: Int) throws(FormatError) {
    base = min(offset, limit)
    position = 0
    filled = 0
    markEnd()
    try prepare()
  }

  /// Zero bytes after the text: the one that ends a number, and those that a search for brackets
  /// looks at, eight at a time.
  private static let ending = 9

  private func markEnd() { (window + filled).update(repeating: 0, count: Self.ending) }

  private mutating func refill() throws(FormatError) {
    let kept = filled - position
    window.update(from: window + position, count: kept)
    base += position
    position = 0
    let added = min(capacity - kept, limit - base - kept)
    filled = kept
    try source.load(
      into: UnsafeMutableRawBufferPointer(start: window + kept, count: added), at: base + kept)
    filled += added
    markEnd()
  }
}

extension TextScanner {
  /// Steps over spaces and tabs, and prepares what follows.
  @inline(__always)
  mutating func skipBlanks() throws(FormatError) {
    while true {
      try prepare()
      while byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { advance() }
      if pointerIsPrepared { return }
    }
  }

  /// Steps over spaces, tabs and ends of lines, and prepares what follows.
  @inline(__always)
  mutating func skipBlanksAndLines() throws(FormatError) {
    while true {
      try prepare()
      while byte <= 32, isBlank(byte) { advance() }
      if pointerIsPrepared { return }
    }
  }

  /// Whether the lookahead still reaches far enough for any token.
  private var pointerIsPrepared: Bool {
    @inline(__always) get { filled - position >= Self.lookahead || base + filled == limit }
  }

  /// Steps over the rest of the line, but not over its end.
  mutating func skipToLineEnd() throws(FormatError) {
    while true {
      try prepare()
      while byte != UInt8(ascii: "\n"), position < filled { advance() }
      if position < filled || isAtEnd { return }
    }
  }

  /// The number of prepared bytes from the next on for which `predicate` holds.
  func length(while predicate: (UInt8) -> Bool) -> Int {
    var length = 0
    while position + length < filled, predicate(pointer[length]) { length += 1 }
    return length
  }

  /// The next `count` prepared bytes as text.
  func text(_ count: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: pointer, count: count), as: UTF8.self)
  }

  /// Whether the next prepared bytes are these.
  func isAt(_ text: StaticString) -> Bool {
    for i in 0..<text.utf8CodeUnitCount where pointer[i] != text.utf8Start[i] { return false }
    return true
  }

  /// What stands here, quoted for an error: up to the next blank or separator.
  func quotedWord() -> String {
    let length = length { !isBlank($0) && !",;:[](){}\"".utf8.contains($0) }
    return quoted(
      UnsafeBufferPointer(start: pointer, count: max(length, min(1, filled - position))))
  }

  /// An error at `offset`, by default here, with the line and column counted from 1.
  func failure(_ message: String, at offset: Int? = nil) -> FormatError {
    var line = 1
    var column = 1
    var place = 0
    let end = min(offset ?? self.offset, source.count)
    while place < end {
      guard let part = try? source.bytes(place..<min(place + 256 << 10, end)) else { break }
      for byte in part {
        if byte == UInt8(ascii: "\n") {
          line += 1
          column = 1
        } else if byte & 0xc0 != 0x80 {
          column += 1
        }
      }
      place += part.count
    }
    return FormatError("line \(line), column \(column): \(message)")
  }
}

/// Whether a byte is a space, a tab or an end of line.
@inline(__always)
func isBlank(_ byte: UInt8) -> Bool {
  byte == 32 || byte == 10 || byte == 13 || byte == 9
}
