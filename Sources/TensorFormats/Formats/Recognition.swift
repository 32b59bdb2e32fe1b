// Which format bytes are in, told by the bytes themselves.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

extension TensorFormat {
  /// How a format is recognized and read.
  struct Reader: Sendable {
    /// What errors call the format.
    let title: String
    /// Whether the bytes are in this format.
    let recognize: @Sendable (_ peek: Peek) throws(FormatError) -> Recognition
    /// Reads the tensor that is asked for.
    let open:
      @Sendable (_ bytes: ByteSource, _ request: ReadingRequest) throws(FormatError) -> any Source

    init(
      title: String,
      recognize: @escaping @Sendable (_ peek: Peek) throws(FormatError) -> Recognition,
      open:
        @escaping @Sendable (
          _ bytes: ByteSource, _ request: ReadingRequest
        ) throws(FormatError) -> any Source
    ) {
      self.title = title
      self.recognize = recognize
      self.open = open
    }
  }

  /// What a look at bytes tells of a format. The highest answer is taken, of equal ones the format
  /// that stands first in the catalogue.
  enum Recognition: Int, Comparable {
    case no
    /// Nothing speaks against it: to be tried when no other format is left.
    case leftOver
    /// The bytes look like it.
    case likely
    /// To be tried first: where it fails, another format explains the bytes better.
    case attempt
    /// The bytes begin as no other format's do, or the file's name says so.
    case certain

    static func < (a: Recognition, b: Recognition) -> Bool { a.rawValue < b.rawValue }
  }

  /// What a format is recognized by.
  struct Peek {
    let bytes: ByteSource
    /// The first 64 KB.
    let start: [UInt8]
    /// The ending of the file's name, empty where there is none.
    let ending: String
    /// The name of the tensor that is asked for.
    let tensor: String?

    /// The first byte of the text that is no blank, after any byte order mark.
    var firstLetter: UInt8 {
      let mark: [UInt8] = [0xef, 0xbb, 0xbf]
      let text = start.starts(with: mark) ? start.dropFirst(3) : start[...]
      return text.first { !isBlank($0) } ?? 0
    }
  }
}

/// Which tensor is asked for, and as what.
struct ReadingRequest {
  /// Its name, where there are several.
  var tensor: String?
  /// The dtype that the numbers of text are rounded to, once.
  var wanted: DType?
  /// The same for text that does not say its dtype.
  var unsaid: DType?
}

/// The tensor that these bytes hold, their format recognized by content.
///
/// - `bytes`: of a file, a pipe, or memory. A literal is `ByteSource(text: "[1, 2.5, nan]")`: what
///   Python shows for a list, JSON, or rows of numbers.
/// - `name`: the file's name, nil for standard input; its ending decides only between formats that
///   the content allows alike.
/// - `tensor`: which of several tensors is meant: a name in `.safetensors`, `.npz`, `.pt` and CSV, a
///   mode in JSON, a heading in printed text.
/// - `wanted`: the dtype that text is rounded to, once; binary formats keep the dtype they have.
/// - `unsaid`: the same for text that does not say its dtype; without it, what `torch.tensor` would
///   choose.
/// - Throws: `FormatError`, without the file's name.
public func openTensor(
  bytes: ByteSource, name: String? = nil, tensor: String? = nil, wanted: DType? = nil,
  unsaid: DType? = nil
) throws(FormatError) -> any Source {
  let start = try bytes.bytes(0..<(64 << 10))
  guard !start.isEmpty else { throw FormatError("is empty") }
  if let refusal = refusal(of: start) { throw FormatError(refusal) }
  let peek = TensorFormat.Peek(
    bytes: bytes, start: start, ending: ending(of: name ?? ""), tensor: tensor)
  let request = ReadingRequest(tensor: tensor, wanted: wanted, unsaid: unsaid)
  if let reader = try TensorFormat.readers(of: peek, isText: false).first?.reader {
    return try reader.open(bytes, request)
  }
  guard start.allSatisfy({ $0 >= 32 || isBlank($0) || $0 == 12 || $0 == 27 }) else {
    throw FormatError(
      "is none of the formats that are read: \(readableFormats); raw bytes have no shape")
  }
  // Text is read more than once, and counted in lines from its beginning.
  try bytes.readToEnd()
  var reason = ""
  for (reader, recognition) in try TensorFormat.readers(of: peek, isText: true) {
    do throws(FormatError) {
      return try reader.open(bytes, request)
    } catch {
      guard recognition == .attempt || recognition == .leftOver, error.kind == .broken else {
        throw error
      }
      reason = "; read as \(reader.title): \(error.description)"
    }
  }
  throw FormatError("is none of the formats that are read: \(readableFormats)\(reason)")
}

extension TensorFormat {
  /// The readers that the bytes may be for, the likeliest first.
  fileprivate static func readers(
    of peek: Peek, isText: Bool
  ) throws(FormatError) -> [(reader: Reader, recognition: Recognition)] {
    var found: [(reader: Reader, recognition: Recognition)] = []
    for format in catalogue where format.isText == isText {
      guard let reader = format.reader else { continue }
      let recognition = try reader.recognize(peek)
      guard recognition > .no else { continue }
      let place = found.firstIndex { $0.recognition < recognition } ?? found.count
      found.insert((reader, recognition), at: place)
    }
    return found
  }
}

/// The formats that are read, for errors and help.
public let readableFormats =
  ".npy, .npz, .safetensors, .pt, JSON, CSV, PyTorch's and NumPy's printed text"

/// Why a known format is not read, and what to do instead; nil for every other content.
private func refusal(of start: [UInt8]) -> String? {
  if start.count > 1, start[0] == 0x80, (2...5).contains(start[1]) {
    // The number that torch.save began its files with before PyTorch 1.6.
    return start.dropFirst(2).starts(with: [0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a])
      ? "is in the form that torch.save had before PyTorch 1.6: load it there and save it again"
        + " with torch.save"
      : "is a pickle, which only running code could load: save tensors with torch.save, or arrays"
        + " with numpy.save"
  }
  let compressed: [(name: String, magic: [UInt8], tool: String)] = [
    ("gzip", [0x1f, 0x8b], "gunzip -c"), ("bzip2", Array("BZh".utf8), "bunzip2 -c"),
    ("xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a], "xz -dc"),
    ("zstd", [0x28, 0xb5, 0x2f, 0xfd], "zstd -dc"),
  ]
  for (name, magic, tool) in compressed where start.starts(with: magic) {
    return "is compressed with \(name): unpack it first, with '\(tool)' into standard input"
  }
  if start.starts(with: [0x89] + Array("HDF".utf8)) {
    return "is an HDF5 file: save the array with numpy.save as .npy"
  }
  if start.starts(with: [0xff, 0xfe]) || start.starts(with: [0xfe, 0xff]) {
    return "is UTF-16 text: save it as UTF-8"
  }
  return nil
}

/// The number of the tensor of this name, or of the only one.
///
/// - Throws: `FormatError` that lists the names if there is none of it, or several and none is asked
///   for.
func chooseTensor(_ name: String?, among names: [String]) throws(FormatError) -> Int {
  guard let name else {
    guard names.count == 1 else {
      throw names.isEmpty ? FormatError("holds no tensor") : FormatError(severalTensors: names)
    }
    return 0
  }
  guard let place = names.firstIndex(of: name) else {
    throw FormatError(noTensor: name, among: names)
  }
  return place
}

/// Refuses a name for what has none.
func refuseName(_ tensor: String?, _ format: String) throws(FormatError) {
  guard let tensor else { return }
  throw FormatError("holds no tensor \(quoted(tensor)): \(format) has one tensor without a name")
}
