// What the table prints, against the files in Golden.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The text of a file beside this one.
private func golden(_ name: String, _ made: String) throws -> String {
  let path = #filePath.dropLast("TextTests.swift".count) + "Golden/\(name)"
  // REGX_GOLDEN=write makes the files anew, for a person to compare.
  let writes = getenv("REGX_GOLDEN").map { String(cString: $0) } == "write"
  let file = try #require(fopen(String(path), writes ? "w" : "r"))
  defer { fclose(file) }
  if writes {
    fputs(made, file)
    return made
  }
  var bytes = [UInt8](repeating: 0, count: 1 << 20)
  return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
}

@Suite struct TextTests {
  @Test(arguments: [
    "help-short.txt", "help-long.txt", "boil-short.txt", "boil-long.txt", "pour-short.txt",
    "steep-short.txt", "steep-long.txt",
    "kettle.1", "kettle.bash", "_kettle", "kettle.fish",
  ])
  func `the bytes are the golden ones`(file: String) throws {
    let text =
      switch file {
      case "kettle.1": kettle.manPage
      case "kettle.bash": kettle.completion(for: .bash)
      case "_kettle": kettle.completion(for: .zsh)
      case "kettle.fish": kettle.completion(for: .fish)
      default:
        kettle.help(
          for: file.hasPrefix("help") ? nil : file.split(separator: "-").first.map(String.init),
          long: file.hasSuffix("long.txt"))
      }
    #expect(text == (try golden(file, text)))
  }

  @Test(arguments: [nil, "boil", "pour", "steep", "help"], [true, false])
  func `help keeps within 80 columns and has no blanks at line ends`(
    command: String?, long: Bool
  ) {
    for line in kettle.help(for: command, long: long).split(separator: "\n") {
      #expect(line.count <= 80 && line.last != " ")
    }
  }

  #if os(Linux)
    @Test func `bash completes what the table knows`() throws {
      let folder = #filePath.dropLast("/TextTests.swift".count) + "/Golden"
      let pipe = try #require(popen("cd '\(folder)' && bash -u check.bash 2>&1", "r"))
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let said = String(decoding: bytes[..<fread(&bytes, 1, bytes.count, pipe)], as: UTF8.self)
      #expect(pclose(pipe) == 0 && said == "", "\(said)")
    }
  #endif

  @Test func `help on what is no command is help on the program`() {
    #expect(kettle.help(for: "stir", long: true) == kettle.help(long: true))
  }
}
