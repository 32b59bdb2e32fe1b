// SPDX-License-Identifier: Apache-2.0

import Foundation
import RandomStreams
import TensorCore
import Testing

@testable import Regularization

/// A generator and the calls recorded on it; Tests/Golden/engines/recording.py says how.
struct EngineGoldenLine: Decodable, Sendable, CustomTestStringConvertible {
  struct Call: Decodable, Sendable {
    let call: String
    let dtype: String
    let shape: [Int]
    let bits: [String]
    let hash: String?
    let p: String?
    let low: String?
    let high: String?

    /// A number that is recorded by its bits.
    func double(_ key: KeyPath<Call, String?>) throws -> Double {
      Double(bitPattern: try #require(self[keyPath: key].flatMap { UInt64($0, radix: 16) }))
    }

    /// Whether these are the elements, of NaN the one that stands for all.
    func matches(_ values: [UInt64]) -> Bool {
      let values = values.map(canonical)
      let expected = bits.map { UInt64($0, radix: 16)! }
      guard let hash else { return values == expected }
      let digest = values.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01b3 }
      return values.starts(with: expected) && String(digest, radix: 16) == hash
    }

    private func canonical(_ bits: UInt64) -> UInt64 {
      switch dtype {
      case "float16": bits & 0x7fff > 0x7c00 ? 0x7e00 : bits
      case "bfloat16": bits & 0x7fff > 0x7f80 ? 0x7fc0 : bits
      case "float32": bits & 0x7fff_ffff > 0x7f80_0000 ? 0x7fc0_0000 : bits
      case "float64": bits & (.max >> 1) > 0x7ff << 52 ? 0x7ff8 << 48 : bits
      default: bits
      }
    }
  }

  let engine: String
  let seed: String
  let call: UInt64?
  let opSeed: Int64?
  let calls: [Call]

  var testDescription: String { "\(engine) \(seed) \(calls.map { "\($0.call) \($0.dtype)" })" }

  /// The lines of a file in Tests/Golden/engines, without its header; `REGX_LIVE_ENGINES` names a
  /// folder with others of the same names.
  static func lines(of name: String) -> [EngineGoldenLine] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let folder =
      ProcessInfo.processInfo.environment["REGX_LIVE_ENGINES"]
      .map { URL(filePath: $0) } ?? tests.appending(path: "Golden/engines")
    let text = try! String(contentsOf: folder.appending(path: name), encoding: .utf8)
    return text.split(separator: "\n").dropFirst().map {
      try! JSONDecoder().decode(EngineGoldenLine.self, from: Data($0.utf8))
    }
  }
}

/// An element type of the golden files: its bits, and the pattern that dropouts are given.
protocol PatternScalar: DrawableScalar {
  var patternBits: UInt64 { get }
  static func pattern(_ index: UInt64) -> Self
}

extension Float: PatternScalar {
  var patternBits: UInt64 { UInt64(bitPattern) }
  static func pattern(_ index: UInt64) -> Float {
    Float(bitPattern: UInt32(truncatingIfNeeded: index &* 2_654_435_761))
  }
}
extension Double: PatternScalar {
  var patternBits: UInt64 { bitPattern }
  static func pattern(_ index: UInt64) -> Double {
    Double(bitPattern: index &* 11_400_714_819_323_198_485)
  }
}
extension Float16: PatternScalar {
  var patternBits: UInt64 { UInt64(bitPattern) }
  static func pattern(_ index: UInt64) -> Float16 {
    Float16(bitPattern: UInt16(Float.pattern(index).bitPattern >> 16))
  }
}
extension BFloat16: PatternScalar {
  var patternBits: UInt64 { UInt64(bitPattern) }
  static func pattern(_ index: UInt64) -> BFloat16 {
    BFloat16(bitPattern: UInt16(Float.pattern(index).bitPattern >> 16))
  }
}

/// The type of a golden file's name.
func patternType(_ dtype: String) throws -> any PatternScalar.Type {
  switch dtype {
  case "float32": Float.self
  case "float64": Double.self
  case "float16": Float16.self
  default: try #require(dtype == "bfloat16" ? BFloat16.self : nil)
  }
}

/// A tensor's bits, read whole, and whether parts of it are the same.
func readBits<Element: PatternScalar>(_ source: any Source<Element>) throws -> [UInt64] {
  var source = source
  let count = source.shape.count
  let whole = try source.elements(0..<count).map(\.patternBits)
  var random = PCG64(initialState: UInt128(count), sequence: 2)
  for _ in 0..<3 where count > 0 {
    let places = [0, 1].map { _ in Int(random.next() % UInt64(count + 1)) }.sorted()
    let part = try source.elements(places[0]..<places[1]).map(\.patternBits)
    #expect(part == Array(whole[places[0]..<places[1]]), "a part is not that of the whole")
  }
  return whole
}
