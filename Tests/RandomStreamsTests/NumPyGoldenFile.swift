// Reading the golden files of the NumPy and JAX generators; make_streams.py describes them.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RandomStreams
import Testing

/// One generator and the calls recorded on it.
struct GoldenLine: Decodable, Sendable, CustomTestStringConvertible {
  struct Call: Decodable, Sendable {
    let call: String
    let count: Int
    let arguments: [String]
    let bits: [String]
    let hash: String?
    let place: Int?

    var recorded: RecordedCall {
      RecordedCall(name: call, arguments: arguments.map { UInt64($0, radix: 16)! }, count: count)
    }

    func matches(_ values: [UInt64]) -> Bool {
      let expected = bits.map { UInt64($0, radix: 16)! }
      guard let hash else { return values == expected }
      return values.starts(with: expected) && String(fnv(values), radix: 16) == hash
    }
  }

  struct Step: Decodable, Sendable {
    let step: String
    let index: UInt64
    let module: UInt32?
    let path: [String]?
  }

  let engine: String
  let seed: String
  let calls: [Call]
  let path: [Step]?
  let key: [UInt32]?

  var testDescription: String {
    "\(engine) \(seed.prefix(20)) \((path ?? []).map(\.step)) \(calls.map(\.call))"
  }

  /// The lines of a file in the folder Golden, without its header.
  static func lines(of name: String) -> [GoldenLine] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    let text = try! String(contentsOf: folder.appending(path: name), encoding: .utf8)
    return text.split(separator: "\n").dropFirst().map {
      try! JSONDecoder().decode(GoldenLine.self, from: Data($0.utf8))
    }
  }
}

/// The FNV-1a hash of values as eight bytes each, low byte first.
func fnv(_ values: [UInt64]) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for value in values {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      hash = (hash ^ value >> shift & 0xff) &* 0x100_0000_01b3
    }
  }
  return hash
}
