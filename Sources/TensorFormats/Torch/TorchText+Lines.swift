// Brackets, commas and line breaks around the elements, while they stream by.
// SPDX-License-Identifier: Apache-2.0

/// Writes rows of elements as PyTorch does.
struct TorchLines {
  private let page: TorchPage
  /// The elements to a line, the dots of a summary counted as one.
  private let perLine: Int
  /// The printed elements of a row, and after how many of them the dots stand.
  private let rowLength: Int
  private let dotsPlace: Int?
  /// Where the row stands along the axes outside it.
  private var position: RowPosition
  /// The elements of the row, and the items of the line, that are written.
  private var inRow = 0
  private var inLine = 0
  /// The characters of the line so far.
  private(set) var column: Int

  /// - Parameter width: what an element is padded to.
  init(_ page: TorchPage, width: Int) {
    self.page = page
    let extents = page.elements.extents
    let room = page.options.lineWidth - page.indent - max(extents.count - 1, 0)
    perLine = max(1, room / (width + 2))
    (rowLength, dotsPlace) = page.elements.row
    position = RowPosition(page.elements, axes: max(extents.count - 1, 0))
    column = page.indent
  }

  /// Writes what stands before the first element.
  mutating func begin(to writer: inout ByteWriter) throws {
    try writer.write(page.prefix)
    try open(page.elements.extents.count, to: &writer)
  }

  /// Writes a block of elements, each in the form `text`.
  mutating func write<Text: ElementText>(
    _ block: Span<Text.Wide>, as text: Text, to writer: inout ByteWriter
  ) throws {
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.capacity) { scratch in
      for i in block.indices {
        try breakFullLine(to: &writer)
        if inLine > 0 {
          try writer.write(", ")
          column += 2
        }
        let length = text.write(block[i], into: scratch.baseAddress!)
        let number = UnsafeRawBufferPointer(start: scratch.baseAddress!, count: length)
        try write(number, text, to: &writer)
        inLine += 1
        inRow += 1
        if inRow == dotsPlace { try writeDots(to: &writer) }
        if inRow == rowLength { try endRow(to: &writer) }
      }
    }
  }

  /// Writes one element, with the zeros that its form leaves out.
  private mutating func write(
    _ number: UnsafeRawBufferPointer, _ text: some ElementText, to writer: inout ByteWriter
  ) throws {
    guard text.omittedZeros > 0 else {
      column += number.count
      return try writer.write(number)
    }
    // They stand before the exponent, or at the end of a number; infinities and NaN have none.
    let isNumber = digitValue(number[number.count - 1]) != nil
    let place = number.firstIndex(of: UInt8(ascii: "e")) ?? number.count
    let zeros = isNumber ? text.omittedZeros : 0
    let spaces = max(text.width - number.count - zeros, 0)
    try writer.write(UInt8(ascii: " "), count: spaces)
    try writer.write(UnsafeRawBufferPointer(rebasing: number[..<place]))
    try writer.write(UInt8(ascii: "0"), count: zeros)
    try writer.write(UnsafeRawBufferPointer(rebasing: number[place...]))
    column += spaces + number.count + zeros
  }

  private mutating func writeDots(to writer: inout ByteWriter) throws {
    try breakFullLine(to: &writer)
    try writer.write(inLine > 0 ? ",  ..." : " ...")
    column += inLine > 0 ? 6 : 4
    inLine += 1
  }

  private mutating func breakFullLine(to writer: inout ByteWriter) throws {
    guard inLine == perLine else { return }
    try breakLine(1, indent: page.elements.extents.count, to: &writer)
    inLine = 0
  }

  /// Closes the row and every block that ends with it, and opens the next row.
  private mutating func endRow(to writer: inout ByteWriter) throws {
    let rank = page.elements.extents.count
    inRow = 0
    inLine = 0
    guard let (axis, skips) = position.advance() else { return try close(rank, to: &writer) }
    try close(rank - 1 - axis, to: &writer)
    try separate(along: axis, to: &writer)
    if skips {
      try writer.write("...")
      try separate(along: axis, to: &writer)
    }
    try open(rank - 1 - axis, to: &writer)
  }

  private mutating func separate(along axis: Int, to writer: inout ByteWriter) throws {
    try breakLine(page.lineBreaks(along: axis), indent: axis + 1, to: &writer)
  }

  private mutating func breakLine(
    _ count: Int, indent: Int, to writer: inout ByteWriter
  ) throws {
    column = page.indent + indent
    let spaces = column
    if count + spaces >= 512 {
      try writer.write(0x2c)
      try writer.write(0x0a, count: count)
      return try writer.write(0x20, count: spaces)
    }
    try writer.write(upTo: 512) { text in
      text[0] = 0x2c
      (text + 1).update(repeating: 0x0a, count: count)
      (text + 1 + count).update(repeating: 0x20, count: spaces)
      return 1 + count + spaces
    }
  }

  private mutating func open(_ count: Int, to writer: inout ByteWriter) throws {
    try writer.write(0x5b, count: count)
    column += count
  }

  private mutating func close(_ count: Int, to writer: inout ByteWriter) throws {
    try writer.write(0x5d, count: count)
    column += count
  }
}
