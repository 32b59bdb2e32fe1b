// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Parts of a tensor: slices, shards, and the file that shards fill together.
@Suite struct PartTests {
  private let tensor = ["apply", "--shape", "7,11", "--seed", "4"]

  private func lines(_ words: [String]) -> [Substring] {
    regx(words + ["--format", "hex"]).text.split(separator: "\n")
  }

  @Test(arguments: [(0, 77), (0, 0), (5, 9), (76, 77), (30, 77)])
  func `a slice is those elements of the whole`(start: Int, end: Int) {
    let whole = lines(tensor)
    #expect(lines(tensor + ["--slice", "\(start):\(end)"]) == Array(whole[start..<end]))
  }

  @Test func `either end of a slice may be left out`() {
    let whole = lines(tensor)
    #expect(lines(tensor + ["--slice", "70:"]) == Array(whole[70...]))
    #expect(lines(tensor + ["--slice", ":3"]) == Array(whole[..<3]))
  }

  @Test(arguments: [1, 2, 3, 10, 77, 100])
  func `the shards are the whole, their sizes differ by one at the most`(count: Int) {
    let shards = (1...count).map { lines(tensor + ["--shard", "\($0)/\(count)"]) }
    #expect(shards.flatMap { $0 } == lines(tensor))
    let sizes = shards.map(\.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
  }

  @Test(arguments: [
    "5", "a:b", "9:5", "-1:3", ":99", "78:", "1:2:3", "", "9999999999999999999:",
  ])
  func `what is no slice is refused`(text: String) {
    let outcome = regx(tensor + ["--slice", text])
    #expect(outcome.code == 2)
    #expect(outcome.bytes.isEmpty)
    #expect(outcome.errors.contains("--slice"))
  }

  @Test(arguments: ["0/3", "4/3", "1", "1/0", "a/b", "1/2/3", "-1/2"])
  func `what is no shard is refused`(text: String) {
    let outcome = regx(tensor + ["--shard", text])
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("--shard '\(text)'"))
  }

  @Test func `shards in any order make the file of one piece, which appears when all are there`()
    throws
  {
    let folder = try TemporaryFolder()
    let (shared, whole) = (folder("shared.npy"), folder("whole.npy"))
    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
    #expect(regx(tensor + ["-o", whole]).code == 0)
    // The second is run twice, as one that was killed would be.
    for shard in ["3/3", "2/3", "2/3", "1/3"] {
      #expect(!exists(shared))
      #expect(regx(tensor + ["--shard", shard, "--into", shared]).code == 0)
    }
    #expect(
      FileManager.default.contents(atPath: shared) == FileManager.default.contents(atPath: whole))
    #expect(folder.names == ["shared.npy", "whole.npy"])
    // Once it is there, a part has nothing to do, and another tensor's part is refused.
    #expect(regx(tensor + ["--shard", "1/3", "--into", shared]).code == 0)
    for words in [
      ["--shape", "7,12"], ["--seed", "5"], ["--mode", "drop-path"], ["--p", "0.4"],
    ] {
      let other = regx(tensor + words + ["--shard", "1/3", "--into", shared])
      #expect(other.code == 2)
      #expect(other.errors.contains("holds another tensor; take another name"), "\(other.errors)")
    }
    #expect(folder.names == ["shared.npy", "whole.npy"])
  }

  @Test(arguments: [
    ["--shape", "7,12"], ["--seed", "5"], ["--mode", "drop-path"], ["--p", "0.4"], ["--eval"],
    ["--engine", "torch-mkl"], ["--dtype", "float64"], ["--skip", "1"], ["--input", "randn"],
    ["--show", "mask"], ["--keep-prob", "0.5"], ["--vector-math", "libm"],
  ])
  func `parts of another command never come into a file that was begun`(words: [String]) throws {
    let folder = try TemporaryFolder()
    let shared = folder("shared.npy")
    #expect(regx(tensor + ["--shard", "1/2", "--into", shared]).code == 0)
    let before = folder.bytes(of: "shared.npy.part")
    let other = regx(tensor + words + ["--shard", "2/2", "--into", shared])
    #expect(other.code == 2)
    #expect(other.errors.contains("was begun by another command"), "\(other.errors)")
    #expect(folder.bytes(of: "shared.npy.part") == before)
  }

  @Test func `the same said in other words is the same command`() throws {
    let folder = try TemporaryFolder()
    let shared = folder("shared.npy")
    #expect(regx(tensor + ["--shard", "1/3", "--into", shared]).code == 0)
    let second = ["apply", "--seed", "4", "--p", "0.50", "--shape", "7x11", "--threads", "2", "-q"]
    #expect(regx(second + ["--engine", "torch", "--shard", "2/3", "--into", shared]).code == 0)
    #expect(regx(tensor + ["--format", "npy", "--shard", "3/3", "--into", shared]).code == 0)
    #expect(folder.names == ["shared.npy"])
  }

  @Test func `an input counts by what it holds`() throws {
    let folder = try TemporaryFolder()
    for (name, seed) in [("a", "1"), ("b", "1"), ("c", "2")] {
      let file = folder("\(name).npy")
      #expect(regx("sample", "--shape", "5", "--seed", seed, "-o", file).code == 0)
    }
    func part(_ number: Int, of input: String) -> Outcome {
      regx(
        "apply", "--input", folder("\(input).npy"), "--shard", "\(number)/3", "--into",
        folder("y.npy"))
    }
    #expect(part(1, of: "a").code == 0)
    #expect(part(2, of: "c").code == 2)
    #expect(part(2, of: "b").code == 0)
    #expect(part(3, of: "a").code == 0)
    #expect(folder.names.contains("y.npy"))
  }

  @Test func `a link is followed`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder("large"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: folder("y.npy"), withDestinationPath: "large/y.npy")
    for shard in ["1/2", "2/2"] {
      #expect(regx(tensor + ["--shard", shard, "--into", folder("y.npy")]).code == 0)
    }
    #expect(folder.bytes(of: "large/y.npy") == regx(tensor + ["--format", "npy"]).bytes)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder("y.npy")) == "large/y.npy")
  }

  @Test func `what is no file is told apart from a file of another tensor`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder("x.npy"), withIntermediateDirectories: false)
    #expect(regx(tensor + ["--into", folder("x.npy")]).errors.contains("is no file"))
    try FileManager.default.createDirectory(
      atPath: folder("y.npy.part"), withIntermediateDirectories: false)
    let part = regx(tensor + ["--into", folder("y.npy")])
    #expect(part.code == 2)
    #expect(part.errors.contains("'\(folder("y.npy.part"))': is a directory"), "\(part.errors)")
  }

  @Test func `a file begun for another tensor is left alone`() throws {
    let folder = try TemporaryFolder()
    let shared = folder("shared.npy")
    #expect(regx(tensor + ["--shard", "1/2", "--into", shared]).code == 0)
    let before = FileManager.default.contents(atPath: shared + ".part")
    let other = regx("apply", "--shape", "7,12", "--shard", "2/2", "--into", shared)
    #expect(other.code == 2)
    #expect(FileManager.default.contents(atPath: shared + ".part") == before)
    // Of the same tensor in more parts, too: their marks would not be found.
    #expect(regx(tensor + ["--shard", "2/3", "--into", shared]).code == 2)
    #expect(FileManager.default.contents(atPath: shared + ".part") == before)
  }

  @Test func `a file that lost its marks but not its old name appears`() throws {
    let folder = try TemporaryFolder()
    let shared = folder("shared.npy")
    #expect(regx(tensor + ["-o", shared]).code == 0)
    let whole = FileManager.default.contents(atPath: shared)
    try FileManager.default.moveItem(atPath: shared, toPath: shared + ".part")
    #expect(regx(tensor + ["--shard", "2/3", "--into", shared]).code == 0)
    #expect(FileManager.default.contents(atPath: shared) == whole)
    #expect(folder.names == ["shared.npy"])
  }

  @Test func `a file larger than there can be is refused`() throws {
    let folder = try TemporaryFolder()
    let vast = ["sample", "--shape", "1152921504606846975", "--dtype", "float64"]
    let shards = [
      vast + ["--shard", "1/1000000"], ["sample", "--shard", "1/9223372036854775807"],
    ]
    for command in shards {
      let outcome = regx(command + ["--into", folder("x.npy")])
      #expect(outcome.code == 2)
      #expect(outcome.errors.contains("no file is so large"))
      #expect(folder.names == [])
    }
  }
}
