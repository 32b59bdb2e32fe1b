// SPDX-License-Identifier: Apache-2.0

import TensorFormats
import Testing

/// Every case of the golden files: the real framework's answer to a regx command line.
@Suite struct GoldenTests {
  @Test(arguments: [
    ("torch-2.13.0", 330), ("torch-2.13.0-family", 220), ("torch-2.13.0-normals", 70),
    ("torch-2.6.0", 240), ("torch-2.6.0-family", 150), ("torch-2.6.0-normals", 45),
    ("torch-2.13.0-taught", 70), ("torch-2.6.0-taught", 40), ("numpy-2.4.6", 140),
    ("numpy-2.4.6-taught", 35), ("jax-0.10.2", 140), ("numpy-2.4.6-found", 10),
    ("jax-0.10.2-found", 18),
    ("mlx-0.32.4-commands", 60), ("tensorflow-2.21.0-commands", 80),
    ("keras-tensorflow-3.15.1-commands", 23), ("keras-jax-3.15.1-commands", 23),
    ("keras-torch-3.15.1-commands", 23), ("keras-numpy-3.15.1-commands", 23),
    ("triton-3.9.0-commands", 35), ("compile-2.13.0-commands", 55),
  ])
  func `the bits are the framework's`(file: String, least: Int) throws {
    let cases = try goldenCases(file).filter { $0.text == nil }
    #expect(cases.count >= least, "some of the golden file is missing")
    for golden in cases { check(golden) }
  }

  /// What goes through the C library's log, sin and cos is equal where that library is the one that
  /// the framework was run with.
  @Test(arguments: [
    ("torch-2.13.0-libm", 30), ("torch-2.13.0-normals64", 20), ("torch-2.6.0-normals64", 15),
    ("numpy-2.4.6-normals", 35),
  ])
  func `the bits are the framework's, on its C library`(file: String, least: Int) throws {
    let cases = try goldenCases(file)
    #expect(cases.count >= least, "some of the golden file is missing")
    for golden in cases { check(golden) }
  }

  @Test(arguments: [
    ("torch-2.13.0", 3), ("torch-2.6.0", 3), ("printing-2.13.0", 340),
    ("printing-numpy-2.4.6", 250),
  ])
  func `the text is the framework's`(file: String, least: Int) throws {
    let cases = try goldenCases(file).filter { $0.text != nil }
    #expect(cases.count >= least, "some of the golden file is missing")
    for golden in cases {
      let outcome = regx(golden.words)
      #expect(outcome.code == 0, "\(golden.line): \(outcome.errors)")
      #expect(outcome.text == golden.text, "\(golden.line)")
    }
  }

  private func check(_ golden: GoldenCase) {
    let outcome = regx(golden.words + ["--format", "hex", "--quiet"])
    #expect(outcome.code == 0, "\(golden.line): \(outcome.errors)")
    let words = outcome.bytes.split(separator: UInt8(ascii: "\n"))
      .filter { $0.first != UInt8(ascii: "#") }
      .map { canonical(String(decoding: $0, as: UTF8.self), in: golden.dtype) }
    if let digest = golden.sha256 {
      let text = words.joined(separator: "\n") + "\n"
      #expect(SHA256.hexadecimal(SHA256.digest(of: text.utf8)) == digest, "\(golden.line)")
    } else {
      let expected = (golden.bits ?? "").split { $0 == " " || $0 == "|" }
        .map { canonical(String($0), in: golden.dtype) }
      #expect(words == expected, "\(golden.line)")
    }
  }

  /// In the half formats PyTorch's NaN bits depend on the vector's length: one stands for all.
  private func canonical(_ word: String, in dtype: String) -> String {
    guard let bits = UInt32(word, radix: 16) else { return word }
    switch (dtype, word.utf8.count) {
    case ("float16", 4): return bits & 0x7fff > 0x7c00 ? "7e00" : word
    case ("bfloat16", 4): return bits & 0x7fff > 0x7f80 ? "7fc0" : word
    // A half input's NaN in a float32 product.
    case ("float16", 8), ("bfloat16", 8):
      return bits & 0x7fff_ffff > 0x7f80_0000 ? "7fc00000" : word
    default: return word
    }
  }
}
