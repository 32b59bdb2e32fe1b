// The texts that come from the table: completion scripts, the man page, the version.

import CommandTable
import TensorFormats

extension Subcommand {
  static let completion = Subcommand(
    command: Command(
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
    run: { invocation, console in
      guard let shell = Shell(rawValue: invocation.operands[0]) else { return }
      try console.print(Program.regx.completion(for: shell))
    })

  static let man = Subcommand(
    command: Command(
      "man", summary: "Print the man page",
      examples: [Example("regx man | man -l -", shows: "The man page, before it is installed")]),
    run: { _, console in try console.print(Program.regx.manPage) })

  static let version = Subcommand(
    command: Command("version", summary: "Print the version"),
    run: { _, console in try console.print(Program.regx.versionLine) })
}

extension Console {
  /// Writes a text to standard output.
  func print(_ text: String) throws {
    var writer = ByteWriter(to: out)
    try writer.write(text)
    try writer.flush()
  }
}
