// SPDX-License-Identifier: Apache-2.0

import Foundation
import TensorFormats

@testable import RegxCommand

/// What one run of the program gave.
struct NetworkOutcome {
  let code: Int32
  let bytes: [UInt8]
  let errors: String

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The tensors of `--format json` by name.
  var tensors: [String: MadeTensor] {
    guard let object = try? JSONDecoder().decode(MadeObject.self, from: Data(bytes)) else {
      return [:]
    }
    return Dictionary(object.results.map { ($0.mode, $0) }) { first, _ in first }
  }
}

/// Runs `regx network` in process.
func network(_ words: [String]) -> NetworkOutcome {
  let (out, err) = (ByteBuffer(), ByteBuffer())
  let code = run(["network"] + words, on: Console(out: out, err: err))
  return NetworkOutcome(
    code: code, bytes: out.bytes, errors: String(decoding: err.bytes, as: UTF8.self))
}

func network(_ words: String...) -> NetworkOutcome { network(words) }

/// The folder of the golden files.
let goldenFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appendingPathComponent("Golden").path

/// One command line and every tensor that the framework made.
struct NetworkCase: Decodable, Sendable {
  let args: [String]
  let tensors: [NetworkTensor]

  /// The words behind `network`, with `@NAME` replaced by the path of the input file.
  var words: [String] {
    args.dropFirst().map {
      $0.hasPrefix("@") ? "\(goldenFolder)/inputs/\($0.dropFirst())" : $0
    }
  }

  /// The cases of a golden file, without its header.
  static func all(in name: String) -> [NetworkCase] {
    let data = FileManager.default.contents(atPath: "\(goldenFolder)/\(name).jsonl") ?? Data()
    return data.split(separator: UInt8(ascii: "\n")).dropFirst().map {
      // A line that does not decode must not go missing.
      try! JSONDecoder().decode(NetworkCase.self, from: Data($0))
    }
  }
}

/// One tensor of a golden case.
struct NetworkTensor: Decodable, Sendable {
  let name: String
  let dtype: String
  let shape: [Int]
  /// Whether it comes from draws alone.
  let exact: Bool?
  /// The words, or every `stride`th of them.
  let bits: String?
  let stride: Int?
  /// FNV-1a over all words.
  let checksum: String?

  var patterns: [UInt64] { (bits ?? "").split(separator: " ").compactMap { UInt64($0, radix: 16) } }

  func value(_ pattern: UInt64) -> Double {
    dtype == "float64"
      ? Double(bitPattern: pattern)
      : Double(Float(bitPattern: UInt32(truncatingIfNeeded: pattern)))
  }
}

/// One tensor as regx printed it.
struct MadeTensor: Decodable, Sendable {
  let mode: String
  let dtype: String
  let shape: [Int]
  let data: Nested

  /// The bit patterns of all elements.
  var patterns: [UInt64] {
    data.numbers.map { dtype == "float64" ? $0.bitPattern : UInt64(Float($0).bitPattern) }
  }

  var checksum: String {
    let value = patterns.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ $1) &* 0x100_0000_01b3
    }
    return String(String(value, radix: 16).reversed()).padding(
      toLength: 16, withPad: "0", startingAt: 0
    ).reversed().map(String.init).joined()
  }
}

private struct MadeObject: Decodable { let results: [MadeTensor] }

/// Nested arrays of numbers.
enum Nested: Decodable, Sendable {
  case number(Double)
  case list([Nested])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .list(try container.decode([Nested].self))
    }
  }

  var numbers: [Double] {
    switch self {
    case .number(let number): [number]
    case .list(let items): items.flatMap(\.numbers)
    }
  }
}
