// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// regx identify: what it finds, what it will not claim, and that its command line makes Y.
@Suite struct IdentifyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func made(_ name: String, _ words: String) -> String {
    let path = folder(name)
    let outcome = regx(words.split(separator: " ").map(String.init) + ["-o", path])
    #expect(outcome.code == 0, "\(outcome.errors)")
    return path
  }

  private func identified(_ words: [String]) throws -> (code: Int32, object: [String: Any]) {
    let outcome = regx(["identify"] + words + ["--format", "json", "--seeds", "4240:4244"])
    let object = try JSONSerialization.jsonObject(with: Data(outcome.bytes)) as? [String: Any]
    return (outcome.code, try #require(object, "\(outcome.errors)"))
  }

  @Test(arguments: [
    ("dropout", "torch", "0.3"), ("dropout", "torch-mkl", "0.5"), ("dropout", "jax", "0.25"),
    ("dropout:rand-lt", "numpy", "0.4"), ("drop-path:bernoulli", "torch", "0.5"),
    ("dropout", "torch-cuda", "0.3"), ("dropout", "torch-compile", "0.3"),
    ("dropout", "mlx", "0.3"), ("dropout", "tensorflow", "0.3"), ("dropout", "keras-jax", "0.3"),
    ("dropout", "triton", "0.3"),
  ])
  func `the command that it prints makes Y`(mode: String, engine: String, p: String) throws {
    let x = made("x.npy", "sample randn --shape 60,8 --seed 1")
    let y = made(
      "y.npy",
      "apply --mode \(mode) --engine \(engine) --p \(p) --seed 4242 --dtype float32 --input \(x)")
    let (code, object) = try identified([x, y, "--engine", engine])
    #expect(code == 0 && object["verdict"] as? String == "identified", "\(object)")
    let candidates = try #require(object["candidates"] as? [[String: Any]])
    let first = try #require(candidates.first)
    #expect(first["seed"] as? String == "4242" && first["engine"] as? String == engine)
    let command = try #require(first["command"] as? String)
    let again = folder("again.npy")
    let words = command.split(separator: " ").dropFirst().map(String.init)
    #expect(regx(words + ["-o", again]).code == 0, "\(command)")
    #expect(regx("diff", again, y).code == 0, "\(command)")
  }

  @Test func `printed text is enough for a seed`() throws {
    let printed = folder("y.txt")
    let text = regx("apply", "--shape", "4,6", "--p", "0.33", "--seed", "4242").text
    try text.write(toFile: printed, atomically: true, encoding: .utf8)
    let (code, object) = try identified(["rand", printed, "--engine", "torch"])
    #expect(code == 0, "\(object)")
    let candidates = try #require(object["candidates"] as? [[String: Any]])
    #expect(candidates.first?["seed"] as? String == "4242")
  }

  @Test func `what cannot be told is not claimed`() throws {
    let x = made("x.npy", "sample randn --shape 40 --seed 1")
    let (same, identity) = try identified([x, x])
    #expect(same == 1 && identity["verdict"] as? String == "undetermined")
    let other = made("o.npy", "sample randn --shape 40 --seed 2")
    let (none, nothing) = try identified([x, other])
    #expect(none == 1 && nothing["verdict"] as? String == "unexplained")
  }

  @Test(arguments: [
    (["identify", "/no/such.npy"], "no such file"),
    (["identify", "rand", "/no/such.npy"], "no such file"),
    (["identify", "a", "b", "c"], "surplus"), (["identify"], "missing"),
    (["identify", "[1,0]", "--engine", "torch-rocm"], "torch-rocm"),
    (["identify", "x", "--seeds", "5:1"], "must be seeds"),
    (["identify", "x", "--positions", "a"], "must be A:B"),
  ])
  func `what is wrong is refused`(words: [String], reason: String) {
    let outcome = regx(words)
    #expect(outcome.code == 2 && outcome.text.isEmpty)
    #expect(outcome.errors.contains(reason), "\(outcome.errors)")
  }

  @Test func `the command takes X in the type that Y has`() throws {
    let x = made("x.npy", "sample arange --shape 60,7 --dtype float16")
    let y = made("y.npy", "apply --mode drop-path --seed 4242 --dtype float32 --input \(x)")
    let (code, object) = try identified([x, y, "--mode", "drop-path", "--engine", "torch"])
    let candidates = try #require(object["candidates"] as? [[String: Any]])
    let command = try #require(candidates.first?["command"] as? String)
    #expect(code == 0 && command.contains("--dtype float32"), "\(command)")
    let again = folder("again.npy")
    let words = command.split(separator: " ").dropFirst().map(String.init)
    #expect(regx(words + ["-o", again]).code == 0 && regx("diff", again, y).code == 0)
  }

  @Test(arguments: [
    ("[1, NaN, 0.5, 2, 3]", "[2, NaN, 0, 4, 6]"), ("[0.5, Infinity, 1]", "[1, Infinity, 0]"),
    ("[NaN, NaN]", "[NaN, 0]"), ("rand", "[0, -1.5, 0.25]"), ("rand", "[0, NaN, -Infinity]"),
    ("randn", "[0, -1.5, 1e300]"), ("[-0.5, 3e38]", "[-0.0, 1e308]"),
  ])
  func `numbers that no draw gives are answered`(x: String, y: String) throws {
    let y = try folder.write(Array(y.utf8), to: "y.json")
    let x = x.hasPrefix("[") ? try folder.write(Array(x.utf8), to: "x.json") : x
    for engine in ["torch", "torch-mkl", "numpy", "jax"] {
      #expect([0, 1].contains(try identified([x, y, "--engine", engine]).code))
    }
  }
}
