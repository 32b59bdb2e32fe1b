// .npy: NumPy's file of one array (numpy/lib/_format_impl.py, NumPy 2.4).
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// A tensor as `numpy.save` writes it and `numpy.load` reads it.
///
/// - Read: versions 1.0, 2.0 and 3.0; floating numbers of 2 to 8 bytes, integers and bool in
///   either byte order; row-major and Fortran order. The elements stay in the file and are read by
///   ranges.
/// - Written: the very bytes of `numpy.save`.
public enum NPY {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// The longest header that is read: NumPy's own bound.
  private static let headerLimit = 10_000

  /// The tensor in the file.
  ///
  /// - Throws: `FormatError` for a dtype that is not read, a broken header, and a file that holds
  ///   fewer or more bytes than its header says.
  public static func open(_ bytes: ByteSource) throws(FormatError) -> any Source {
    let (layout, needed) = try readLayout(bytes)
    let what = "\(layout.dtype.rawValue) of shape \(layout.shape)"
    let offset = layout.offset
    try bytes.expect(needed, after: offset) { held in
      let follow = max(held - offset, 0)
      return FormatError(
        "ends early: \(what) takes \(counted(needed, "byte")), and \(follow) follow its header")
    } long: { excess in
      FormatError("holds \(excess) more than \(what) takes")
    }
    // Of what is not read in order the end is never met.
    if layout.strides != nil { try bytes.finish() }
    return layout.tensor(in: bytes)
  }

  /// Reads the header: where the elements lie, and how many bytes they take.
  private static func readLayout(
    _ bytes: ByteSource
  ) throws(FormatError) -> (StoredLayout, byteCount: Int) {
    let start = try bytes.bytes(0..<12)
    guard start.starts(with: magic) else {
      throw FormatError("is no .npy file: it does not begin with \\x93NUMPY")
    }
    guard start.count >= 10 else { throw FormatError("ends early, within its .npy header") }
    let prefix: Int
    let length: Int
    switch (start[6], start[7]) {
    case (1, 0):
      prefix = 10
      length = Int(start[8]) | Int(start[9]) << 8
    case (2, 0), (3, 0):
      guard start.count == 12 else { throw FormatError("ends early, within its .npy header") }
      prefix = 12
      length = (0..<4).reduce(0) { $0 | Int(start[8 + $1]) << (8 * $1) }
    default:
      throw FormatError(
        "is .npy version \(start[6]).\(start[7]), which is not read: 1.0, 2.0 and 3.0 are")
    }
    guard length <= headerLimit else {
      throw FormatError(
        "says that its .npy header is \(length) bytes, and \(headerLimit) is the most")
    }
    let text = try bytes.bytes(prefix..<prefix + length)
    guard text.count == length else {
      throw FormatError("ends early, within its .npy header of \(counted(length, "byte"))")
    }
    let header = try NPYHeader(text)
    let layout = StoredLayout(
      dtype: header.dtype, shape: header.shape, offset: prefix + length,
      isBigEndian: header.isBigEndian,
      strides: header.isFortranOrder
        ? MemoryOrder.columnMajor(rank: header.shape.rank).strides(in: header.shape) : nil)
    return (layout, header.shape.count * header.dtype.byteCount)
  }

  /// Writes the header and the elements.
  ///
  /// - Throws: `FormatError` for bfloat16, before anything is written.
  public static func write(_ source: any Source, to writer: inout ByteWriter) throws {
    let header = try header(for: source.shape, dtype: source.dtype)
    try header.withUnsafeBytes { try writer.write($0) }
    try RawTensor.write(source, to: &writer)
  }
}

extension TensorFormat {
  /// NumPy's `.npy`.
  public static let npy = TensorFormat(
    "npy", summary: "the file that numpy.save writes", endings: ["npy"], isText: false,
    lacks: [.bfloat16], holdsOne: true,
    write: { source, _, writer in
      try NPY.write(source, to: &writer)
    },
    reader: Reader(title: ".npy") { peek throws(FormatError) in
      if peek.start.starts(with: NPY.magic) { return .certain }
      return peek.ending == "npy" ? .likely : .no
    } open: { bytes, request throws(FormatError) in
      try refuseName(request.tensor, "a .npy file")
      return try NPY.open(bytes)
    })
}
