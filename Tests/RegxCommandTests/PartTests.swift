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
    let other = regx("apply", "--shape", "7,12", "--shard", "1/3", "--into", shared)
    #expect(other.code == 2)
    #expect(other.errors.contains("remove it first"))
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
