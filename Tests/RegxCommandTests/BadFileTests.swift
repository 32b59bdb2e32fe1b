// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A file that must be refused.
struct BadFile: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  /// What the line must say beside the quoted path.
  let says: String

  init(_ name: String, _ bytes: [UInt8], _ says: String) {
    (self.name, self.bytes, self.says) = (name, bytes, says)
  }

  init(_ name: String, _ text: String, _ says: String) {
    self.init(name, Array(text.utf8), says)
  }

  var testDescription: String { "\(name): \(says)" }
}

/// A .npy file of this dictionary, version 1.0.
func npy(_ header: String, _ data: [UInt8]) -> [UInt8] {
  let padding = 63 - (10 + header.utf8.count) % 64
  let text = Array(header.utf8) + Array(repeating: 32, count: padding) + [10]
  return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.count & 255), UInt8(text.count >> 8)]
    + text + data
}

func npy(
  descr: String = "'<f4'", order: String = "False", shape: String, _ data: Int
) -> [UInt8] {
  npy(
    "{'descr': \(descr), 'fortran_order': \(order), 'shape': \(shape), }",
    [UInt8](repeating: 0, count: data))
}

/// A .safetensors file of this header.
func safetensors(_ header: String, _ data: Int, length: Int? = nil) -> [UInt8] {
  let count = length ?? header.utf8.count
  return (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + Array(header.utf8)
    + [UInt8](repeating: 0, count: data)
}

@Suite struct BadFileTests {
  private static let f32 = #""dtype":"F32","shape":[2],"data_offsets":[0,8]"#

  static let files: [BadFile] = [
    BadFile("empty.npy", [], "is empty"),
    BadFile("empty.json", [], "is empty"),
    // .npy: truncated, too long, of a false length.
    BadFile("magic.npy", [0x93] + Array("NUM".utf8), "does not begin with"),
    BadFile("prefix.npy", [0x93] + Array("NUMPY".utf8) + [1, 0, 9], "ends early"),
    BadFile("header.npy", Array(npy(shape: "(2,)", 8).prefix(40)), "ends early"),
    BadFile("short.npy", npy(shape: "(2,)", 7), "ends early: float32 of shape 2 takes 8 bytes"),
    BadFile("trailing.npy", npy(shape: "(2,)", 9), "holds 1 byte more"),
    BadFile("lies.npy", npy(shape: "(1000000000000,)", 8), "ends early"),
    BadFile(
      "vast.npy", npy(descr: "'<f8'", shape: "(1152921504606846975,)", 8), "no file is so large"),
    BadFile("overflow.npy", npy(shape: "(4294967296, 4294967296)", 8), "64 bits"),
    BadFile("beyond.npy", npy(shape: "(99999999999999999999,)", 8), "64 bits"),
    BadFile("negative.npy", npy(shape: "(-2,)", 8), "negative"),
    BadFile("number.npy", npy(shape: "(2)", 8), "no tuple"),
    BadFile("no-shape.npy", npy("{'descr': '<f4', 'fortran_order': False}", []), "'shape'"),
    BadFile("order.npy", npy(order: "'F'", shape: "(2,)", 8), "neither True nor False"),
    BadFile("twice.npy", npy("{'shape': (2,), 'shape': (2,)}", []), "twice"),
    BadFile("code.npy", npy("__import__('os').system('true')", []), "broken"),
    BadFile(
      "version.npy", [0x93] + Array("NUMPY".utf8) + [9, 0] + Array(repeating: 0, count: 70),
      "version 9.0"),
    BadFile(
      "long.npy", [0x93] + Array("NUMPY".utf8) + [2, 0, 255, 255, 255, 255, 0], "10000 is the most"),
    // .npy: dtypes that are none here.
    BadFile("object.npy", npy(descr: "'|O'", shape: "(2,)", 16), "Python objects"),
    BadFile("complex.npy", npy(descr: "'<c8'", shape: "(1,)", 8), "complex"),
    BadFile("text.npy", npy(descr: "'<U1'", shape: "(2,)", 8), "holds text"),
    BadFile("dates.npy", npy(descr: "'<M8[s]'", shape: "(1,)", 8), "dates"),
    BadFile("dtype.npy", npy(descr: "'<f5'", shape: "(2,)", 8), "'<f5'"),
    BadFile("fields.npy", npy(descr: "[('a', '<f4')]", shape: "(2,)", 8), "structured"),
    // .safetensors.
    BadFile("short.safetensors", safetensors("{\"x\":{\(f32)}}", 7), "needs 1 byte more"),
    BadFile("trailing.safetensors", safetensors("{\"x\":{\(f32)}}", 9), "1 byte after"),
    BadFile("length.safetensors", safetensors("{}", 0, length: 1 << 40), "no .safetensors file"),
    BadFile("negative.safetensors", safetensors("{}", 0, length: -1), "no .safetensors file"),
    BadFile("none.safetensors", safetensors("{}", 0), "holds no tensor"),
    BadFile(
      "shape.safetensors",
      safetensors(#"{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, 8), "take 12"),
    BadFile(
      "overflow.safetensors",
      safetensors(
        #"{"x":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}"#, 8),
      "64 bits"),
    BadFile(
      "range.safetensors",
      safetensors(#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, 8), "no range"),
    BadFile(
      "offset.safetensors",
      safetensors(
        #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}}"#, 8),
      "whole number"),
    BadFile(
      "dtype.safetensors",
      safetensors(#"{"x":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}"#, 8), "'F8_E4M3'"),
    BadFile("json.safetensors", safetensors("{\"x\":{\(f32)}", 8), "header is broken"),
    BadFile("name.safetensors", safetensors("{\"x\":{\(f32)},\"x\":{\(f32)}}", 8), "twice"),
    // JSON.
    BadFile("ragged.json", "[[1, 2], [3]]", "ragged: a list of 1 where the others have 2"),
    BadFile("mixed.json", "[1, [2]]", "ragged: a list where the others have a number"),
    BadFile(
      "deep.json", String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
      "nested deeper than 64"),
    BadFile("deeper.json", String(repeating: "[", count: 100_000), "nested deeper than 64"),
    BadFile("open.json", "[[1, 2], [3", "the text ends"),
    BadFile("null.json", "[1, null]", "null is no number"),
    BadFile("word.json", "[1, two]", "'two'"),
    BadFile("trailing.json", "[1, 2] 3", "'3' after the end"),
    BadFile("shape.json", #"{"data": [1, 2], "shape": [3]}"#, "'shape' says 3"),
    BadFile("dtype.json", #"{"data": [1, 2], "dtype": "float31"}"#, "'float31'"),
    BadFile("no-data.json", #"{"shape": [2]}"#, "'data'"),
    BadFile("range.json", #"{"data": [300], "dtype": "uint8"}"#, "beyond the range of uint8"),
    BadFile("number.json", "[1, 0x10]", "line 1, column"),
    // CSV and printed text.
    BadFile("ragged.csv", "1,2\n3\n", "ragged: 1 number where the rows before have 2"),
    BadFile("field.csv", "1,,2\n", "an empty field"),
    BadFile("word.csv", "1,2\n3,four\n", "'four' is no number"),
    BadFile("shape.csv", "# shape: 3,2 dtype: float32\n1,2\n", "the shape 3,2 has 6"),
    BadFile("summary.txt", "tensor([0.1, 0.2, ..., 0.3])", "torch.inf"),
    BadFile("open.txt", "tensor([0.1, 0.2", "the text ends"),
    BadFile("complex.txt", "tensor([1.+2.j])", "complex"),
    BadFile("two.txt", "tensor([1.])\ntensor([2.])\n", "choose one with --tensor"),
    // What is something else.
    BadFile("model.pt", [0x50, 0x4b, 3, 4] + Array("archive/data.pkl".utf8), "zip archive"),
    BadFile("arrays.npz", [0x50, 0x4b, 3, 4] + Array("x.npy".utf8), "broken zip archive"),
    BadFile("old.pt", [0x80, 2, 0x8a, 0x0a], "pickle"),
    BadFile("x.npy.gz", [0x1f, 0x8b, 8, 0], "gunzip -c"),
    BadFile("x.h5", [0x89] + Array("HDF\r\n\u{1a}\n".utf8), "HDF5"),
    BadFile("noise.bin", [1, 2, 3, 0, 255], "none of the formats"),
    BadFile("prose.txt", "Dear all, here is my tensor.\n", "none of the formats"),
  ]

  @Test(arguments: files)
  func `a bad file is named with what is wrong, and no file is touched`(file: BadFile) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(file.bytes, to: file.name)
    let output = try folder.write(Array("kept".utf8), to: "output.json")
    let names = folder.names
    for words in [
      ["print", path], ["print", path, "-o", output], ["apply", "--input", path, "-o", output],
      ["compare", "--input", path, "--format", "hex"],
    ] {
      expectRefused(regx(words), ["'\(path)'", file.says], words)
    }
    #expect(folder.names == names)
    #expect(folder.bytes(of: "output.json") == Array("kept".utf8))
    #expect(folder.bytes(of: file.name) == file.bytes)
  }

  @Test func `a file that is missing or a folder is told by its name`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Array("[1]".utf8), to: "x.json")
    for (path, says) in [
      (folder("missing.npy"), "no such file"), (folder.path, "is a folder"),
      (file + "/x", "no such file"),
    ] {
      for words in [["print", path], ["apply", "--input", path]] {
        expectRefused(regx(words), ["'\(path)'", says], words)
      }
    }
  }

  @Test func `a tensor that the file does not hold is named with those that it holds`() throws {
    let folder = try TemporaryFolder()
    let path = folder("two.safetensors")
    #expect(regx("compare", "-o", path).code == 0)
    for (name, says) in [
      (["--tensor", "droput"], "it has 'drop-path', 'dropout'"), ([], "choose one with --tensor"),
    ] {
      let words = ["print", path] + name
      expectRefused(regx(words), ["'\(path)'", says], words)
    }
    let array = try folder.write(npy(shape: "(2,)", 8), to: "x.npy")
    expectRefused(
      regx("print", array, "--tensor", "x"), ["'x'", "without a name"], ["print --tensor"])
  }

  @Test func `an output that cannot be written is refused, and nothing is left behind`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([], to: "file")
    for (path, says) in [
      (folder("missing/x.npy"), "does not exist"), (folder.path, "is a folder"),
      (file + "/x.npy", "not a directory"), ("/proc/x.npy", "takes no new files"),
    ] {
      for command in ["apply", "sample"] {
        let words = [command, "-o", path]
        expectRefused(regx(words), ["'\(path)'", says], words)
      }
    }
    #expect(folder.names == ["file"])
  }

  @Test(.disabled(if: geteuid() == 0, "root may write anywhere"))
  func `a folder that is read-only is refused`() throws {
    let folder = try TemporaryFolder()
    chmod(folder.path, 0o500)
    defer { chmod(folder.path, 0o700) }
    let words = ["apply", "-o", folder("x.npy")]
    expectRefused(regx(words), ["'\(words[2])'", "permission denied"], words)
  }
}
