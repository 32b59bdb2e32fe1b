import Foundation
import Testing

/// One command line and what the real framework gave for it.
struct GoldenCase: Decodable, Sendable, CustomTestStringConvertible {
  let args: [String]
  /// Hexadecimal words in row-major order; `|` between tensors.
  let bits: String?
  /// The SHA-256 of the words, a line each.
  let sha256: String?
  /// What is printed.
  let text: String?

  var testDescription: String { args.joined(separator: " ") }

  /// The words with `@NAME` replaced by the path of the input file.
  var words: [String] {
    args.map { $0.hasPrefix("@") ? "\(testFolder("Golden"))/inputs/\($0.dropFirst())" : $0 }
  }
}

/// The cases of a golden file, without its header.
func goldenCases(_ name: String) -> [GoldenCase] {
  let path = "\(testFolder("Golden"))/\(name).jsonl"
  guard let data = FileManager.default.contents(atPath: path) else { return [] }
  return data.split(separator: UInt8(ascii: "\n")).dropFirst().compactMap {
    try? JSONDecoder().decode(GoldenCase.self, from: Data($0))
  }
}

/// The words that regx printed with `--format hex`, headings left out, every NaN of a half format
/// made the one that the golden files have: there PyTorch's own depend on the vector's length.
func words(of outcome: Outcome) -> [Substring] {
  outcome.text.split(separator: "\n").filter { !$0.hasPrefix("#") }
}

/// Whether two words of hexadecimal digits are the same bits, or both NaN in a half format.
func isSame(_ a: Substring, _ b: Substring, dtype: String) -> Bool {
  if a == b { return true }
  guard let x = UInt16(a, radix: 16), let y = UInt16(b, radix: 16), a.count == 4 else {
    return false
  }
  switch dtype {
  case "float16": return x & 0x7fff > 0x7c00 && y & 0x7fff > 0x7c00
  case "bfloat16": return x & 0x7fff > 0x7f80 && y & 0x7fff > 0x7f80
  default: return false
  }
}
