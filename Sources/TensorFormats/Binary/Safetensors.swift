// .safetensors: named tensors in one file (safetensors 0.8).
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// Named tensors as `safetensors` reads and writes them.
///
/// - Read: F64 F32 F16 BF16, I8 to I64, U8 to U64, BOOL, by ranges; a file may hold other dtypes
///   beside the tensor that is asked for.
/// - Written: the very bytes of `safetensors.torch.save_file`.
public enum Safetensors {
  /// The tensor of this name, or the only one.
  ///
  /// - Throws: `FormatError` that lists the names if there are several and none is asked for.
  public static func open(
    _ bytes: ByteSource, tensor name: String? = nil
  ) throws(FormatError) -> any Source {
    let header = try SafetensorsHeader(bytes)
    let entries = header.entries.sorted { $0.name < $1.name }
    let entry = entries[try chooseTensor(name, among: entries.map(\.name))]
    guard let dtype = entry.dtype else {
      throw FormatError(
        "tensor \(quoted(entry.name)) has dtype \(quoted(entry.code)), which is not read: "
          + "save it with .to(torch.float32)")
    }
    let layout = StoredLayout(
      dtype: dtype, shape: try shape(of: entry.extents),
      offset: header.dataStart + entry.range.lowerBound)
    return layout.tensor(in: bytes)
  }

  /// The names, dtypes and extents of all tensors, in the order of their bytes.
  public static func contents(
    of bytes: ByteSource
  ) throws(FormatError) -> [(name: String, dtype: String, extents: [Int])] {
    try SafetensorsHeader(bytes).entries.map { ($0.name, $0.code, $0.extents) }
  }

  /// Writes one tensor.
  public static func write(
    _ source: any Source, named name: String = "output", to writer: inout ByteWriter
  ) throws {
    try write([(name, source)], to: &writer)
  }

  /// Writes several tensors, the widest elements first and then by name, as the original orders
  /// them.
  ///
  /// - Throws: `FormatError` for a name that stands twice or is `__metadata__`.
  public static func write(
    _ tensors: [(name: String, source: any Source)], to writer: inout ByteWriter
  ) throws {
    let sorted = tensors.sorted { a, b in
      let (first, second) = (rank(a.source.dtype), rank(b.source.dtype))
      return first != second
        ? first < second : a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
    }
    let header = try header(for: sorted.map { ($0.name, $0.source.shape, $0.source.dtype) })
    try header.withUnsafeBytes { try writer.write($0) }
    for (_, source) in sorted { try RawTensor.write(source, to: &writer) }
  }

  /// The bytes in front of the elements of tensors that follow one another in this order; their
  /// number is a multiple of 8.
  public static func header(
    for tensors: [(name: String, shape: Shape, dtype: DType)]
  ) throws(FormatError) -> [UInt8] {
    var members: [String] = []
    var names: Set<String> = []
    var end = 0
    for (name, shape, dtype) in tensors {
      guard name != "__metadata__", names.insert(name).inserted else {
        throw FormatError("\(quoted(name)) cannot name another tensor of one file")
      }
      let start = end
      let (sum, overflow) = start.addingReportingOverflow(shape.count * dtype.byteCount)
      guard !overflow else { throw FormatError("the tensors have more bytes than 64 bits count") }
      end = sum
      let extents = shape.extents.map(String.init).joined(separator: ",")
      let code = safetensorsCodes.first { $0.dtype == dtype }!.code
      members.append(
        "\(JSON.string(name)):{\"dtype\":\"\(code)\",\"shape\":[\(extents)],"
          + "\"data_offsets\":[\(start),\(end)]}")
    }
    var text = Array("{\(members.joined(separator: ","))}".utf8)
    text += [UInt8](repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text
  }

  /// The place of a dtype in the original's order of alignment.
  private static func rank(_ dtype: DType) -> Int {
    let order: [DType] = [
      .uint64, .int64, .float64, .float32, .uint32, .int32, .bfloat16, .float16, .uint16, .int16,
      .int8, .uint8, .bool,
    ]
    return order.firstIndex(of: dtype)!
  }
}

extension TensorFormat {
  /// `.safetensors`.
  public static let safetensors = TensorFormat(
    "safetensors", summary: "the file that safetensors writes", endings: ["safetensors"],
    isText: false,
    write: { source, _, writer in
      try Safetensors.write(source, to: &writer)
    },
    writeDocument: { document, writer in
      try Safetensors.write(document.tensors.map { ($0.name, $0.source) }, to: &writer)
    },
    reader: Reader(title: ".safetensors") { peek throws(FormatError) in
      if peek.ending == "safetensors" { return .likely }
      let isHeader = try SafetensorsHeader.length(of: peek.bytes) != nil
      return isHeader && peek.start[..<8].contains { $0 < 9 } ? .certain : .no
    } open: { bytes, request throws(FormatError) in
      try Safetensors.open(bytes, tensor: request.tensor)
    })
}
