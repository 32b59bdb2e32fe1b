// Rows of numbers, separated by commas, semicolons or blanks.

public import TensorCore

/// A tensor as text with one row a line.
///
/// - Read: numbers as Python writes them, `nan`, `inf`, `true` and `false` in any case; separated
///   by commas, by semicolons, or by spaces and tabs, whichever the first row has. Comments from
///   `#` to the end of the line, empty lines, and one line of column names in front are let pass.
/// - Shape: rows and columns, without the extents that are 1, as `numpy.loadtxt` gives them: one
///   row or one column is a vector, one number a scalar. A comment `# shape: 3,2,2,2 dtype:
///   float32` in front of the rows says shape and dtype instead; either part may be missing.
/// - Written: that comment, then one line for each innermost row, numbers in the shortest form that
///   reads back to the same bits, 0 and 1 for bool.
public enum CSV {
  /// The tensor of the text.
  ///
  /// - `wanted`: the dtype each number is rounded to, once; without it the one that the comment
  ///   says, else `unsaid`, else what `torch.tensor` would choose.
  /// - Throws: `FormatError` with the line.
  public static func open(
    _ bytes: ByteSource, wanted: DType? = nil, unsaid: DType? = nil
  ) throws(FormatError) -> any Source {
    var reader = try CSVReader(bytes, wanted: wanted, unsaid: unsaid)
    return try reader.read()
  }

  /// Writes the comment and the rows.
  public static func write(_ source: any Source, to writer: inout ByteWriter) throws {
    try writer.write("# shape: \(source.shape) dtype: \(source.dtype.rawValue)\n")
    let dtype = source.dtype
    let width = dtype.byteCount
    let row = source.shape.extents.last ?? 1
    try writeText(of: source, to: &writer) { block, first, writer in
      var inRow = first % row
      var start = 0
      while start < block.count {
        if inRow > 0 { try writer.write(UInt8(ascii: ",")) }
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
