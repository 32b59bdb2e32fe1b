// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What explain tells is what the draws are.
@Suite struct ExplainTests {
  private func explained(_ words: String) throws -> [String: Any] {
    let outcome = regx(["explain"] + words.split(separator: " ").map(String.init))
    #expect(outcome.code == 0, "\(outcome.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.bytes))
    return try #require(object as? [String: Any])
  }

  private func steps(_ object: [String: Any]) -> [[String: Any]] {
    object["steps"] as? [[String: Any]] ?? []
  }

  @Test func `positions and next words are the generator's own`() throws {
    let made = steps(
      try explained("--format json compare --shape 3,2,2,2 --p 0.33 --seed 2021"))
    #expect(made.map { $0["step"] as? String } == ["input", "drop-path", "dropout"])
    #expect(made.map { $0["position_after"] as? Int } == [24, 27, 75])
    for step in made {
      let position = try #require(step["position_after"] as? Int)
      let words = regx([
        "sample", "bits", "--shape", "2", "--seed", "2021", "--skip", "\(position)", "--format",
        "hex",
      ])
      #expect(words.text.split(separator: "\n").map(String.init) == step["next_words"] as? [String])
    }
    #expect(made.map { $0["dropped"] as? Int } == [nil, 1, 5])
    #expect(made[1]["noise_shape"] as? [Int] == [3, 1, 1, 1])
    #expect(made.map { $0["order"] as? String } == [nil, "input", "noise"])
  }

  @Test(arguments: [
    "torch", "torch-mkl", "torch-2.11", "numpy", "numpy-generator", "jax",
  ])
  func `an element's mask follows from its words by the rule that is told`(engine: String) throws {
    for index in ["0,0", "1,2", "3,4"] {
      let made = try explained(
        "--at \(index) --format json apply --shape 4,5 --p 0.4 --seed 5 --engine \(engine)")
      let trace = try #require((made["at"] as? [[String: Any]])?.first)
      let comparison = try #require(trace["comparison"] as? [String: Any])
      let uniform = try #require(trace["uniform"] as? Double)
      let bound = try #require(comparison["bound"] as? Double)
      let holds =
        switch comparison["relation"] as? String {
        case "<": uniform < bound
        case "<=": uniform <= bound
        default: uniform > bound
        }
      let mask = try #require((trace["mask"] as? [String: Any])?["value"] as? Double)
      #expect((mask == 1) == holds, "\(engine) \(index)")
      let place = index.split(separator: ",").compactMap { Int($0) }
      let plain = regx([
        "apply", "--shape", "4,5", "--p", "0.4", "--seed", "5", "--engine", engine, "--format",
        "hex",
      ]).text.split(separator: "\n")
      let bits = try #require((trace["output"] as? [String: Any])?["bits"] as? String)
      #expect(bits == plain[5 * place[0] + place[1]], "\(engine) \(index)")
    }
  }

  @Test func `the words of an element stand where it says`() throws {
    let made = try explained(
      "--at 2,1 --format json compare --shape 4,5 --p 0.4 --seed 5 --mode drop-path,dropout")
    for trace in made["at"] as? [[String: Any]] ?? [] {
      let position = try #require(trace["position"] as? Int)
      let words = try #require(trace["drawn_words"] as? [String])
      let drawn = regx([
        "sample", "bits", "--shape", "\(words.count)", "--seed", "5", "--skip", "\(position)",
        "--format", "hex",
      ])
      #expect(drawn.text.split(separator: "\n").map(String.init) == words)
    }
  }

  @Test func `earlier calls are the words that they draw`() {
    let line = ["compare", "--shape", "3,2", "--seed", "7", "--format", "hex"]
    // randn(5) takes 12 words, as its pairs are whole; two rands and a dropout take 6, 6 and 8.
    let calls = regx(line + ["--after", "randn 5; 2 * rand 2,3; dropout 0.5 4"])
    let words = regx(line + ["--after", "words 32"])
    #expect(calls.code == 0 && calls.text == words.text, "\(calls.errors)")
    #expect(calls.text != regx(line).text)
  }

  @Test func `two versions part at the mask and never meet`() throws {
    let made = try explained(
      "--format json --against torch-2.6 compare --shape 3,2,2,2 --p 0.33 --seed 2021")
    let against = try #require(made["against"] as? [String: Any])
    #expect(against["first_differing"] as? String == "dropout")
    #expect(against["in_step_again"] is NSNull)
    let same = try explained("--format json --against torch-2.12 apply --shape 3 --seed 1")
    #expect((same["against"] as? [String: Any])?["first_differing"] is NSNull)
  }

  @Test(arguments: [
    ("--at 9,9 apply --shape 2,2", "--at '9,9': is no element"),
    ("--at 0 sample --shape 3", "applies no mode"),
    ("stats", "has no ledger; take one of compare, apply, sample"),
    ("--against rocm apply", "--against 'rocm'"),
    ("apply --after frobnicate", "--after 'frobnicate'"),
    ("apply --engine jax --after words", "--after 'words'"),
    ("apply --engine jax --after rand_3", "--after 'rand_3'"),
  ])
  func `what cannot be explained is refused`(line: String, reason: String) {
    let outcome = regx(["explain"] + line.split(separator: " ").map(String.init))
    #expect(outcome.code == 2 && outcome.text.isEmpty)
    #expect(outcome.errors.contains(reason), "\(outcome.errors)")
  }
}
