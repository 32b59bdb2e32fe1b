// Elements without a header: their little-endian bytes, row-major.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// A tensor as nothing but its elements' bytes, shape and dtype said elsewhere.
public enum RawTensor {
  /// The tensor of these bytes, read by ranges.
  ///
  /// - Throws: `FormatError` if there are not exactly as many bytes as the shape needs.
  public static func open(
    _ bytes: ByteSource, shape: Shape, dtype: DType
  ) throws(FormatError) -> any Source {
    let needed = shape.count * dtype.byteCount
    let what = "\(dtype.rawValue) of shape \(shape) is \(counted(needed, "byte"))"
    try bytes.expect(needed, after: 0) { held in
      FormatError("holds \(counted(held, "byte")), and \(what)")
    } long: { excess in
      FormatError("holds \(excess) more: \(what)")
    }
    return StoredLayout(dtype: dtype, shape: shape, offset: 0).tensor(in: bytes)
  }

  /// Writes the elements' little-endian bytes; one byte, 0 or 1, for a bool.
  public static func write(_ source: any Source, to writer: inout ByteWriter) throws {
    try writeElements(of: source, to: &writer)
  }
}

extension TensorFormat {
  /// The elements' bytes alone, little-endian.
  public static let raw = TensorFormat(
    "raw", summary: "the elements' little-endian bytes", endings: ["raw", "bin"], isText: false
  ) { source, _, writer in
    try RawTensor.write(source, to: &writer)
  }
}
