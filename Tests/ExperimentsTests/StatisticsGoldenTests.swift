// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Experiments

/// What came of trials in the real framework.
private struct TrialsCase: Decodable {
  let args: [String]
  let dropped: Int
  let draws: Int
  let zeros: Int
  let elements: Int
  let mean: Double
  let variance: Double
  let batch: Double
}

@Suite struct StatisticsGoldenTests {
  @Test(arguments: [("torch-2.13.0-trials", 15), ("jax-0.10.2-trials", 3)])
  func `the trials are the framework's calls in a row`(file: String, least: Int) throws {
    let cases = statisticsCases(file, TrialsCase.self)
    #expect(cases.count >= least)
    for golden in cases {
      let made = counted(golden.args + ["--format", "json", "--quiet"])
      #expect(made.code == 0, "\(made.errors)")
      // Counts exactly; a sum in another order may differ in its last bits.
      #expect(
        made.figure("dropped") == Double(golden.dropped) / Double(golden.draws), "\(golden.args)")
      #expect(
        made.figure("zeros") == Double(golden.zeros) / Double(golden.elements), "\(golden.args)")
      for (name, expected) in [
        ("mean", golden.mean), ("variance", golden.variance), ("batch", golden.batch),
      ] {
        let value = try #require(made.figure(name))
        #expect(relativeDifference(value, expected) < 1e-12, "\(golden.args) \(name)")
      }
    }
  }

  @Test func `the first trial is what apply prints`() throws {
    let words = ["--mode", "dropout", "--shape", "3,4", "--p", "0.4", "--seed", "5"]
    let applied = counted(["apply"] + words + ["--format", "csv"])
    let values = applied.text.split(whereSeparator: { ",\n".contains($0) })
      .compactMap { Float($0) }.suffix(12)
    let tried = counted(
      ["stats"] + words + ["--trials", "1", "--per-element", "--format", "json"])
    #expect(tried.rows().map { Float($0["mean"]?.number ?? .nan) } == Array(values))
  }

  @Test func `running figures end in the figures over all trials`() throws {
    let words = ["stats", "--mode", "drop-path", "--trials", "37", "--format", "json"]
    let running = counted(words + ["--running"]).rows()
    #expect(running.map { $0["trials"]?.number } == [1, 2, 5, 10, 20, 37])
    let whole = counted(words)
    #expect(running.last?["mean"]?.number == whole.figure("mean"))
    #expect(running.last?["error"]?.number == whole.figure("mean", "error"))
    #expect(running.first?["error"]?.number == nil)
  }

  @Test(arguments: [1, 2, 5, 9, 10, 11, 1_000_000, Int.max])
  func `checkpoints rise and end with the last trial`(last: Int) {
    let made = Array(RunningCheckpoints(upTo: last))
    #expect(made.last == last)
    #expect(zip(made, made.dropFirst()).allSatisfy { $0 < $1 })
    #expect(made.count < 60)
  }
}
