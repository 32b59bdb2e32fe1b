// A command line as the operand of another.
// SPDX-License-Identifier: Apache-2.0

import CommandTable

extension Program where Options == RawFlags {
  /// The line that `explain` and `show` are given, parsed by the same table.
  ///
  /// - `commands`: the commands that it may be of, and `lacks` what the others are said to lack.
  func line(
    _ words: [String], of commands: [String], lacks: String
  ) throws -> RawLine {
    guard case .run(let line) = try parse(words), commands.contains(line.command) else {
      throw Failure(
        "COMMAND \(quoted(words[0])): has no \(lacks); take one of"
          + " \(commands.joined(separator: ", "))")
    }
    return line
  }
}
