// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Experiments

@Suite struct SweepTests {
  @Test func `the output is the same for any number of threads`() {
    let words = [
      "sweep", "--mode", "dropout,drop-path", "--engine", "torch,torch-mkl", "--seed", "0:2",
      "--p", "0:1:0.25", "--trials", "20", "--figure", "dropped,mean,power,running",
    ]
    for format in ["table", "csv", "json"] {
      let outputs = ["1", "2", "3", "16"].map {
        counted(words + ["--threads", $0, "--format", format]).text
      }
      #expect(outputs[0].split(separator: "\n").count >= 61)
      #expect(Set(outputs).count == 1)
    }
  }

  @Test func `a row is what stats tells`() throws {
    let swept = counted(
      "sweep", "--p", "0.3,0.6", "--mode", "drop-path:bernoulli", "--seed", "4", "--trials", "30",
      "--figure", "dropped,mean,variance", "--format", "json"
    ).rows()
    let told = counted(
      "stats", "--p", "0.6", "--mode", "drop-path:bernoulli", "--seed", "4", "--trials", "30",
      "--format", "json")
    let row = try #require(swept.last)
    #expect(row["dropped"]?.number == told.figure("dropped"))
    #expect(row["dropped_low"]?.number == told.figure("dropped", "low"))
    #expect(row["mean"]?.number == told.figure("mean"))
    #expect(row["variance_error"]?.number == told.figure("variance", "error"))
  }

  @Test(arguments: ["torch", "numpy", "numpy-generator", "jax"], [[], ["--dtype", "float16"]])
  func `text is read in the type of each engine`(engine: String, dtype: [String]) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "sweep-\(UUID().uuidString).csv")
    try Data("0.1,0.2,1.0004882812500002\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let words = ["--input", file.path, "--p", "0.5", "--trials", "5", "--format", "json"] + dtype
    let swept = counted(
      ["sweep", "--engine", "torch,\(engine),numpy", "--figure", "mean"] + words
    ).rows()
    let told = counted(["stats", "--mode", "dropout", "--engine", engine] + words)
    #expect(swept.count == 3)
    #expect(swept[1]["mean"]?.number == told.figure("mean"))
    #expect(swept[1]["mean_theory"]?.number == told.figure("mean", "theory"))
  }

  @Test func `a range has its stop and the numbers that are typed`() {
    let made = counted(
      "sweep", "--p", "0:0.9:0.1,0.95", "--trials", "1", "--format", "csv")
    let column = made.fields.dropFirst().map { $0[3] }
    #expect(
      column == ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "0.95"])
  }

  @Test(arguments: [
    (["--p", "0.9:0:0.1"], "--p '0.9:0:0.1': the range runs backwards; 0:0.9:0.1 does not"),
    (["--p", "0:1:0"], "--p '0:1:0': the step is 0; it must be above 0"),
    (["--p", "0:1:-0.1"], "the step is below 0"),
    (["--p", "0:1"], "a range is start:stop:step, like 0:0.9:0.1"),
    (["--p", "0:1:0.1:2"], "a range is start:stop:step"),
    (["--p", "0:1:x"], "a range is of plain decimal numbers"),
    (["--p", "0:1:1e-3"], "a range is of plain decimal numbers"),
    (["--p", "0:2:0.5"], "must stay between 0 and 1"),
    (["--p", "0:1:0.000000001"], "comes to more than 100000 values; take a larger step"),
    (["--p", "0:1:99999999999999999999"], "a range is of plain decimal numbers"),
    (["--p", ""], "must be a number between 0 and 1"),
    (["--p", "0.5,nan"], "'nan': must be between 0 and 1"),
    (["--seed", "9:0"], "--seed '9:0': the range runs backwards; 0:9 does not"),
    (["--seed", "0:9:0"], "the step is 0; it must be above 0"),
    (["--seed", "-9223372036854775808:9223372036854775807"], "comes to more than 100000 seeds"),
    (["--seed", "a"], "--seed 'a': must be an integer"),
    (["--seed", "-1", "--engine", "numpy"], "--seed '-1'"),
    (["--threads", "0"], "--threads '0': must be from 1 to 1024"),
    (["--trials", "0"], "--trials '0': must be a number of trials"),
    (["--figure", "men"], "did you mean 'mean'?"),
    (["--engine", "torch,jax", "--mode", "drop-path"], "--mode 'drop-path': not on engine 'jax'"),
    (["--seed", "0:9999", "--p", "0:1:0.001"], "come to more than 1000000 runs; take fewer"),
    (["--engine", "jax,numpy", "--vector-math", "libm"], "means nothing to engine 'jax', 'numpy'"),
    (["--engine", "torch,numpy", "--input", "-"], "--input '-': is read once"),
    (["--mode", "dropout,dropout1d", "--shape", "5"], "dropout1d: Expected 2D or 3D input"),
  ])
  func `what is wrong is said with its remedy`(words: [String], message: String) {
    let made = counted(["sweep"] + words)
    #expect(made.code == 2)
    #expect(made.text.isEmpty)
    #expect(made.errors.contains(message), "\(made.errors)")
  }
}
