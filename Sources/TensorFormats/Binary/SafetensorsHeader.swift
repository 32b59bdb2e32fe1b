// The header of a .safetensors file: a JSON object that says where each tensor lies.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// What a .safetensors header says of one tensor.
struct SafetensorsEntry {
  var name: String
  /// The dtype as the file names it; it may be one that is not read.
  var code: String
  var extents: [Int]
  /// The bytes of the tensor, counted from the end of the header.
  var range: Range<Int>

  /// The dtype, nil if it is not read.
  var dtype: DType? { safetensorsCodes.first { $0.code == code }?.dtype }
}

/// The dtypes in common, under the names that the format gives them.
let safetensorsCodes: [(code: String, dtype: DType)] = [
  ("F64", .float64), ("F32", .float32), ("F16", .float16), ("BF16", .bfloat16),
  ("I64", .int64), ("I32", .int32), ("I16", .int16), ("I8", .int8),
  ("U64", .uint64), ("U32", .uint32), ("U16", .uint16), ("U8", .uint8), ("BOOL", .bool),
]

/// The whole header, checked.
struct SafetensorsHeader {
  /// The bound that the original sets.
  static let lengthLimit = 100_000_000

  /// The tensors in the order of their bytes.
  private(set) var entries: [SafetensorsEntry] = []
  /// Where the bytes of the tensors begin.
  private(set) var dataStart = 0

  /// The length that the first eight bytes say, nil if no header of that length can follow.
  static func length(of bytes: ByteSource) throws(FormatError) -> Int? {
    let start = try bytes.bytes(0..<9)
    guard start.count == 9, start[8] == UInt8(ascii: "{") else { return nil }
    let length = start[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    // What follows in a pipe is not known yet; a longer header is refused in any case.
    let limit = bytes.knownCount.map { $0 - 8 } ?? lengthLimit
    return length <= UInt64(limit) ? Int(length) : nil
  }

  /// Reads the header.
  ///
  /// - Throws: `FormatError` for broken JSON, names that stand twice, bytes that do not match dtype
  ///   and shape, that overlap, are left out, or lie outside of the file.
  /// - Memory: in proportion to the header, which has 100 MB at the most.
  init(_ bytes: ByteSource) throws(FormatError) {
    guard let length = try Self.length(of: bytes) else {
      throw FormatError(
        "is no .safetensors file: no JSON header of the length in its first 8 bytes follows them")
    }
    guard length <= Self.lengthLimit else {
      throw FormatError("has a .safetensors header of \(length) bytes, and 100000000 is the most")
    }
    dataStart = 8 + length
    do throws(FormatError) {
      let start = ByteSource(0..<dataStart, of: bytes)
      var reader = try JSONReader(start, in: 8..<dataStart)
      try reader.readObject { (reader, name) throws(FormatError) in
        if name == "__metadata__" { return try reader.skipValue() }
        entries.append(try Self.readEntry(named: name, from: &reader))
      }
      try reader.expectEnd()
    } catch {
      throw FormatError("its .safetensors header is broken: \(error.description)")
    }
    entries.sort {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    let end = try checkCoverage()
    try bytes.expect(end, after: dataStart) { [entries, dataStart] held in
      let last = entries.first { $0.range.upperBound > held - dataStart }
      let missing = (last?.range.upperBound ?? 0) - (held - dataStart)
      return FormatError(
        "ends early: tensor \(quoted(last?.name ?? "")) needs \(counted(missing, "byte")) more")
    } long: { excess in
      FormatError("holds \(excess) after its last tensor")
    }
  }

  private static func readEntry(
    named name: String, from reader: inout JSONReader
  ) throws(FormatError) -> SafetensorsEntry {
    var code: String?
    var extents: [Int]?
    var offsets: [Int]?
    try reader.readObject { (reader, member) throws(FormatError) in
      switch member {
      case "dtype": code = try reader.readString("a dtype in quotes")
      case "shape": extents = try reader.readCounts("the shape", limit: Shape.rankLimit)
      case "data_offsets": offsets = try reader.readCounts("the offsets", limit: 2)
      default: try reader.skipValue()
      }
    }
    guard let code, let extents, let offsets else {
      throw FormatError("tensor \(quoted(name)) lacks its dtype, shape or data_offsets")
    }
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw FormatError("tensor \(quoted(name)) has data_offsets that are no range")
    }
    return SafetensorsEntry(
      name: name, code: code, extents: extents, range: offsets[0]..<offsets[1])
  }

  /// Checks that the tensors lie one after another, and returns where the last of them ends.
  private func checkCoverage() throws(FormatError) -> Int {
    var end = 0
    for entry in entries {
      let tensor = "tensor \(quoted(entry.name))"
      if entry.range.lowerBound < end {
        throw FormatError("\(tensor) overlaps the one before it")
      }
      if entry.range.lowerBound > end {
        let gap = counted(entry.range.lowerBound - end, "byte")
        throw FormatError("\(gap) before \(tensor) belong to no tensor")
      }
      end = entry.range.upperBound
      if let dtype = entry.dtype {
        let needed = try shape(of: entry.extents).count * dtype.byteCount
        guard needed == entry.range.count else {
          throw FormatError(
            "\(tensor) has \(counted(entry.range.count, "byte")), and its dtype and shape take "
              + "\(needed)")
        }
      }
    }
    return end
  }
}
