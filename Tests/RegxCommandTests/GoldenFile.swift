// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One command line and what the real framework gave for it.
struct GoldenCase: Decodable, Sendable {
  let args: [String]
  /// Hexadecimal words in row-major order; `|` between tensors.
  let bits: String?
  /// The SHA-256 of the words, a line each.
  let sha256: String?
  /// What is printed.
  let text: String?

  /// The command line, for a failure's message.
  var line: String { args.joined(separator: " ") }

  /// The words with `@NAME` replaced by the path of the input file.
  var words: [String] {
    args.map { $0.hasPrefix("@") ? "\(testFolder("Golden"))/inputs/\($0.dropFirst())" : $0 }
  }

  /// The element type that the command line speaks of, for the NaN rule.
  var dtype: String {
    if let i = args.firstIndex(of: "--dtype") { return args[i + 1] }
    let file = args.first { $0.hasPrefix("@") } ?? ""
    return file.contains("bfloat16") ? "bfloat16" : file.contains("float16") ? "float16" : "other"
  }
}

/// The cases of a golden file, without its header.
func goldenCases(_ name: String) throws -> [GoldenCase] {
  let path = "\(testFolder("Golden"))/\(name).jsonl"
  let data = try Data(contentsOf: URL(fileURLWithPath: path))
  return try data.split(separator: UInt8(ascii: "\n")).dropFirst().map {
    try JSONDecoder().decode(GoldenCase.self, from: Data($0))
  }
}
