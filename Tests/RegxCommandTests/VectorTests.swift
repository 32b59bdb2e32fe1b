// SPDX-License-Identifier: Apache-2.0

import Foundation
import TensorCore
import TensorFormats
import Testing

@testable import RegxCommand

/// What a manifest tells.
private struct Manifest: Decodable {
  struct File: Decodable {
    let name: String
    let sha256: String
    let dtype: String
    let shape: [Int]
  }
  struct Positions: Decodable {
    let input: Int
    let mode: Int
    let after: Int
  }
  struct Case: Decodable {
    let mode: String
    let p: Double
    let seed: String
    let engine: String
    let shape: [Int]
    let dtype: String
    let input: String
    let training: Bool
    let positions: Positions?
    let next: [String]?
    let key: [String]?
    let files: [String: File]
  }
  let schema: Int
  let cases: [Case]
}

@Suite struct VectorTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func manifest(_ name: String) throws -> Manifest {
    try JSONDecoder().decode(
      Manifest.self, from: Data(folder.bytes(of: "\(name)/manifest.json")))
  }

  private func cases(_ text: String) throws -> String {
    try folder.write(Array("{\"cases\": [\(text)]}".utf8), to: "cases.json")
  }

  private static let one =
    "{\"mode\": \"dropout\", \"p\": 0.33, \"seed\": 2021, \"engine\": \"torch\","
    + " \"shape\": [3, 2, 2, 2], \"dtype\": \"float32\"}"

  @Test func `a case has the bytes that apply writes, their sums, and what comes next`() throws {
    let outcome = regx("vectors", folder("v"), "--cases", try cases(Self.one))
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.text.isEmpty)
    let manifest = try manifest("v")
    #expect(manifest.schema == 1)
    let item = try #require(manifest.cases.first)
    #expect((item.mode, item.seed, item.engine) == ("dropout", "2021", "torch"))
    #expect(item.shape == [3, 2, 2, 2])
    #expect(Set(item.files.keys) == ["input", "mask", "noise", "output"])
    for (part, file) in item.files {
      let bytes = folder.bytes(of: "v/\(file.name)")
      let applied = regx(
        "apply", "--p", "0.33", "--seed", "2021", "--show", part, "--format", "npy")
      #expect(bytes == applied.bytes, "\(part)")
      #expect(SHA256.hexadecimal(SHA256.digest(of: bytes)) == file.sha256)
    }
    let positions = try #require(item.positions)
    #expect((positions.input, positions.mode, positions.after) == (0, 24, 72))
    let next = regx(
      "sample", "bits", "--shape", "2", "--seed", "2021", "--skip", "72", "--format", "hex")
    #expect(item.next == next.text.split(separator: "\n").map(String.init))
    #expect(item.key == nil)
  }

  @Test func `bfloat16 is stored as its bits`() throws {
    let text = Self.one.replacingOccurrences(of: "float32", with: "bfloat16")
    #expect(regx("vectors", folder("v"), "--cases", try cases(text)).code == 0)
    let file = try #require(try manifest("v").cases.first?.files["output"])
    #expect(file.dtype == "bfloat16")
    let stored = try NPY.open(ByteSource(folder.bytes(of: "v/\(file.name)")))
    let numbers = try #require(stored as? any Source<UInt16>)
    let applied = regx(
      "apply", "--p", "0.33", "--seed", "2021", "--dtype", "bfloat16", "--format", "hex")
    let hex = try numbers[0..<24].map { hexadecimal($0) }
    #expect(hex == applied.text.split(separator: "\n").map(String.init))
  }

  private func hexadecimal(_ word: UInt16) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  @Test func `a manifest is a file of cases, and gives the same bytes again`() throws {
    let other =
      "{\"mode\": \"drop-path\", \"p\": 0.5, \"seed\": \"-1\", \"engine\": \"torch-2.6\","
      + " \"shape\": [7, 2], \"dtype\": \"float16\", \"input\": \"ones\", \"training\": false}"
    let list = try cases("\(Self.one), \(other)")
    #expect(regx("vectors", folder("v"), "--cases", list).code == 0)
    #expect(regx("vectors", folder("w"), "--cases", folder("v/manifest.json")).code == 0)
    #expect(folder.bytes(of: "v/manifest.json") == folder.bytes(of: "w/manifest.json"))
    #expect(try manifest("v").cases.count == 2)
  }

  @Test func `an engine of keys has a key and no positions`() throws {
    let text = Self.one.replacingOccurrences(of: "torch", with: "jax")
    #expect(regx("vectors", folder("v"), "--cases", try cases(text)).code == 0)
    let item = try #require(try manifest("v").cases.first)
    #expect(item.key == ["00000000", "000007e5"])
    #expect(item.positions == nil && item.next == nil)
  }

  @Test func `the built-in cases cover the catalogues and the sizes`() {
    let cases = VectorCase.builtIn
    let pairs = Set(cases.map { "\($0.engine.name) \($0.mode.name)" })
    #expect(Set(cases.map(\.engine.name)) == Set(Engine.catalogue.map(\.name)))
    #expect(Set(cases.map(\.mode.name)) == Set(Mode.catalogue.map(\.name)))
    // A mode is what it is on the engine's framework, not what has the same name elsewhere.
    #expect(cases.allSatisfy { $0.mode.frameworks.contains($0.engine.framework) })
    #expect(
      cases.allSatisfy { $0.mode.formula == $0.mode.on($0.engine.framework).formula })
    for size in [0, 1, 15, 16, 17, 623, 624, 625, 1248, 1249] {
      let found = cases.count { $0.mode.name == "dropout" && $0.shape.extents == [size] }
      #expect(found > 0, "\(size)")
    }
    #expect(Set(cases.map { "\($0.engine.name)/\($0.name)" }).count == cases.count)
    for name in ["torch dropout", "torch-mkl drop-path", "jax dropout:nnx", "torch-1.13 dropout"] {
      #expect(pairs.contains(name), "\(name)")
    }
    #expect(pairs.contains("numpy dropout:binomial") || pairs.contains("numpy dropout"))
  }

  @Test func `all of them are made, the same twice`() throws {
    #expect(regx("vectors", folder("v")).code == 0)
    #expect(regx("vectors", folder("w")).code == 0)
    #expect(folder.bytes(of: "v/manifest.json") == folder.bytes(of: "w/manifest.json"))
    let manifest = try manifest("v")
    #expect(manifest.cases.count == VectorCase.builtIn.count)
    for file in manifest.cases.flatMap(\.files.values) {
      #expect(FileManager.default.fileExists(atPath: folder("v/\(file.name)")), "\(file.name)")
    }
    // The list itself has not changed, in debug and in release and on every machine.
    #expect(
      SHA256.hexadecimal(SHA256.digest(of: folder.bytes(of: "v/manifest.json")))
        == "3c154ee28beafb8510e23eb48d0a085c9ce989da16c42070f03288faadaaea5d")
  }

  @Test func `what is there is never written over`() throws {
    let list = try cases(Self.one)
    let full = folder("full")
    try FileManager.default.createDirectory(atPath: full, withIntermediateDirectories: false)
    _ = try folder.write([1], to: "full/mine")
    _ = try folder.write([1], to: "file")
    let names = folder.names
    for (target, message) in [
      (full, "is a folder that is not empty"), (folder("file"), "is a file"),
      (folder("none/v"), "does not exist"),
    ] {
      let outcome = regx("vectors", target, "--cases", list)
      #expect(outcome.code == 2)
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(folder.names == names)
    }
    // An empty folder is filled.
    let empty = folder("empty")
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: false)
    #expect(regx("vectors", empty + "/", "--cases", list).code == 0)
    #expect(!folder.bytes(of: "empty/manifest.json").isEmpty)
  }

  @Test func `a case that fails leaves nothing behind`() throws {
    let refused = Self.one.replacingOccurrences(of: "\"dropout\"", with: "\"drop-connect\"")
    let list = try cases("\(Self.one), \(refused)")
    let names = folder.names
    let outcome = regx("vectors", folder("v"), "--cases", list)
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("case 2: mode 'drop-connect'"), "\(outcome.errors)")
    #expect(folder.names == names)
  }

  @Test(arguments: [
    ("[]", "must be a JSON object with a list 'cases'"), ("{}", "a list 'cases'"),
    ("{\"cases\": [1]}", "case 1: is no object"),
    ("{\"cases\": [{}]}", "case 1: has no 'engine', which must be one of torch, "),
    ("{\"cases\": [\(one), \(one)]}", "case 2 is case 1 again"),
    ("{\"cases\": [{\"speed\": 1}]}", "'speed' is none of mode, p, seed"), ("", "is empty"),
    (
      "{\"cases\": [\(one.replacingOccurrences(of: "0.33", with: "1.5"))]}",
      "'p' '1.5': must be a number from 0 to 1"
    ),
    (
      "{\"cases\": [\(one.replacingOccurrences(of: "[3,", with: "[-3,"))]}",
      "'shape' must be a list"
    ),
    ("{\"cases\": [\(one.replacingOccurrences(of: "2021", with: "\"x\""))]}", "seed"),
  ])
  func `a file of cases that is wrong is refused`(text: String, message: String) throws {
    let path = try folder.write(Array(text.utf8), to: "wrong.json")
    let outcome = regx("vectors", folder("v"), "--cases", path)
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(folder.names == ["wrong.json"])
  }
}
