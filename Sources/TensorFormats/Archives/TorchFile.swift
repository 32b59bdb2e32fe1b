// .pt and .pth: tensors as torch.save writes them, a zip of a pickle and of storages.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// Tensors as `torch.save` writes them since PyTorch 1.6.
///
/// - Read: a tensor or parameter, and lists, tuples and dictionaries of them (a `state_dict`), under
///   the keys and indices that lead to them, joined by points. Plain values beside them are passed
///   over; a file that holds anything else is refused. No code is run.
/// - The elements stay in the file and are read by ranges; strides are followed.
public enum TorchFile {
  private static let pickleLimit = 32 << 20

  /// The tensor of this name, or the only one.
  ///
  /// - Throws: `FormatError` that lists the names if there are several and none is asked for.
  public static func open(
    _ bytes: ByteSource, tensor name: String? = nil
  ) throws(FormatError) -> any Source {
    let archive = try ZipArchive(bytes)
    guard let member = pickle(in: archive) else {
      throw FormatError("is a zip archive without the data.pkl of torch.save")
    }
    let folder = String(member.name.dropLast("data.pkl".count))
    guard archive.member(folder + "constants.pkl") == nil else {
      throw FormatError(
        "is TorchScript, which holds code: \(Pickle.remedy)")
    }
    guard !member.isCompressed, member.size <= pickleLimit else {
      throw FormatError("has a data.pkl that is compressed or too long: save it with torch.save")
    }
    let content = try archive.content(of: member)
    let pickle = try Pickle(try content.bytes(0..<content.count))
    let named = try pickle.namedTensors()
    guard !named.isEmpty else { throw FormatError("holds no tensor") }
    if named[0].name.isEmpty, let name {
      throw FormatError("holds no tensor \(quoted(name)): it has one tensor without a name")
    }
    let chosen = named[try chooseTensor(name, among: named.map(\.name))]
    do throws(FormatError) {
      return try source(of: pickle.tensors[chosen.tensor], in: archive, folder)
    } catch {
      let title = chosen.name.isEmpty ? "its tensor" : "tensor \(quoted(chosen.name))"
      throw FormatError("\(title) \(error.description)")
    }
  }

  /// The pickle that describes the tensors.
  static func pickle(in archive: ZipArchive) -> ZipArchive.Member? {
    archive.members.last { $0.name == "data.pkl" || $0.name.hasSuffix("/data.pkl") }
  }

  /// The tensor that lies in its storage as described, checked.
  private static func source(
    of tensor: PickledTensor, in archive: ZipArchive, _ folder: String
  ) throws(FormatError) -> any Source {
    guard let dtype = dtype(tensor.type) else {
      throw FormatError(
        "has the type \(quoted(tensor.type)), which is not read: save it with .float()")
    }
    let shape = try TensorFormats.shape(of: tensor.extents)
    guard let member = archive.member("\(folder)data/\(tensor.key)") else {
      throw FormatError("has no storage in the file: save or copy it again")
    }
    guard !member.isCompressed else {
      throw FormatError("is compressed: save it again with torch.save")
    }
    let content = try archive.content(of: member)
    guard tensor.strides.count == shape.rank, tensor.offset >= 0,
      tensor.strides.allSatisfy({ $0 >= 0 })
    else { throw FormatError("has strides that do not fit its shape: save it again") }
    let held = content.count / dtype.byteCount
    if shape.count > 0 {
      var last = tensor.offset
      for (extent, stride) in zip(shape.extents, tensor.strides) {
        let (reach, overflow) = (extent - 1).multipliedReportingOverflow(by: stride)
        let (sum, carry) = last.addingReportingOverflow(reach)
        guard !overflow, !carry else { throw FormatError("lies outside of its storage") }
        last = sum
      }
      guard last < held else {
        throw FormatError("lies outside of its storage: save or copy it again")
      }
    }
    return StoredLayout(
      dtype: dtype, shape: shape, offset: tensor.offset * dtype.byteCount,
      isBigEndian: try isBigEndian(archive, folder), strides: tensor.strides
    ).tensor(in: content)
  }

  /// Whether the machine that saved the file was of the other kind.
  private static func isBigEndian(
    _ archive: ZipArchive, _ folder: String
  ) throws(FormatError) -> Bool {
    guard let member = archive.member("\(folder)byteorder"), !member.isCompressed else {
      return false
    }
    return try archive.content(of: member).bytes(0..<3) == Array("big".utf8)
  }

  /// The dtype that a storage's or an element's type names.
  private static func dtype(_ type: String) -> DType? {
    let storages: [String: DType] = [
      "Float": .float32, "Double": .float64, "Half": .float16, "BFloat16": .bfloat16,
      "Long": .int64, "Int": .int32, "Short": .int16, "Char": .int8, "Byte": .uint8,
      "Bool": .bool,
    ]
    let name = String(type.dropFirst("torch.".count))
    return name.hasSuffix("Storage") ? storages[String(name.dropLast(7))] : DType(rawValue: name)
  }
}

extension TensorFormat {
  static let torchFile = TensorFormat(
    "pt", summary: "the file that torch.save writes", endings: ["pt", "pth"], isText: false,
    reader: Reader(title: ".pt") { peek throws(FormatError) in
      guard ZipArchive.begins(peek.start) else { return .no }
      return TorchFile.pickle(in: try ZipArchive(peek.bytes)) == nil ? .no : .certain
    } open: { bytes, request throws(FormatError) in
      try TorchFile.open(bytes, tensor: request.tensor)
    })
}
