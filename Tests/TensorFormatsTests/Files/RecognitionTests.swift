// SPDX-License-Identifier: Apache-2.0

import TensorCore
import TensorFormats
import Testing

@Suite struct RecognitionTests {
  @Test(arguments: [
    ("float32-little-C.npy", DType.float32), ("single.safetensors", .float32),
    ("values.json", .float32), ("values.csv", .float32), ("values.txt", .float32),
  ])
  func `the content tells the format, with and without a name`(name: String, dtype: DType) throws {
    for hint in [nil, name, "other.dat"] {
      let bytes = try ByteSource(path: fixture(name))
      #expect(try openTensor(bytes: bytes, name: hint).dtype == dtype)
    }
  }

  @Test(arguments: [
    ([0x80, 0x04, 0x95], "is a pickle"), ([0x50, 0x4b, 3, 4, 0], "is a broken zip archive"),
    (
      [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e],
      "is in the form that torch.save had before PyTorch 1.6: load it there"
    ), ([0x1f, 0x8b, 8], "is compressed with gzip"),
    ([0xff, 0xfe, 0x31, 0], "is UTF-16 text"), ([0, 1, 2, 3], "is none of the formats"),
    (Array("Hello,\nworld\n".utf8), "is none of the formats"), ([], "is empty"),
    ([0x89] + Array("HDF\r\n".utf8), "is an HDF5 file"),
  ])
  func `what regx does not read is named`(bytes: [UInt8], beginning: String) {
    #expect(message { try openTensor(bytes: ByteSource(bytes)) }?.hasPrefix(beginning) == true)
  }

  @Test func `an ending decides what the content leaves open`() {
    #expect(
      message { try openTensor(bytes: text("[1, null]"), name: "x.json") }
        == "line 1, column 5: null is no number: write NaN where a value is missing")
    #expect(
      message { try openTensor(bytes: text("a\nb"), name: "x.csv") }
        == "line 2, column 1: 'b' is no number: write nan where a value is missing")
  }

  @Test func `a name for what has none is refused`() throws {
    let bytes = try ByteSource(path: fixture("float32-little-C.npy"))
    #expect(
      message { try openTensor(bytes: bytes, tensor: "w") }
        == "holds no tensor 'w': a .npy file has one tensor without a name")
  }

  @Test func `the catalogue has one row for each format`() {
    let endings = TensorFormat.catalogue.flatMap(\.endings)
    #expect(Set(endings).count == endings.count)
    #expect(Set(TensorFormat.catalogue.map(\.name)).count == TensorFormat.catalogue.count)
    #expect(TensorFormat.forFile("a/b.c/x.NPY") == .npy)
    #expect(TensorFormat.forFile("a.npy/x") == nil)
    #expect(TensorFormat.forFile("x.npz") == nil)
    #expect(TensorFormat(named: "hex")?.isText == true)
    #expect(TensorFormat(named: "pt") == nil)
  }
}
