// The files of golden vectors, and the list of them.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore
import TensorFormats

/// Writes the cases into a folder, one after the other, and their list at the end.
struct VectorManifest {
  private let folder: NewFolder
  private var entries: [String] = []

  init(in folder: NewFolder) { self.folder = folder }

  /// Makes a case and writes its four tensors.
  mutating func add(_ item: VectorCase) throws {
    let result = try item.made()
    try folder.makeFolder(item.engine.name)
    let files = try result.tensors.map { part, source in
      let name = "\(item.engine.name)/\(item.name).\(part).npy"
      let sum = try write(source, to: name)
      return "\"\(part)\": {\"name\": \(JSON.string(name)), \"sha256\": \"\(sum)\","
        + " \"dtype\": \"\(source.dtype.rawValue)\", \"shape\": \(list(source.shape.extents))}"
    }
    let positions = result.positions.map { places in
      "{\"input\": \(places[0]), \"mode\": \(places[1]), \"after\": \(places[2])}"
    }
    let members: [(key: String, value: String)] = [
      ("mode", JSON.string(item.mode.name)), ("p", shortest(item.p.value)),
      ("seed", JSON.string(item.seed.text)), ("engine", JSON.string(item.engine.name)),
      ("shape", list(item.shape.extents)), ("dtype", JSON.string(item.dtype.rawValue)),
      ("input", JSON.string(item.input.description)), ("training", "\(item.training)"),
      ("positions", positions ?? "null"), ("next", words(result.next)), ("key", words(result.key)),
      ("files", "{\(files.joined(separator: ",\n     "))}"),
    ]
    let lines = members.map { "\"\($0.key)\": \($0.value)" }
    entries.append("{\(lines.joined(separator: ", "))}")
  }

  /// Writes the list.
  func finish() throws {
    let text =
      "{\"schema\": 1,\n \"command\": \"vectors\",\n \"cases\": [\n  "
      + entries.joined(separator: ",\n  ") + "\n ]}\n"
    try folder.write(Array(text.utf8), to: "manifest.json")
  }

  /// Writes a .npy file and returns its checksum; bfloat16 as its bits in uint16.
  private func write(_ source: any Source, to name: String) throws -> String {
    let buffer = ByteBuffer()
    var writer = ByteWriter(to: buffer)
    if let numbers = source as? any Source<BFloat16> {
      try NPY.write(BFloat16Bits(numbers), to: &writer)
    } else {
      try NPY.write(source, to: &writer)
    }
    try writer.flush()
    try folder.write(buffer.bytes, to: name)
    return SHA256.hexadecimal(SHA256.digest(of: buffer.bytes))
  }

  private func list(_ numbers: [Int]) -> String {
    "[\(numbers.map(String.init).joined(separator: ", "))]"
  }

  private func words(_ words: [UInt32]?) -> String {
    words.map { "[\($0.map { "\"\(hex($0))\"" }.joined(separator: ", "))]" } ?? "null"
  }
}
