// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite struct StatisticsCommandTests {
  @Test func `the table is for reading`() {
    let made = counted("stats", "--p", "0.3", "--trials", "1000", "--seed", "2021")
    #expect(made.code == 0)
    #expect(made.errors.isEmpty)
    let lines = made.text.split(separator: "\n")
    #expect(lines[0] == "# dropout on torch, seed 2021, p = 0.3, 1000 trials")
    #expect(lines[1] == "figure         value    theory     error       low      high")
    #expect(lines.count == 13)
  }

  @Test func `evaluation shows the scale that was forgotten or applied twice`() throws {
    let made = counted(
      "stats", "--p", "0.25", "--rule", "inverted,vanilla,none,twice,divide-by-p,keep-for-drop",
      "--format", "json")
    let ratios = made.rows().map { $0["ratio_theory"]?.number ?? .nan }
    for (ratio, expected) in zip(ratios, [1, 1, 4.0 / 3, 0.75, 1.0 / 3, 3]) {
      #expect(relativeDifference(ratio, expected) < 1e-14)
    }
    #expect(ratios.count == 6)
  }

  @Test func `the inverted rule is dropout itself`() {
    let words = ["stats", "--p", "0.2", "--seed", "9", "--format", "json"]
    let rule = counted(words + ["--rule", "inverted"]).rows()
    let plain = counted(words)
    #expect(rule[0]["dropped"]?.number == plain.figure("dropped"))
    let mean = rule[0]["training"]?.number ?? .nan
    #expect(relativeDifference(mean, plain.figure("mean") ?? 0) < 1e-7)
  }

  @Test func `a batch norm learns a variance that evaluation does not have`() throws {
    let made = counted(
      "stats", "--variance-shift", "--shape", "64,100", "--input", "randn", "--p", "0:0.5:0.25",
      "--trials", "200", "--format", "json")
    let rows = made.rows()
    #expect(rows.map { $0["p"]?.number } == [0, 0.25, 0.5])
    for (row, keep) in zip(rows, [1, 0.75, 0.5]) {
      let shift = try #require(row["shift"]?.number)
      #expect(abs(shift - keep) < 0.01)
    }
  }

  @Test func `output is the same bytes every time, in all formats`() {
    for format in ["table", "csv", "json"] {
      let words = ["stats", "--mode", "alpha-dropout", "--trials", "50", "--format", format]
      #expect(counted(words).text == counted(words).text)
    }
  }

  @Test(arguments: [
    (["--trials", "0"], "--trials '0': must be a number of trials, 1 or more"),
    (["--trials", "9223372036854775808"], "must be a number of trials, 1 or more"),
    (["--trials", "1e6"], "must be a number of trials, 1 or more"),
    (["--confidence", "1"], "must be between 0 and 1, both excluded"),
    (["--p", "0.1,0.2"], "--p: takes one p here; 'regx sweep' goes over several"),
    (["--p", "0.1", "--keep-prob", "0.9"], "--keep-prob: is --p said the other way"),
    (["--shape", "0,3"], "--shape '0,3': has no elements to count; give extents above 0"),
    (["--running", "--per-element"], "--per-element and --running are tables of their own"),
    (["--mode", "drop-block:timm", "--rule", "none"], "--rule: 'drop-block:timm' has no such"),
    (["--per-element", "--shape", "2000,2000"], "a row for each of 4000000 elements is too many"),
    (["--mode", "dropout:linen"], "--mode 'dropout:linen': not on engine 'torch'; it is on jax"),
    (["--block-size", "3"], "--block-size: means nothing to 'dropout'"),
    (["--mode", "dropout1d", "--shape", "2"], "dropout1d: Expected 2D or 3D input"),
    (["--mode", "gaussian-dropout", "--p", "1"], "at p = 1 the noise would have infinite"),
    (["--rule", "invertd"], "did you mean 'inverted'?"),
    (["--format", "npy"], "--format 'npy': must be one of table, csv, json"),
  ])
  func `what is wrong is said with its remedy`(words: [String], message: String) {
    let made = counted(["stats"] + words)
    #expect(made.code == 2)
    #expect(made.text.isEmpty)
    #expect(made.errors.contains(message), "\(made.errors)")
  }

  @Test(
    arguments: ["0", "1"],
    [
      "dropout", "vanilla-dropout", "drop-path", "drop-path:bernoulli", "drop-path:rand-gt",
      "drop-path:article-module", "alpha-dropout", "stochastic-depth:batch", "dropout2d",
    ])
  func `the ends of p are no trap`(p: String, mode: String) {
    for view in [[], ["--running"], ["--per-element"], ["--variance-shift"]] {
      for trials in ["1", "3"] {
        let words = ["stats", "--mode", mode, "--p", p, "--trials", trials] + view
        #expect(counted(words).code == 0, "\(words)")
        #expect(!counted(words + ["--format", "json"]).json.isEmpty, "\(words)")
      }
    }
    let rules = "inverted,vanilla,none,twice,divide-by-p,keep-for-drop,both-mistakes"
    if mode != "alpha-dropout" {
      #expect(
        counted("stats", "--mode", mode, "--p", p, "--rule", rules, "--trials", "2").code == 0)
    }
  }

  @Test func `a warning of the original is said once`() {
    let made = counted("stats", "--mode", "dropout2d", "--shape", "2,3,4", "--trials", "5")
    #expect(made.code == 0)
    #expect(made.errors.split(separator: "\n").count == 1)
    #expect(made.errors.contains("warning: dropout2d: Received a 3D input"))
  }
}
