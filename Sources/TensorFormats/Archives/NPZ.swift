// .npz: NumPy's archive of named arrays, a zip of .npy files.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// Named arrays as `numpy.savez` writes them.
///
/// - Read: by ranges, where they lie; compressed ones are refused.
public enum NPZ {
  /// The array of this name, or the only one.
  ///
  /// - Throws: `FormatError` that lists the names if there are several and none is asked for.
  public static func open(
    _ bytes: ByteSource, tensor name: String? = nil
  ) throws(FormatError) -> any Source {
    let archive = try ZipArchive(bytes)
    let arrays = archive.members.filter { $0.name.hasSuffix(".npy") }
    guard !arrays.isEmpty else {
      throw FormatError("is a zip archive with neither arrays nor tensors: unpack it first")
    }
    let names = arrays.map { String($0.name.dropLast(4)) }
    let chosen = try chooseTensor(name, among: names)
    let member = arrays[names.lastIndex(of: names[chosen])!]
    guard !member.isCompressed else {
      throw FormatError(
        "array \(quoted(names[chosen])) is compressed: save it with numpy.savez instead of "
          + "numpy.savez_compressed")
    }
    let content = try archive.content(of: member)
    do throws(FormatError) {
      return try NPY.open(content)
    } catch {
      throw FormatError("array \(quoted(names[chosen])) \(error.description)")
    }
  }
}

extension TensorFormat {
  static let npz = TensorFormat(
    "npz", summary: "the archive that numpy.savez writes", endings: ["npz"], isText: false,
    reader: Reader(title: ".npz") { peek throws(FormatError) in
      guard ZipArchive.begins(peek.start) else { return .no }
      return TorchFile.pickle(in: try ZipArchive(peek.bytes)) == nil ? .certain : .no
    } open: { bytes, request throws(FormatError) in
      try NPZ.open(bytes, tensor: request.tensor)
    })
}
