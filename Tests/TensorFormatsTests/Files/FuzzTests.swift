// SPDX-License-Identifier: Apache-2.0

import TensorCore
import TensorFormats
import Testing

/// Whatever bytes are fed, there is an answer or a `FormatError`.
@Suite struct FuzzTests {
  static let small = [
    "float32-little-F.npy", "bool-byte-C.npy", "shape-empty-inside.npy", "version-2.npy",
    "single.safetensors", "names.safetensors", "float8.safetensors", "values.json", "values.txt",
    "printed-double.txt", "printed-empty-int.txt", "printed-array.txt", "printed-str.txt",
    "printed-summary.txt", "blanks.csv", "refused-structured.npy", "arrays.npz", "single.npz",
    "compressed.npz", "tensor.pt", "protocol4.pt", "refused-sparse.pt",
  ]

  /// Reads all of it, if there is something to read.
  private func feed(_ bytes: [UInt8], name: String? = nil) throws {
    do {
      let source = try openTensor(bytes: ByteSource(bytes), name: name)
      // A shape with an extent 0 may have others of any size; elements are as many as the bytes.
      #expect(source.shape.count <= 8 * bytes.count)
      _ = try bits(source)
    } catch let error as FormatError {
      #expect(!error.description.contains("\n"))
    }
  }

  @Test(arguments: small)
  func `a file cut off anywhere traps nowhere`(name: String) throws {
    let file = try fixtureBytes(name)
    for length in 0...file.count { try feed(Array(file[..<length])) }
  }

  @Test(arguments: small)
  func `a changed byte traps nowhere`(name: String) throws {
    let file = try fixtureBytes(name)
    var generator = SplitMix(state: 7)
    for place in file.indices {
      var changed = file
      changed[place] = UInt8.random(in: 0...255, using: &generator)
      try feed(changed)
      changed[place] = file[place] ^ 1 << UInt8.random(in: 0..<8, using: &generator)
      try feed(changed)
    }
  }

  @Test func `random bytes and random text trap nowhere`() throws {
    var generator = SplitMix(state: 11)
    let alphabet = Array("[]{}(),:.0123456789eE+-\"\\# \n\ttensor(array(nanifTrue=,dtype'".utf8)
    for _ in 0..<1000 {
      let length = Int.random(in: 0...80, using: &generator)
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      try feed(bytes)
      let text = (0..<length).map { _ in alphabet.randomElement(using: &generator)! }
      for ending in ["x", "x.json", "x.csv"] { try feed(text, name: ending) }
      try feed([UInt8(ascii: "["), UInt8(ascii: "[")] + text)
      try feed(Array("tensor([".utf8) + text)
      try feed(Array("{\"data\":".utf8) + text)
      try feed(npy("{'descr': '<f4', 'shape': (" + String(decoding: text, as: UTF8.self), data: []))
    }
  }

  @Test func `an endless number and an endless line are refused or read`() throws {
    let digits = [UInt8](repeating: UInt8(ascii: "1"), count: 100_000)
    for prefix in ["", "[", "tensor([", "{\"data\": [", "{\"data\": [1], \"x\": "] {
      #expect(
        message { try openTensor(bytes: ByteSource(Array(prefix.utf8) + digits)) }?
          .contains("more than 4096 characters") == true)
    }
    let row = Array(String(repeating: "1.5, ", count: 200_000).utf8) + Array("2".utf8)
    #expect(try openTensor(bytes: ByteSource(row)).shape.extents == [200_001])
    #expect(
      try openTensor(bytes: ByteSource(Array("[".utf8) + row + Array("]".utf8))).shape.extents
        == [200_001])
  }
}
