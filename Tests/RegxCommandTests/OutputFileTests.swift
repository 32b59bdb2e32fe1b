// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What `--output` does to the file whose place it takes, and what it refuses before any work.
@Suite struct OutputFileTests {
  private func mode(_ path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }

  @Test(arguments: [
    (0o600, 0o600), (0o755, 0o755), (0o4755, 0o755), (0o2775, 0o775), (0o7777, 0o777),
  ])
  func `the rights are kept, and no set-id or sticky bit`(before: Int, after: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([1], to: "x.raw")
    #expect(chmod(path, mode_t(before)) == 0)
    #expect(regx("sample", "--shape", "2", "-o", path).code == 0)
    #expect(mode(path) == after)
    #expect(folder.bytes(of: "x.raw").count == 8)
    #expect(folder.names == ["x.raw"])
  }

  @Test func `a link stays a link, also to a file that is not there`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write([1], to: "old.raw")
    for (link, target) in [("a.raw", "old.raw"), ("b.raw", "new.raw"), ("c.raw", "b.raw")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder(link), withDestinationPath: target)
    }
    #expect(regx("sample", "--shape", "2", "-o", folder("a.raw")).code == 0)
    #expect(folder.bytes(of: "old.raw").count == 8)
    #expect(regx("sample", "--shape", "3", "-o", folder("c.raw")).code == 0)
    #expect(folder.bytes(of: "new.raw").count == 12)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder("c.raw")) == "b.raw")
    #expect(folder.names == ["a.raw", "b.raw", "c.raw", "new.raw", "old.raw"])
  }

  @Test func `links that lead in a circle are refused and left alone`() throws {
    let folder = try TemporaryFolder()
    for (link, target) in [("a.npy", "b.npy"), ("b.npy", "a.npy")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder(link), withDestinationPath: target)
    }
    for flag in ["--output", "--into"] {
      let outcome = regx("sample", flag, folder("a.npy"))
      #expect(outcome.code == 2)
      #expect(outcome.errors.contains("its links lead in a circle"), "\(outcome.errors)")
    }
    #expect(folder.names == ["a.npy", "b.npy"])
  }

  @Test func `other names of the old file keep what it held`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.linkItem(
      atPath: try folder.write([1, 2, 3], to: "x.raw"), toPath: folder("y.raw"))
    #expect(regx("sample", "--shape", "2", "-o", folder("x.raw")).code == 0)
    #expect(folder.bytes(of: "y.raw") == [1, 2, 3])
  }

  /// Commands that would work for hours.
  private static let long: [[String]] = [
    ["stats", "--trials", "1000000000000"],
    ["stats", "--trials", "1000000000000", "--running"],
    ["sweep", "--trials", "1000000000000"],
    ["schedule", "--trials", "1000000000000"],
    ["network", "bottleneck", "--shape", "2,256,56,56", "--warmup", "100000"],
    ["apply", "--mode", "drop-block:timm", "--shape", "100000,64,300,300"],
  ]

  @Test(arguments: long)
  func `what cannot be written is refused before the work, and the folder is named`(
    words: [String]
  ) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([], to: "file")
    for (path, says) in [
      (folder("missing/x.json"), "its folder '\(folder("missing"))' does not exist"),
      (file + "/x.json", "its folder '\(file)': not a directory"),
      (folder.path, "is a folder"),
      ("/proc/x.json", "its folder '/proc' takes no new files"),
      (folder(String(repeating: "x", count: 300) + ".json"), "file name too long"),
    ] {
      let outcome = regx(words + ["--output", path])
      #expect(outcome.code == 2)
      #expect(outcome.errors.contains(says), "\(words): \(outcome.errors)")
      #expect(outcome.errors.contains("--output "), "\(outcome.errors)")
    }
    #expect(folder.names == ["file"])
  }

  @Test func `a shared file's folder is looked at first, too`() throws {
    let folder = try TemporaryFolder()
    let outcome = regx(
      "network", "bottleneck", "--shape", "2,256,56,56", "--warmup", "100000", "--show", "output",
      "--into", folder("missing/x.npy"))
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("its folder '\(folder("missing"))' does not exist"))
  }

  @Test(.enabled(if: FileManager.default.isWritableFile(atPath: "/dev/shm")))
  func `a file under /dev is a file, and its ending chooses the format`() throws {
    let path = "/dev/shm/regx-\(UUID().uuidString).npy"
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(regx("sample", "--shape", "2", "-o", path).code == 0)
    #expect(FileManager.default.contents(atPath: path)?.prefix(6) == Data([0x93] + "NUMPY".utf8))
    let table = path.replacingOccurrences(of: ".npy", with: ".csv")
    defer { try? FileManager.default.removeItem(atPath: table) }
    #expect(regx("sweep", "--trials", "1", "-o", table).code == 0)
    #expect(FileManager.default.contents(atPath: table)?.prefix(7) == Data("engine,".utf8))
    #expect(regx("sample", "-o", path + ".huh").errors.contains("its ending is none of"))
  }
}
