// Which format bytes are in, told by the bytes themselves.

public import TensorCore

/// The tensor that these bytes hold, their format recognized by content.
///
/// - `name`: the file's name, nil for standard input; its ending decides only between formats that
///   the content allows alike.
/// - `tensor`: which of several tensors is meant: a name in `.safetensors`, a mode in regx's JSON,
///   a heading in printed text.
/// - `wanted`: the dtype that text is rounded to, once; binary formats keep the dtype they have.
/// - `unsaid`: the same for text that does not say its dtype; without it, what `torch.tensor` would
///   choose.
/// - Throws: `FormatError`, without the file's name.
public func openTensor(
  bytes: ByteSource, name: String? = nil, tensor: String? = nil, wanted: DType? = nil,
  unsaid: DType? = nil
) throws(FormatError) -> any Source {
  let start = try bytes.bytes(0..<(64 << 10))
  let ending = ending(of: name ?? "")
  guard !start.isEmpty else { throw FormatError("is empty") }
  if let refusal = refusal(of: start) { throw FormatError(refusal) }
  if start.starts(with: NPY.magic) || ending == "npy" {
    try refuseName(tensor, "a .npy file")
    return try NPY.open(bytes)
  }
  if ending == "safetensors" { return try Safetensors.open(bytes, tensor: tensor) }
  if try SafetensorsHeader.length(of: bytes) != nil, start[..<8].contains(where: { $0 < 9 }) {
    return try Safetensors.open(bytes, tensor: tensor)
  }
  guard start.allSatisfy({ $0 >= 32 || isBlank($0) || $0 == 12 || $0 == 27 }) else {
    throw FormatError(
      "is none of the formats that regx reads: \(readableFormats); raw bytes have no shape")
  }
  // Text is read more than once, and counted in lines from its beginning.
  try bytes.settle()
  return try openText(bytes, start, ending: ending, tensor: tensor, wanted, unsaid: unsaid)
}

/// The formats that are read, for errors and help.
public let readableFormats =
  ".npy, .safetensors, JSON, CSV, PyTorch's and NumPy's printed text"

private func openText(
  _ bytes: ByteSource, _ start: [UInt8], ending: String, tensor: String?, _ wanted: DType?,
  unsaid: DType?
) throws(FormatError) -> any Source {
  let mark: [UInt8] = [0xef, 0xbb, 0xbf]
  let text = start.starts(with: mark) ? start.dropFirst(3) : start[...]
  let first = text.first { !isBlank($0) } ?? 0
  if ending == "csv" || ending == "tsv" {
    try refuseName(tensor, "CSV")
    return try CSV.open(bytes, wanted: wanted, unsaid: unsaid)
  }
  if ending == "json" || first == UInt8(ascii: "{") {
    return try JSON.open(bytes, tensor: tensor, wanted: wanted, unsaid: unsaid)
  }
  if first == UInt8(ascii: "["), tensor == nil {
    // Printed brackets may be JSON too; what JSON refuses, the more patient reader explains.
    if let source = try? JSON.open(bytes, wanted: wanted, unsaid: unsaid) { return source }
  }
  if try looksPrinted(start) {
    let source = try TorchTextReader.open(bytes, tensor: tensor, wanted: wanted)
    // The dtypes that PyTorch prints without their name.
    guard wanted == nil, let unsaid, [.float32, .int64, .bool].contains(source.dtype),
      source.dtype != unsaid
    else { return source }
    return try TorchTextReader.open(bytes, tensor: tensor, wanted: unsaid)
  }
  do throws(FormatError) {
    let source = try CSV.open(bytes, wanted: wanted, unsaid: unsaid)
    try refuseName(tensor, "CSV")
    return source
  } catch {
    throw FormatError(
      "is none of the formats that regx reads: \(readableFormats); read as CSV: "
        + error.description)
  }
}

/// Why a known format is not read, and what to do instead; nil for every other content.
private func refusal(of start: [UInt8]) -> String? {
  if start.starts(with: [0x50, 0x4b, 3, 4]) {
    let names = start.prefix(200)
    return names.indices.contains { names[$0...].starts(with: ".npy".utf8) }
      ? "is a .npz archive: save one array with numpy.save as .npy"
      : "is a zip archive, as torch.save writes it (a pickle, which regx does not load): save "
        + "with safetensors.torch.save_file or numpy.save"
  }
  if start.count > 1, start[0] == 0x80, (2...5).contains(start[1]) {
    return "is a pickle, which regx does not load: save with safetensors.torch.save_file or "
      + "numpy.save"
  }
  let compressed: [(name: String, magic: [UInt8], tool: String)] = [
    ("gzip", [0x1f, 0x8b], "gunzip -c"), ("bzip2", Array("BZh".utf8), "bunzip2 -c"),
    ("xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a], "xz -dc"),
    ("zstd", [0x28, 0xb5, 0x2f, 0xfd], "zstd -dc"),
  ]
  for (name, magic, tool) in compressed where start.starts(with: magic) {
    return "is compressed with \(name): unpack it first, with '\(tool)' into regx's standard input"
  }
  if start.starts(with: [0x89] + Array("HDF".utf8)) {
    return "is an HDF5 file: save the array with numpy.save as .npy"
  }
  if start.starts(with: [0xff, 0xfe]) || start.starts(with: [0xfe, 0xff]) {
    return "is UTF-16 text: save it as UTF-8"
  }
  return nil
}

private func refuseName(_ tensor: String?, _ format: String) throws(FormatError) {
  guard let tensor else { return }
  throw FormatError("holds no tensor \(quoted(tensor)): \(format) has one tensor without a name")
}

/// What stands behind the last point of a file's name, in lower case.
func ending(of path: String) -> String {
  let name = path.split(separator: "/").last ?? ""
  guard let point = name.lastIndex(of: ".") else { return "" }
  return name[name.index(after: point)...].lowercased()
}
