// Brackets, separators and line breaks around the elements, while they stream by.
// SPDX-License-Identifier: Apache-2.0

/// Writes rows of words as NumPy does: a line is broken before a word that does not fit, and loses
/// the spaces at its end.
struct NumPyLines {
  private let page: NumPyPage
  private let rowLength: Int
  private let dotsPlace: Int?
  /// The column of the first word of a line, and the one that the last may reach.
  private let indent: Int
  private let width: Int
  /// A comma and a space, or a space.
  private let separatorWidth: Int
  private var position: RowPosition
  /// The elements of the row that are written, and whether the line has no word yet.
  private var inRow = 0
  private var isFirst = true
  /// Spaces that are written unless the line ends.
  private var pending = 0
  /// The characters of the line so far, with the spaces.
  private(set) var column: Int

  init(_ page: NumPyPage) {
    self.page = page
    (rowLength, dotsPlace) = page.elements.row
    indent = page.indent + page.rank - 1
    width = page.rank > 0 ? page.rowWidth : .max
    separatorWidth = page.separator.utf8CodeUnitCount + 1
    position = RowPosition(page.elements, axes: max(page.rank - 1, 0))
    column = page.indent - 1
  }

  /// Writes what stands before the first element.
  mutating func begin(to writer: inout ByteWriter) throws {
    try writer.write(page.opening)
    try open(from: 0, to: &writer)
  }

  /// Writes a block of elements, each in the form `word`.
  mutating func write<Word: NumPyWord>(
    _ block: Span<Word.Wide>, as word: Word, to writer: inout ByteWriter
  ) throws {
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: word.capacity) { scratch in
      for i in block.indices {
        let (length, spaces) = word.write(block[i], into: scratch.baseAddress!)
        let text = UnsafeRawBufferPointer(start: scratch.baseAddress!, count: length)
        try append(text, spaces, to: &writer)
        inRow += 1
        if inRow == dotsPlace { try appendDots(to: &writer) }
        if inRow == rowLength { try endRow(to: &writer) }
      }
    }
  }

  /// Whether there is room for so many characters more, or no line would have more room.
  private func fits(_ count: Int) -> Bool {
    column + count <= width || column + (isFirst ? 0 : separatorWidth) <= indent
  }

  /// Writes a word, which has `spaces` after it that belong to it, and what separates it.
  private mutating func append(
    _ word: UnsafeRawBufferPointer, _ spaces: Int, to writer: inout ByteWriter
  ) throws {
    if !fits((isFirst ? 0 : separatorWidth) + word.count + spaces) {
      try breakBeforeWord(to: &writer)
    }
    if !isFirst {
      try writeComma(to: &writer)
      pending += 1
    }
    column += (isFirst ? 0 : separatorWidth) + word.count + spaces
    try flushSpaces(to: &writer)
    try writer.write(word)
    isFirst = false
    pending = spaces
  }

  private mutating func breakBeforeWord(to writer: inout ByteWriter) throws {
    if !isFirst { try writeComma(to: &writer) }
    pending = 0
    try breakLine(1, indent: indent, to: &writer)
    isFirst = true
  }

  private mutating func writeComma(to writer: inout ByteWriter) throws {
    guard separatorWidth == 2 else { return }
    try flushSpaces(to: &writer)
    try writer.write(0x2c)
  }

  private mutating func appendDots(to writer: inout ByteWriter) throws {
    let dots: StaticString = "..."
    try append(UnsafeRawBufferPointer(start: dots.utf8Start, count: 3), 0, to: &writer)
  }

  /// Writes the spaces that belong to the word before.
  private mutating func flushSpaces(to writer: inout ByteWriter) throws {
    if pending > 0 { try writer.write(0x20, count: pending) }
    pending = 0
  }

  /// Closes the row and every block that ends with it, and opens the next row.
  private mutating func endRow(to writer: inout ByteWriter) throws {
    try flushSpaces(to: &writer)
    inRow = 0
    isFirst = true
    guard let (axis, skips) = position.advance() else {
      return try close(page.rank, to: &writer)
    }
    try close(page.rank - 1 - axis, to: &writer)
    try separate(along: axis, to: &writer)
    if skips {
      try writer.write("...")
      try separate(along: axis, to: &writer)
    }
    try open(from: axis + 1, to: &writer)
  }

  private mutating func separate(along axis: Int, to writer: inout ByteWriter) throws {
    if page.separator.utf8CodeUnitCount > 0 { try writer.write(0x2c) }
    try breakLine(page.rank - 1 - axis, indent: page.indent + axis, to: &writer)
  }

  private mutating func breakLine(
    _ count: Int, indent: Int, to writer: inout ByteWriter
  ) throws {
    try writer.write(0x0a, count: count)
    try writer.write(0x20, count: indent)
    column = indent
  }

  /// Opens the blocks of the axes from `axis` on, and writes the dots that begin them where no
  /// element stands before.
  private mutating func open(from axis: Int, to writer: inout ByteWriter) throws {
    for axis in axis..<max(page.rank, axis) {
      try writer.write(0x5b)
      column += 1
      guard page.elements.leading == 0, page.elements.isCut(axis) else { continue }
      if axis == page.rank - 1 {
        try appendDots(to: &writer)
      } else {
        try writer.write("...")
        try separate(along: axis, to: &writer)
      }
    }
  }

  private mutating func close(_ count: Int, to writer: inout ByteWriter) throws {
    try writer.write(0x5d, count: count)
    column += count
  }
}
