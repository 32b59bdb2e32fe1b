// The texts that come from the table: completion scripts, the man page, the version.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import TensorFormats

extension Subcommand {
  static let completion = Subcommand(
    Command(
      "completion", summary: "Print a completion script for bash, zsh or fish",
      examples: [
        Example("source <(regx completion bash)", shows: "Completion in this shell")
      ],
      operands: [
        Operand(
          "SHELL", help: "bash, zsh or fish",
          values: .one(of: { Shell.allCases.map { Choice($0.rawValue) } })
        ) { (_, name) throws(ValueError) in
          guard Shell(rawValue: name) != nil else { throw .noChoice(name) }
        }
      ]),
    prints: { line in
      Shell(rawValue: line.operands[0]).map { Program.regx.completion(for: $0) } ?? ""
    })

  static let man = Subcommand(
    Command(
      "man", summary: "Print the man page",
      examples: [Example("regx man | man -l -", shows: "The man page, before it is installed")]),
    prints: { _ in Program.regx.manPage })

  static let version = Subcommand(
    Command("version", summary: "Print the version"), prints: { _ in Program.regx.versionLine })
}

extension Console {
  /// Writes a text to standard output.
  func print(_ text: String) throws {
    var writer = ByteWriter(to: out)
    try writer.write(text)
    try writer.flush()
  }
}
