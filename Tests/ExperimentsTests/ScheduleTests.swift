// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Experiments

/// timm's rates, or a count of live blocks.
private struct ScheduleCase: Decodable {
  let vectorMath: String?
  let rate: String?
  let depths: [Int]?
  let linear: String?
  let stagewise: String?
  let args: [String]?
  let samples: [Int]?
}

@Suite struct ScheduleTests {
  private let cases = statisticsCases("timm-1.0.31-schedule", ScheduleCase.self)

  @Test func `the rates are timm's to the last bit`() throws {
    #expect(cases.count > 130)
    for golden in cases {
      guard let rate = golden.rate, let depths = golden.depths else { continue }
      for (pattern, words) in [("linear", golden.linear), ("stagewise", golden.stagewise)] {
        let schedule = Schedule(
          try #require(SchedulePattern(rawValue: pattern)), rate: try #require(Double(rate)),
          depths: depths, fused: golden.vectorMath == "avx2")
        let expected = try #require(words).split(separator: " ").map { UInt32($0, radix: 16) }
        let made = schedule.rates.map { Float(exactly: $0)?.bitPattern }
        #expect(made == expected, "\(rate) \(depths) \(pattern)")
      }
    }
  }

  @Test func `the kernels' roundings do differ`() {
    let (fused, plain) = (true, false)
    let differing = (2...40).filter {
      Schedule(.linear, rate: 0.3, depths: [$0], fused: fused)
        != Schedule(.linear, rate: 0.3, depths: [$0], fused: plain)
    }
    #expect(!differing.isEmpty)
  }

  @Test func `the live blocks are those of timm's DropPath`() throws {
    let counts = cases.filter { $0.samples != nil }
    #expect(counts.count == 3)
    for golden in counts {
      let samples = try #require(golden.samples)
      let made = counted(
        ["schedule"] + (golden.args ?? []) + ["--show", "depth", "--format", "json"])
      let total = Double(samples.reduce(0, +))
      #expect(
        made.rows("depth").map { $0["counted"]?.number } == samples.map { Double($0) / total })
    }
  }

  @Test(arguments: [
    [0.5], [0.1, 0.9], [1, 1, 1], [0, 0.3, 1], [0.9, 0.8, 0.7, 0.6, 0.5, 0.25, 0.125, 0.99],
    [0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3],
  ])
  func `the distribution is the sum over all outcomes`(keeps: [Double]) {
    var expected = [Double](repeating: 0, count: keeps.count + 1)
    for outcome in 0..<(1 << keeps.count) {
      let terms = keeps.enumerated().map { i, keep in outcome >> i & 1 == 1 ? keep : 1 - keep }
      expected[outcome.nonzeroBitCount] += terms.reduce(1, *)
    }
    let made = PoissonBinomial(keeps)
    for (a, b) in zip(made.probabilities, expected) { #expect(relativeDifference(a, b) < 1e-13) }
    let mean = expected.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    let square = expected.enumerated().reduce(0) {
      $0 + Double($1.offset * $1.offset) * $1.element
    }
    #expect(abs(made.mean - mean) < 1e-13)
    #expect(abs(made.variance - (square - mean * mean)) < 1e-12)
    #expect(relativeDifference(made.all, expected.last ?? 0) < 1e-13)
  }

  @Test func `all tables, and their names in JSON`() {
    let made = counted("schedule", "--format", "json", "--trials", "10", "--depths", "2,1")
    #expect(made.rows("blocks").map { $0["stage"]?.number } == [1, 1, 2])
    #expect(made.rows("depth").count == 4)
    #expect(made.rows("depth_summary").first?["figure"]?.text == "expected")
    #expect(counted("schedule").text.contains("expected   17.100000"))
    #expect(counted("schedule", "--format", "csv").fields[0] == ["block", "stage", "rate", "keep"])
  }

  @Test(arguments: [
    (["--depths", "a"], "must be numbers of blocks, each 1 or more, like 3,3,9,3"),
    (["--depths", ""], "must be numbers of blocks"),
    (["--depths", "3,,3"], "must be numbers of blocks"),
    (["--depths", "3,0"], "must be numbers of blocks"),
    (["--depths", "-1"], "must be numbers of blocks"),
    (["--depths", "9223372036854775807,9223372036854775807"], "comes to more than 10000 blocks"),
    (["--depths", "9223372036854775808"], "must be numbers of blocks"),
    (["--rate", "1.5"], "--rate '1.5': must be between 0 and 1"),
    (["--rate", "nan"], "must be between 0 and 1"),
    (["--trials", "0"], "must be a number of trials, 1 or more"),
    (["--batch", "0"], "must be a number of samples, 1 or more"),
    (["--batch", "9999999999"], "must be at most 1048576; more samples come with more --trials"),
    (["--trials", "2", "--engine", "numpy"], "--engine 'numpy': has no drop_path; count on torch"),
    (["cosine"], "PATTERN 'cosine': must be one of linear, uniform, stagewise"),
    (["--format", "csv", "--show", "blocks,depth"], "--show: CSV holds one table"),
  ])
  func `what is wrong is said with its remedy`(words: [String], message: String) {
    let made = counted(["schedule"] + words)
    #expect(made.code == 2)
    #expect(made.text.isEmpty)
    #expect(made.errors.contains(message), "\(made.errors)")
  }

  @Test(arguments: SchedulePattern.allCases)
  func `the ends of the rate are no trap`(pattern: SchedulePattern) {
    for rate in ["0", "1"] {
      for depths in ["1", "1,1", "40"] {
        let words = ["schedule", pattern.rawValue, "--rate", rate, "--depths", depths]
        #expect(counted(words + ["--trials", "3", "--batch", "2"]).code == 0)
      }
    }
  }
}
