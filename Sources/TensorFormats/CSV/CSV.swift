// Rows of numbers, separated by commas, semicolons or blanks.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// A tensor as text with one row a line.
///
/// - Read: numbers as Python writes them, `nan`, `inf`, `true` and `false` in any case; separated
///   by commas, by semicolons, or by spaces and tabs, whichever the first row has. Comments from
///   `#` to the end of the line and empty lines are passed over, and so is a first row without any
///   number in it, which names the columns; `nan` and `inf` are numbers, an empty field is none.
/// - Shape: rows and columns, without the extents that are 1, as `numpy.loadtxt` gives them: one
///   row or one column is a vector, one number a scalar. A comment `# shape: 3,2,2,2 dtype:
///   float32` in front of the rows says shape and dtype instead; either part may be missing.
/// - Written: that comment, then one line for each innermost row, numbers in the shortest form that
///   reads back to the same bits, 0 and 1 for bool.
/// - Several tensors: the names of the columns begin with `tensor`, and each row with the name of
///   the tensor that it belongs to; comments `# tensor: NAME shape: ... dtype: ...` in front say
///   the rest. Each can be read again by its name.
public enum CSV {
  /// The tensor of the text.
  ///
  /// - `tensor`: the name of the one that is meant, where a column tells several apart.
  /// - `wanted`: the dtype each number is rounded to, once; without it the one that the comment
  ///   says, else `unsaid`, else what `torch.tensor` would choose.
  /// - Throws: `FormatError` with the line.
  public static func open(
    _ bytes: ByteSource, tensor: String? = nil, wanted: DType? = nil, unsaid: DType? = nil
  ) throws(FormatError) -> any Source {
    var reader = try CSVReader(bytes, tensor: tensor, wanted: wanted, unsaid: unsaid)
    return try reader.read()
  }

  /// Writes the comment and the rows.
  public static func write(_ source: any Source, to writer: inout ByteWriter) throws {
    try writer.write("# \(description(of: source))\n")
    try writeRows(of: source, label: "", to: &writer)
  }

  /// Writes several tensors, their rows told apart by a first column.
  ///
  /// - Throws: `FormatError` for a name that stands twice.
  public static func write(
    _ tensors: [(name: String, source: any Source)], to writer: inout ByteWriter
  ) throws {
    var columns = 0
    var names: Set<String> = []
    for (name, source) in tensors {
      guard names.insert(name).inserted else {
        throw FormatError("\(quoted(name)) cannot name another tensor of one file")
      }
      try writer.write("# tensor: \(field(name)) \(description(of: source))\n")
      columns = max(columns, source.shape.count == 0 ? 0 : source.shape.extents.last ?? 1)
    }
    try writer.write("tensor")
    // A name without a number: a row of names has none.
    for column in 0..<columns { try writer.write(",x\(column)") }
    try writer.write("\n")
    for (name, source) in tensors {
      try writeRows(of: source, label: "\(field(name)),", to: &writer)
    }
  }

  private static func description(of source: any Source) -> String {
    "shape: \(source.shape) dtype: \(source.dtype.rawValue)"
  }

  /// A text as a field, in quotes where it would be taken for more.
  private static func field(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      isWordByte($0) || "-.:+/()".utf8.contains($0) || $0 >= 0x80
    }
    if isPlain, !text.isEmpty { return text }
    let line = text.map { $0.isNewline ? " " : $0 == "\"" ? "\"\"" : String($0) }
    return "\"\(line.joined())\""
  }

  /// Writes one line for each innermost row, which begins with `label`.
  private static func writeRows(
    of source: any Source, label: String, to writer: inout ByteWriter
  ) throws {
    let dtype = source.dtype
    let width = dtype.byteCount
    let row = source.shape.extents.last ?? 1
    try writeText(of: source, to: &writer) { block, first, writer in
      var inRow = first % row
      var start = 0
      while start < block.count {
        if inRow > 0 { try writer.write(UInt8(ascii: ",")) } else { try writer.write(label) }
        let run = min(row - inRow, (block.count - start) / width)
        let part = UnsafeRawBufferPointer(rebasing: block[start..<start + run * width])
        try writeNumbers(part, dtype, separator: ",", words: .csv, to: &writer)
        start += run * width
        inRow += run
        if inRow == row {
          try writer.write(UInt8(ascii: "\n"))
          inRow = 0
        }
      }
    }
  }
}

extension TensorFormat {
  /// Numbers separated by commas.
  public static let csv = TensorFormat(
    "csv", summary: "one line for each innermost row, exact", endings: ["csv"], isText: true,
    write: { source, _, writer in
      try CSV.write(source, to: &writer)
    },
    writeDocument: { document, writer in
      guard document.tensors.count == 1 else {
        return try CSV.write(document.tensors.map { ($0.name, $0.source) }, to: &writer)
      }
      if let heading = document.tensors[0].heading { try writer.write("# \(heading)\n") }
      try CSV.write(document.tensors[0].source, to: &writer)
    },
    reader: Reader(title: "CSV") { peek throws(FormatError) in
      peek.ending == "csv" || peek.ending == "tsv" ? .certain : .leftOver
    } open: { bytes, request throws(FormatError) in
      try CSV.open(
        bytes, tensor: request.tensor, wanted: request.wanted, unsaid: request.unsaid)
    })
}
