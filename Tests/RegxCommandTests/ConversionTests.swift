// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `--dtype`, as each framework converts. The bits are those of PyTorch 2.13, NumPy 2.4 and JAX 0.10.
@Suite struct ConversionTests {
  /// The bit patterns of what a command line prints.
  private func bits(_ line: String, input: String) throws -> [String] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "conversion-\(UUID().uuidString).json")
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let words = line.replacingOccurrences(of: "FILE", with: file.path).split(separator: " ")
    let outcome = regx(words.map(String.init) + ["--format", "hex"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    return outcome.text.split(separator: "\n").map(String.init)
  }

  @Test(arguments: [
    ("print FILE --dtype float16", "3c00"), ("print FILE --dtype bfloat16", "3f80"),
    ("apply --input FILE --p 0 --dtype float16", "3c00"),
    ("apply --input FILE --p 0 --dtype float16 --engine torch-mkl", "3c00"),
    ("apply --input FILE --p 0 --dtype float16 --engine jax", "3c01"),
    ("apply --input FILE --p 0 --dtype bfloat16 --engine jax", "3f80"),
    (
      "apply --input FILE --eval --mode vanilla-dropout --p 0 --dtype float16 --engine numpy",
      "3c01"
    ),
  ])
  func `almost half way between two halves`(line: String, expected: String) throws {
    let number = line.contains("bfloat16") ? "1.00390625000001" : "1.0004882812500002"
    #expect(try bits(line, input: "[\(number)]") == [expected])
  }

  @Test(arguments: [("float32", "0 80000000 0 0"), ("bfloat16", "0 8000 0 0")])
  func `JAX takes subnormal numbers for zeros`(dtype: String, expected: String) throws {
    let made = try bits(
      "apply --input FILE --engine jax --mode dropout:linen --p 0.1 --seed 3 --dtype \(dtype)",
      input: "[1e-39, -1e-39, 1e-40, 5e-39]")
    #expect(
      made.map { String(Int($0, radix: 16) ?? -1, radix: 16) }.joined(separator: " ") == expected)
    let drawn = try bits(
      "sample uniform --engine jax --low 0 --high 2e-38 --shape 4 --seed 1", input: "[]")
    #expect(drawn == Array(repeating: "00000000", count: 4))
  }
}
