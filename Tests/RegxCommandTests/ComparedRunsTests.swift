// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// compare over several engines and seeds.
@Suite struct ComparedRunsTests {
  private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

  @Test func `each column is what the engine gives by itself`() throws {
    let line = words("compare --shape 3,4 --seed 5 --p 0.3 --mode dropout,drop-path:bernoulli")
    let both = regx(line + ["--engine", "torch,torch-2.6", "--format", "json"])
    let object = try JSONSerialization.jsonObject(with: Data(both.bytes)) as? [String: Any]
    let results = try #require(object?["results"] as? [[String: Any]])
    #expect(results.count == 4)
    for engine in ["torch", "torch-2.6"] {
      let one = regx(line + ["--engine", engine, "--format", "json"])
      let alone = try JSONSerialization.jsonObject(with: Data(one.bytes)) as? [String: Any]
      let expected = try #require(alone?["results"] as? [[String: Any]])
      let made = results.filter { $0["engine"] as? String == engine }
      #expect(made.map { $0["data"] as? NSArray } == expected.map { $0["data"] as? NSArray })
    }
  }

  @Test func `the line below counts the draws in which the masks agree`() throws {
    let line = words("compare dropout --shape 2,3 --input ones --p 0.5 --engine torch,torch-2.6")
    let masks = try ["torch", "torch-2.6"].map { engine in
      let text = regx(
        words("apply dropout --shape 2,3 --input ones --p 0.5 --format hex --engine \(engine)")
      ).text
      let bits = text.split(separator: "\n")
      return try #require(bits.count == 6 ? bits : nil)
    }
    let agreeing = zip(masks[0], masks[1]).count { $0 == $1 }
    let first = try #require(zip(masks[0], masks[1]).enumerated().first { $1.0 != $1.1 }?.offset)
    let tenths = agreeing * 1000 / 6
    let expected =
      "torch-2.6: masks agree in \(tenths / 10).\(tenths % 10) % of 6 draws, first difference at"
      + " [\(first / 3), \(first % 3)]"
    #expect(regx(line).text.split(separator: "\n").last.map(String.init) == expected)
  }

  @Test func `a list is several seeds, but on NumPy's engines, where it is one`() {
    #expect(
      regx(words("compare dropout --shape 2 --seed 1,2")).text.contains("seed 2: masks agree"))
    #expect(
      !regx(words("compare dropout --engine numpy --shape 2 --seed 1,2")).text.contains("seed"))
  }

  @Test func `apply over several seeds applies the mode that it applies to one`() {
    let text = regx(words("apply --shape 3 --seed 0:1")).text
    #expect(text.contains("# Dropout, seed 0") && !text.contains("DropPath"))
  }

  @Test(arguments: [
    ("compare --engine torch,frobnicate", "--engine"), ("compare --seed 1,x", "--seed"),
    ("compare --seed 3:1", "runs backwards"),
    ("explain compare --engine torch,mlx", "take one each here"),
    ("compare --engine torch,jax --mode drop-path", "not on engine 'jax'"),
    ("compare --engine torch,torch-2.6 --slice 0:2", "are parts of one run's tensors"),
  ])
  func `what cannot be compared is refused`(line: String, reason: String) {
    let outcome = regx(words(line))
    #expect(outcome.code == 2 && outcome.text.isEmpty)
    #expect(outcome.errors.contains(reason), "\(outcome.errors)")
  }
}
