// JSON out: nested arrays with one line for each innermost row.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

extension JSON {
  /// Writes an object with `dtype`, `shape` and `data`, which reads back to the same bits.
  public static func write(_ source: any Source, to writer: inout ByteWriter) throws {
    let extents = source.shape.extents.map(String.init).joined(separator: ", ")
    try writer.write("{\n  \"dtype\": \"\(source.dtype.rawValue)\",\n")
    try writer.write("  \"shape\": [\(extents)],\n  \"data\": ")
    try writeNested(source, to: &writer, indent: 2)
    try writer.write("\n}\n")
  }

  /// Writes `{"schema": 1, ..., "results": [{..., "dtype": ..., "shape": ..., "data": ...}, ...]}`.
  public static func write(_ document: ResultDocument, to writer: inout ByteWriter) throws {
    try writer.write("{\"schema\": 1")
    for (key, value) in document.facts { try writer.write(",\n \(string(key)): \(value)") }
    try writer.write(",\n \"results\": [")
    for (i, tensor) in document.tensors.enumerated() {
      try writer.write(i == 0 ? "\n  {" : ",\n  {")
      for (key, value) in tensor.properties() {
        try writer.write("\(string(key)): \(value), ")
      }
      let extents = tensor.source.shape.extents.map(String.init).joined(separator: ", ")
      try writer.write(
        "\"dtype\": \"\(tensor.source.dtype.rawValue)\", \"shape\": [\(extents)],\n   \"data\": ")
      try writeNested(tensor.source, to: &writer, indent: 3)
      try writer.write("}")
    }
    try writer.write("\n ]}\n")
  }

  /// Writes the elements as nested arrays, without a line break at the end.
  ///
  /// - One line for each innermost row, two more spaces for each level:
  ///   ```
  ///   [
  ///     [0.1, 0.2],
  ///     [0.3, 0.4]
  ///   ]
  ///   ```
  /// - A scalar is a number alone; a tensor without elements is the lists down to the extent 0.
  /// - Numbers in the shortest form that reads back to the same bits; `true` and `false` for bool.
  /// - `indent`: the spaces that the line has on which the array begins.
  public static func writeNested(
    _ source: any Source, to writer: inout ByteWriter, indent: Int = 0
  ) throws {
    let brackets = NestedBrackets(source.shape, indent: indent)
    if source.shape.count == 0 { return try brackets.writeEmpty(to: &writer) }
    let dtype = source.dtype
    let width = dtype.byteCount
    let row = source.shape.extents.last ?? 1
    let shape = source.shape
    try writeText(of: source, to: &writer) { block, first, writer in
      var brackets = NestedBrackets(shape, indent: indent, at: first)
      var inRow = first % row
      var start = 0
      while start < block.count {
        if inRow == 0 { try brackets.openRow(to: &writer) } else { try writer.write(", ") }
        let run = min(row - inRow, (block.count - start) / width)
        let part = UnsafeRawBufferPointer(rebasing: block[start..<start + run * width])
        try writeNumbers(part, dtype, separator: ", ", words: .json, to: &writer)
        start += run * width
        inRow = inRow + run == row ? 0 : inRow + run
      }
    }
    try brackets.finish(to: &writer)
  }
}

/// The brackets and line breaks around rows.
private struct NestedBrackets {
  /// The extents of the axes in front of the rows.
  private let outer: [Int]
  private let hasRows: Bool
  private let extents: [Int]
  private let indent: Int
  /// The row that was opened last.
  private var index: [Int]
  private var isFirst: Bool

  /// - Parameter start: The element that comes next.
  init(_ shape: Shape, indent: Int, at start: Int = 0) {
    extents = shape.extents
    outer = extents.dropLast()
    hasRows = !extents.isEmpty
    self.indent = indent
    isFirst = start == 0
    index = outer.map { _ in 0 }
    var rest = isFirst ? 0 : (start - 1) / (extents.last ?? 1)
    for axis in outer.indices.reversed() where rest > 0 {
      index[axis] = rest % outer[axis]
      rest /= outer[axis]
    }
  }

  /// Closes what ended with the row before, and opens what begins with this one.
  mutating func openRow(to writer: inout ByteWriter) throws {
    guard hasRows else { return }
    var fresh = outer.count
    if isFirst {
      isFirst = false
      fresh = 0
    } else {
      try writer.write(UInt8(ascii: "]"))
      var axis = outer.count - 1
      index[axis] += 1
      while index[axis] == outer[axis] {
        index[axis] = 0
        try writeLine("]", depth: axis, to: &writer)
        axis -= 1
        index[axis] += 1
      }
      fresh = axis + 1
      try writer.write(UInt8(ascii: ","))
      try startLine(depth: fresh, to: &writer)
    }
    for depth in fresh..<outer.count {
      try writer.write(UInt8(ascii: "["))
      try startLine(depth: depth + 1, to: &writer)
    }
    try writer.write(UInt8(ascii: "["))
  }

  /// Closes everything.
  func finish(to writer: inout ByteWriter) throws {
    guard hasRows else { return }
    try writer.write(UInt8(ascii: "]"))
    for depth in outer.indices.reversed() { try writeLine("]", depth: depth, to: &writer) }
  }

  /// Writes the lists of a tensor without elements, down to its first extent 0.
  ///
  /// - Where so many empty lists would be written that no one can want them, only `[]`: the shape
  ///   tells the rest.
  func writeEmpty(to writer: inout ByteWriter) throws {
    let listed = Array(extents.prefix { $0 != 0 })
    var lists = 1
    for extent in listed where lists <= 1 << 16 { lists *= min(extent, 1 << 20) }
    guard lists <= 1 << 16, let shape = try? Shape(listed + [1]) else {
      return try writer.write("[]")
    }
    var brackets = NestedBrackets(shape, indent: indent)
    for _ in 0..<lists { try brackets.openRow(to: &writer) }
    try brackets.finish(to: &writer)
  }

  private func writeLine(
    _ text: StaticString, depth: Int, to writer: inout ByteWriter
  ) throws {
    try startLine(depth: depth, to: &writer)
    try writer.write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private func startLine(depth: Int, to writer: inout ByteWriter) throws {
    try writer.write(UInt8(ascii: "\n"))
    try writer.write(UInt8(ascii: " "), count: indent + 2 * depth)
  }
}
