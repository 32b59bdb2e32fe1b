// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Random words and random bytes: whatever comes, an answer and never a trap.
///
/// `REGX_FUZZ` in the environment says how many thousand runs to make of each kind, and
/// `REGX_FUZZ_SEED` where they begin; without them a short run that is always the same.
@Suite struct FuzzTests {
  private static let thousands = number("REGX_FUZZ").map { $0 * 1000 }
  private static let seed = UInt64(number("REGX_FUZZ_SEED") ?? 1)

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  // MARK: - Words

  @Test func `random command lines are answered: done, or one reason why not`() throws {
    let folder = try TemporaryFolder()
    var lines = RandomLines(
      reading: try sampleFiles(in: folder).map { folder($0) }, cases: try cases(in: folder),
      writingTo: folder.path, seed: Self.seed)
    for _ in 0..<(Self.thousands ?? 1500) {
      let words = lines.next()
      let outcome = regx(words)
      #expect(outcome.seconds < 5, "\(words)")
      if outcome.code == 0 { continue }
      // Answered with no: the report is there.
      if outcome.code == 1, Self.checking.contains(words.first ?? "") { continue }
      #expect(outcome.code == 2, "\(words)")
      #expect(outcome.bytes.isEmpty && outcome.errors.hasPrefix("regx"), "\(words)")
      let lines = outcome.errors.split(separator: "\n").filter { !$0.hasPrefix("Try 'regx") }
      // Warnings may stand before the error.
      let reasons = lines.filter { !$0.contains(": warning: ") }
      #expect(reasons.count == 1 || words.isEmpty, "\(words): \(outcome.errors)")
      #expect(!outcome.errors.contains("\u{1b}"), "\(words)")
    }
  }

  /// The commands that answer with yes or no.
  private static let checking: Set = ["diff", "check", "identify"]

  /// A file of two cases for `vectors`.
  private func cases(in folder: TemporaryFolder) throws -> String {
    let cases = ["torch", "numpy"].map {
      #"{"mode": "dropout", "p": 0.5, "seed": 1, "engine": "\#($0)", "shape": [3], "dtype": "float32"}"#
    }
    let text = #"{"cases": [\#(cases.joined(separator: ", "))]}"#
    return try folder.write(Array(text.utf8), to: "cases.json")
  }

  // MARK: - Bytes

  /// A valid file of each format, small and of a few shapes and types.
  private func sampleFiles(in folder: TemporaryFolder) throws -> [String] {
    var names: [String] = []
    for (i, shape) in ["scalar", "3", "2,3", "2,0", "2,1,2"].enumerated() {
      for ending in ["npy", "safetensors", "json", "csv", "txt"] {
        for dtype in ["float32", "float16", "bool"] {
          let name = "\(i).\(dtype).\(ending)"
          let outcome = regx(
            "sample", dtype == "bool" ? "bernoulli" : "randn", "--shape", shape, "--dtype", dtype,
            "-o", folder(name))
          if outcome.code == 0 { names.append(name) }
        }
      }
    }
    let two = regx("compare", "--shape", "2", "-o", folder("two.json"))
    let named = regx("compare", "--shape", "2", "-o", folder("two.safetensors"))
    let printed = regx("compare", "--shape", "2,2", "-o", folder("two.txt"))
    #expect([two, named, printed].allSatisfy { $0.code == 0 })
    return names + ["two.json", "two.safetensors", "two.txt"]
  }

  @Test func `random and damaged files are read or refused, at once and within bounds`() throws {
    let folder = try TemporaryFolder()
    let valid = try sampleFiles(in: folder).map { folder.bytes(of: $0) }
    let names = ["x", "x.npy", "x.safetensors", "x.json", "x.csv", "x.txt"]
    var random = SplitMix64(state: Self.seed)
    for _ in 0..<(Self.thousands.map { 2 * $0 } ?? 2500) {
      let bytes = damaged(valid.randomElement(using: &random)!, valid, &random)
      let name = names.randomElement(using: &random)!
      let path = try folder.write(bytes, to: name)
      let format = ["torch", "hex", "json", "npy"].randomElement(using: &random)!
      let outcome = regx("print", path, "--format", format)
      let text = "\(name) as \(format): \(Data(bytes).base64EncodedString())"
      #expect(outcome.seconds < 5, "\(text)")
      #expect(outcome.code == 0 || outcome.code == 2 && outcome.bytes.isEmpty, "\(text)")
      if outcome.code == 2 {
        let lines = outcome.errors.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 2 && outcome.errors.contains("'\(path)'"), "\(text)")
      } else {
        #expect(outcome.bytes.count < 1 << 20, "\(text)")
      }
    }
  }

  /// Pieces that hurt where they are put.
  private static let pieces: [String] = [
    "[", "]", "[[", "]]", "{", "}", "(", ")", "\"", "\\", "\\u", "\\ud800", "\\ud83d\\ude00", ",",
    ":", "-", "+", ".", "e", "e+", "1e999999999", "1e-999999999", "0x", "nan", "-inf", "Infinity",
    "-Infinity", "NaN", "null", "true", "tensor(", "array(", "...", ", ...,", "dtype=", "size=",
    "# shape:", "dtype:", "# shape: 9223372036854775807,2", "9223372036854775807", "-1", "\n",
    "\r", "\r\n", "\t", " ", "#", ">>> ", "device='cuda:0'", "\u{feff}", "\u{0}", "é", "\u{2028}",
    "'shape': (4294967296, 4294967296)", "(1,)", "()", "<f8", ">f4", "|O", "True", "False",
    "F32", "BF16", "data_offsets", "[0,8]", "__metadata__", "results", "data", "mode", "shape",
    "99999999999999999999", "0000000000000000000000001", "0.0000000000000000000000000000000001",
  ]

  /// One byte many times over: past the reader's lookahead, past its window.
  private static let runs: [(byte: UInt8, count: Int)] = [
    (0, 1), (255, 1), (0x80, 1), (0x93, 1), (0xc3, 1), (0xf0, 1), (255, 8), (0x5b, 70),
    (0x31, 400), (0x20, 5000), (0x39, 5000), (0x23, 5000), (0x22, 5000), (0x0a, 70_000),
    (0x30, 70_000), (0x5b, 300_000),
  ]

  private func damaged(
    _ file: [UInt8], _ all: [[UInt8]], _ random: inout SplitMix64
  ) -> [UInt8] {
    var bytes = file
    if Int.random(in: 0..<12, using: &random) == 0 {
      bytes = (0..<Int.random(in: 0..<300, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
    }
    for _ in 0..<Int.random(in: 0..<6, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      let end = min(place + Int.random(in: 0..<9, using: &random), bytes.count)
      let run = Self.runs.randomElement(using: &random)!
      let piece =
        Int.random(in: 0..<5, using: &random) == 0
        ? [UInt8](repeating: run.byte, count: run.count)
        : Array(Self.pieces.randomElement(using: &random)!.utf8)
      switch Int.random(in: 0..<9, using: &random) {
      case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.removeSubrange(place..<end)
      case 3: bytes.removeSubrange(place...)
      case 4: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 5: bytes.replaceSubrange(place..<end, with: piece)
      case 6:
        let other = all.randomElement(using: &random)!
        bytes.insert(
          contentsOf: other.prefix(.random(in: 0...other.count, using: &random)), at: place)
      default: bytes.insert(contentsOf: piece, at: place)
      }
    }
    return bytes
  }
}
