// SPDX-License-Identifier: Apache-2.0

import Testing

/// What regx writes it reads back to the same bits.
@Suite struct RoundTripTests {
  /// Bit patterns of each type: nan, infinities, zeros, subnormals, ends of the range, neighbours
  /// of 1, and what needs the most digits.
  static let patterns: [(dtype: String, code: String, words: [UInt64])] = [
    (
      "float32", "F32",
      [
        0x7fc0_0000, 0x7f80_0000, 0xff80_0000, 0, 0x8000_0000, 1, 0x8000_0001, 0x007f_ffff,
        0x0080_0000, 0x7f7f_ffff, 0xff7f_ffff, 0x3f80_0000, 0x3f7f_ffff, 0x3f80_0001, 0x3dcc_cccd,
        0x4b80_0000, 0x4b80_0001, 0x5f00_0000, 0x3eaa_aaab, 0x15ae_43fd,
      ]
    ),
    (
      "float64", "F64",
      [
        0x7ff8_0000_0000_0000, 0x7ff0_0000_0000_0000, 0xfff0_0000_0000_0000, 0, 1 << 63, 1,
        0x000f_ffff_ffff_ffff, 0x0010_0000_0000_0000, 0x7fef_ffff_ffff_ffff,
        0x3ff0_0000_0000_0001, 0x3fb9_9999_9999_999a, 0x4340_0000_0000_0001,
        0x44b5_2d02_c7e1_4af6, 0x3fd5_5555_5555_5555,
      ]
    ),
    (
      "float16", "F16",
      [0x7e00, 0x7c00, 0xfc00, 0, 0x8000, 1, 0x3ff, 0x400, 0x7bff, 0xfbff, 0x3c00, 0x3c01, 0x2e66]
    ),
    (
      "bfloat16", "BF16",
      [0x7fc0, 0x7f80, 0xff80, 0, 0x8000, 1, 0x7f, 0x80, 0x7f7f, 0xff7f, 0x3f80, 0x3f81, 0x3dcd]
    ),
    ("int64", "I64", [0, 1, .max, 1 << 63, (1 << 63) - 1]),
    ("int8", "I8", [0, 1, 127, 128, 255]),
    ("uint64", "U64", [0, 1, 1 << 63, .max]),
    ("uint16", "U16", [0, 1, 65535]),
    ("bool", "BOOL", [0, 1, 1, 0]),
  ]

  /// A .safetensors file of these words under this shape.
  private func file(_ code: String, _ width: Int, _ shape: [Int], _ words: [UInt64]) -> [UInt8] {
    let extents = shape.map(String.init).joined(separator: ",")
    let count = words.count * width
    let header = #"{"x":{"dtype":"\#(code)","shape":[\#(extents)],"data_offsets":[0,\#(count)]}}"#
    return safetensors(header, 0)
      + words.flatMap { word in (0..<width).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
  }

  private func width(_ dtype: String) -> Int {
    let bits = Int(dtype.drop { !$0.isNumber }) ?? 8
    return bits / 8
  }

  /// Hexadecimal lines of `words`.
  private func hex(_ words: [UInt64], _ width: Int) -> String {
    words.map { word in
      let digits = String(word & (width == 8 ? .max : 1 << UInt64(8 * width) - 1), radix: 16)
      return String(repeating: "0", count: 2 * width - digits.count) + digits + "\n"
    }.joined()
  }

  @Test(arguments: ["npy", "safetensors", "json", "csv"])
  func `every format gives the same bits back, for every element type`(format: String) throws {
    let folder = try TemporaryFolder()
    for (dtype, code, words) in Self.patterns where (format, dtype) != ("npy", "bfloat16") {
      let width = width(dtype)
      let count = words.count
      for (shape, words) in [
        ([count], words), ([1, count], words), ([count, 1], words), ([], [words[0]]),
        ([], [words[1]]), ([0], []), ([2, 0, 3], []), ([0, 2], []), ([2, count], words + words),
        ([1, 1, 1], [words[count - 1]]),
      ] {
        let original = try folder.write(file(code, width, shape, words), to: "x.safetensors")
        let place = "\(dtype) \(shape) as \(format)"
        #expect(regx("print", original, "--format", "hex").text == hex(words, width), "\(place)")
        let copy = folder("copy.\(format)")
        let written = regx("print", original, "-o", copy)
        #expect(written.code == 0, "\(place): \(written.errors)")
        let read = regx("print", copy, "--format", "hex")
        #expect(read.code == 0, "\(place): \(read.errors)")
        #expect(read.text == hex(words, width), "\(place)")
        // Dtype and shape too: the safetensors file has nothing else.
        let again = regx("print", copy, "--format", "safetensors").bytes
        let first = regx("print", original, "--format", "safetensors").bytes
        #expect(again == first, "\(place)")
      }
    }
  }

  @Test func `full precision text gives the bits of float32 back`() throws {
    let folder = try TemporaryFolder()
    let words = ["apply", "--shape", "3,5,7", "--seed", "12", "--p", "0.3"]
    #expect(regx(words + ["-o", folder("x.txt"), "--precision", "12"]).code == 0)
    #expect(
      regx("print", folder("x.txt"), "--format", "hex").bytes
        == regx(words + ["--format", "hex"]).bytes)
  }

  @Test(arguments: ["npy", "safetensors", "json", "csv"])
  func `a mode applied to a file is the mode applied to the same tensor`(format: String) throws {
    let folder = try TemporaryFolder()
    for dtype in ["float32", "float64", "float16"] {
      let file = folder("x.\(format)")
      let drawn = ["--shape", "4,3,2", "--dtype", dtype]
      #expect(regx(["sample", "ones", "-o", file] + drawn).code == 0)
      let applied = ["apply", "--p", "0.4", "--seed", "8", "--format", "hex", "--input"]
      #expect(regx(applied + [file]).bytes == regx(applied + ["ones"] + drawn).bytes)
    }
  }

  @Test(arguments: [
    ("[1, 2]", "torch", "float32"), ("[0.1]", "numpy", "float64"), ("1,2\n", "torch", "float32"),
    ("tensor([1, 2])", "torch", "float32"), ("tensor([0.1])", "numpy", "float64"),
    ("tensor([0.1], dtype=torch.float16)", "torch", "float16"),
    (#"{"dtype": "bfloat16", "data": [0.1]}"#, "torch", "bfloat16"),
    ("# dtype: float64\n0.1\n", "torch", "float64"),
  ])
  func `text keeps the type it says, and has the framework's default where it says none`(
    text: String, engine: String, dtype: String
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(text.utf8), to: "x")
    let words = ["apply", "--p", "0", "--engine", engine, "--format", "json", "--input", path]
    #expect(regx(words).text.contains(#""dtype": "\#(dtype)""#))
  }
}
