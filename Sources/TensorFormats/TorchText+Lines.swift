// Brackets, commas and line breaks around the elements, while they stream by.

/// Writes rows of elements as PyTorch does.
///
/// Not generic itself: a reader that knows nothing of the form of the elements calls it, and the
/// generic methods are specialized where the form is known.
struct TorchLines {
  private let page: TorchPage
  /// The elements to a line, the dots of a summary counted as one.
  private let perLine: Int
  /// The printed elements of a row, and behind how many of them the dots stand.
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
  @inline(__always)
  mutating func write<Text: ElementText>(
    _ block: Span<Text.Wide>, as text: Text, to writer: inout ByteWriter
  ) throws {
    var start = 0
    while start < block.count {
      let end = dotsPlace.map { inRow < $0 ? $0 : rowLength } ?? rowLength
      let count = min(block.count - start, end - inRow)
      try writeItems(block.extracting(start..<start + count), as: text, to: &writer)
      start += count
      inRow += count
      if inRow == dotsPlace { try writeDots(to: &writer) }
      if inRow == rowLength { try endRow(to: &writer) }
    }
  }

  /// Writes elements of one row, their separators and line breaks.
  @inline(__always)
  private mutating func writeItems<Text: ElementText>(
    _ items: Span<Text.Wide>, as text: Text, to writer: inout ByteWriter
  ) throws {
    var start = 0
    while start < items.count {
      try breakFullLine(to: &writer)
      // As many as the writer has room for at once.
      let room = text.capacity + 2
      let count = min(items.count - start, perLine - inLine, 512 / room)
      guard count > 0, text.omittedZeros == 0 else {
        try writeLong(items[start], as: text, to: &writer)
        start += 1
        continue
      }
      let isFirst = inLine == 0
      var written = 0
      try writer.write(upTo: count * room) { buffer in
        var end = buffer
        for i in start..<start + count {
          // The comma and the space, which the first element of a line overwrites.
          end[0] = 0x2c
          end[1] = 0x20
          end += i == start && isFirst ? 0 : 2
          end += text.write(items[i], into: end)
        }
        written = end - buffer
        return written
      }
      column += written
      inLine += count
      start += count
    }
  }

  /// Writes one element that is too long for the common way.
  private mutating func writeLong<Text: ElementText>(
    _ value: Text.Wide, as text: Text, to writer: inout ByteWriter
  ) throws {
    if inLine > 0 { try writer.write(", ") }
    let separator = inLine > 0 ? 2 : 0
    inLine += 1
    let length = try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.capacity) {
      buffer throws -> Int in
      let count = text.write(value, into: buffer.baseAddress!)
      let core = UnsafeRawBufferPointer(buffer)
      // Zeros that no double needs stand before the exponent, or at the end of a number.
      let isNumber = (0x30...0x39).contains(core[count - 1])
      let place = core[..<count].firstIndex(of: 0x65) ?? count
      let zeros = isNumber ? text.omittedZeros : 0
      let spaces = max(text.width - count - zeros, 0)
      try writer.write(0x20, count: spaces)
      try writer.write(UnsafeRawBufferPointer(rebasing: core[..<place]))
      try writer.write(0x30, count: zeros)
      try writer.write(UnsafeRawBufferPointer(rebasing: core[place..<count]))
      return spaces + count + zeros
    }
    column += separator + length
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
