// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What the networks say, and what they refuse.
@Suite struct NetworksTests {
  @Test func `a skipped block gives back its input in every bit`() {
    let outcome = network(
      "bottleneck", "--shape", "3,8,5,5", "--blocks", "6", "--seed", "2021", "--p", "0.4")
    #expect(outcome.code == 0)
    let lines = outcome.text.split(separator: "\n")
    #expect(lines.count == 6)
    for line in lines where line.contains("skipped") {
      #expect(line.hasSuffix("(output equals input in every bit)"), "\(line)")
    }
    #expect(lines.contains { $0.contains("skipped") })
  }

  @Test func `an input of negative zeros is told apart`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "regx-\(UUID().uuidString).json"
    ).path
    let channels = Array(repeating: "[[-0.0, -0.0]]", count: 4).joined(separator: ", ")
    try "{\"dtype\": \"float32\", \"shape\": [1, 4, 1, 2], \"data\": [[\(channels)]]}"
      .write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let outcome = network("bottleneck", "--input", path, "--blocks", "1", "--p", "1")
    #expect(outcome.text == "block 1: skipped 0 (output differs from input in 8 elements)\n")
  }

  @Test(arguments: [
    (["--p", "1"], "block 1: skipped 0 1"), (["--p", "0"], "block 1: kept 0 1"),
    (["--eval"], "block 1: kept 0 1"), (["--eval", "--train", "--p", "1"], "block 1: skipped 0 1"),
    (["--p", "1", "--drop-path", "article-module"], "block 1: kept 0 1"),
    (["--p", "1", "--rates", "linear"], "block 1: kept 0 1"),
  ])
  func `a block is skipped as its flags say`(flags: [String], start: String) {
    let outcome = network(["bottleneck", "--shape", "2,4,3,3", "--blocks", "1"] + flags)
    #expect(outcome.text.hasPrefix(start), "\(outcome.text)\(outcome.errors)")
  }

  @Test func `in evaluation vanilla dropout scales what the next layer is given`() {
    let vanilla = network(
      "mlp", "--rule", "vanilla", "--phase", "test", "--show", "layer", "--format", "hex")
    let inverted = network(
      "mlp", "--rule", "inverted", "--phase", "test", "--show", "layer", "--format", "hex")
    // The first layer is the same; the second is given half as much.
    #expect(vanilla.text.split(separator: "#")[0] == inverted.text.split(separator: "#")[0])
    #expect(vanilla.text != inverted.text)
  }

  @Test func `a single tensor stands without a heading`() {
    let outcome = network("mlp", "--phase", "test", "--show", "output")
    #expect(outcome.text.hasPrefix("tensor("))
  }

  @Test func `words and tensors stand in one JSON object`() throws {
    let outcome = network(
      "bottleneck", "--shape", "2,4,2,2", "--show", "blocks,output", "--format", "json")
    let object =
      try JSONSerialization.jsonObject(with: Data(outcome.bytes)) as? [String: Any] ?? [:]
    #expect((object["blocks"] as? [Any])?.count == 4)
    #expect((object["results"] as? [Any])?.count == 1)
  }
}
