// SPDX-License-Identifier: Apache-2.0

import TensorCore
import Testing

/// A file written by several threads has the bytes that one thread writes.
@Suite struct ThreadTests {
  private static let planes = "13,7,22,30"
  private static let count = 13 * 7 * 22 * 30

  /// Compares the file that each number of threads writes with what one thread writes to a pipe.
  private func compare(_ words: [String], format: String = "npy") throws {
    let folder = try TemporaryFolder()
    let piped = regx(words + ["--format", format, "--threads", "1"])
    #expect(piped.code == 0, "\(words): \(piped.errors)")
    for threads in ["2", "16"] {
      let file = words + ["-o", folder("y.\(format)"), "--threads", threads]
      let written = regx(file, least: 1)
      #expect(written.code == 0, "\(file): \(written.errors)")
      #expect(folder.bytes(of: "y.\(format)") == piped.bytes, "\(file)")
    }
  }

  @Test(arguments: [
    "dropout", "dropout2d", "feature-dropout", "alpha-dropout", "feature-alpha-dropout",
    "drop-path", "drop-path:bernoulli", "drop-path:prescaled", "drop-path:rand-gt",
    "stochastic-depth:row", "stochastic-depth:batch", "drop-block:timm",
    "drop-block:torchvision", "vanilla-dropout", "gaussian-dropout",
  ])
  func `every mode`(mode: String) throws {
    try compare(["apply", "--mode", mode, "--p", "0.3", "--shape", Self.planes, "--seed", "7"])
  }

  @Test(arguments: ["torch", "torch-mkl", "numpy", "numpy-generator", "jax"])
  func `every engine`(engine: String) throws {
    let words = ["--engine", engine, "--shape", "\(Self.count)", "--seed", "1"]
    try compare(["apply", "--input", "randn"] + words)
    for distribution in ["rand", "randn", "bernoulli", "bits"] {
      try compare(["sample", distribution] + words)
    }
    if engine.hasPrefix("numpy") {
      try compare(["sample", "binomial", "--n", "100", "--p", "0.4"] + words)
      try compare(["sample", "normal", "--mean", "3"] + words)
    }
  }

  @Test(arguments: ["float64", "float16", "bfloat16"])
  func `every width`(dtype: String) throws {
    try compare(
      ["apply", "--shape", Self.planes, "--dtype", dtype], format: "safetensors")
    try compare(["sample", "bernoulli", "--shape", Self.planes, "--dtype", "bool"], format: "raw")
  }

  @Test(arguments: [-1, 0, 1]) func `sizes around the bounds of parts`(difference: Int) throws {
    for parts in 1...3 {
      let count = parts * Threads.grain + difference
      try compare(["apply", "--shape", "\(count)", "--input", "randn"], format: "raw")
    }
  }

  @Test func `slices and shards`() throws {
    let words = ["apply", "--shape", Self.planes, "--seed", "3"]
    try compare(words + ["--slice", "1:59999"])
    try compare(words + ["--slice", "7001:"])
    try compare(words + ["--shard", "1/1"])
  }

  @Test func `shapes that do not lie in memory as they are read`() throws {
    try compare(["apply", "--shape", "200,300", "--transpose"])
    try compare(["apply", "--shape", "13,7,22,30", "--memory-format", "channels_last"])
    try compare(["apply", "--shape", "300,200", "--mode", "drop-connect", "--weight", "randn"])
  }

  @Test(arguments: ["csv", "json", "hex"])
  func `text`(format: String) throws {
    // Rows that end before, with and behind a block of 32,768 elements; one row; no row.
    for shape in ["70001,3", "2,32768,2", "99,1009,1", "3,2,40000", "100003", "1,1,131072"] {
      try compare(["sample", "arange", "--shape", shape, "--dtype", "float16"], format: format)
    }
  }

  @Test func `several tensors in one file`() throws {
    try compare(
      ["compare", "--shape", Self.planes, "--show", "mask,noise,output"], format: "safetensors")
  }

  @Test func `a file read and written`() throws {
    let folder = try TemporaryFolder()
    #expect(regx("sample", "randn", "--shape", Self.planes, "-o", folder("x.npy")).code == 0)
    try compare(["apply", "--input", folder("x.npy")])
    try compare(["apply", "--input", folder("x.npy"), "--dtype", "float64"])
    try compare(["print", folder("x.npy")], format: "raw")
  }

  @Test func `parts of a shared file`() throws {
    let folder = try TemporaryFolder()
    let words = ["apply", "--shape", "200003", "--seed", "9"]
    let whole = regx(words + ["--format", "npy"])
    for (shard, threads) in [("3/3", "3"), ("1/3", "1"), ("2/3", "2")] {
      let into = ["--shard", shard, "--into", folder("y.npy"), "--threads", threads]
      #expect(regx(words + into, least: 1).code == 0)
    }
    #expect(folder.bytes(of: "y.npy") == whole.bytes)
    #expect(folder.names == ["y.npy"])
  }

  @Test(arguments: ["0", "-1", "1025", "two", ""])
  func `a number of threads that cannot be`(text: String) {
    let outcome = regx("sample", "--threads", text)
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("--threads '\(text)': must be from 1 to 1024"))
  }
}
