// The whole table: the commands, and what help and the man page say around them.
// SPDX-License-Identifier: Apache-2.0

/// A section of the man page and of the program's long help.
public struct Section: Sendable {
  public let title: String
  /// Paragraphs as in a command's description.
  public let text: String

  public init(_ title: String, _ text: String) {
    self.title = title
    self.text = text
  }
}

/// A program with commands, all of which read their flags into one type of options.
public struct Program<Options: Sendable>: Sendable {
  public let name: String
  public let version: String
  /// When this version was made, for the man page's foot: `2026-01-31`.
  public let date: String
  /// What the program does: one phrase without a period.
  public let summary: String
  /// What else there is to know, in paragraphs as in a command's description.
  public let description: String
  /// Command lines worth trying, in the order of display.
  public let examples: [Example]
  /// The commands in the order of display, with `help`, which the table adds.
  public let commands: [Command<Options>]
  /// The flags that every command takes, without `--help` and `--version`, which the table adds.
  public let globalFlags: [Flag<Options>]
  /// The command whose first operand may stand in a command's place: `kettle mint` is
  /// `kettle boil mint`.
  public let shorthand: String?
  /// What follows in the man page: EXIT STATUS, ENVIRONMENT, SEE ALSO.
  public let sections: [Section]
  /// What a command starts from.
  let defaults: Options

  public init(
    _ name: String, version: String, date: String, summary: String, description: String,
    examples: [Example] = [],
    commands: [Command<Options>], shorthand: String? = nil,
    globalFlags: [Flag<Options>] = [],
    sections: [Section] = [], defaults: Options
  ) {
    self.name = name
    self.version = version
    self.date = date
    self.summary = summary
    self.description = description
    self.examples = examples
    var all = commands
    all.append(
      Command(
        "help", summary: "Explain the program or a command",
        operands: [
          Operand(
            "COMMAND", help: "The command to explain", count: .optional,
            values: .one(of: { commands.map { Choice($0.name, $0.summary) } }))
        ]))
    self.commands = all
    self.shorthand = shorthand
    self.globalFlags = globalFlags
    self.sections = sections
    self.defaults = defaults
  }

  /// The command of this name.
  public func command(_ name: String) -> Command<Options>? {
    commands.first { $0.name == name }
  }

  /// What may stand in a command's place.
  var shorthandValues: Values? {
    shorthand.flatMap { command($0) }?.operands.first?.values
  }

  /// The flags that may stand without a command.
  var ownFlags: [Flag<Options>] {
    [
      Flag("help", short: "h", help: "Explain; -h is the short form", set: { _ in }),
      Flag(
        "version", short: "V", help: "Print the version; with --verbose, more of it", set: { _ in }),
    ]
  }

  /// The flags that every command takes.
  var generalFlags: [Flag<Options>] { globalFlags + ownFlags }

  /// The same as help shows them.
  var generalGroup: FlagGroup<Options> { FlagGroup("Flags of every command", generalFlags) }

  /// What `command` starts from.
  func defaults(for command: Command<Options>) -> Options {
    var options = defaults
    command.defaults(&options)
    return options
  }

  /// How `command` is called, or the program if it is `nil`.
  func usage(_ command: Command<Options>?) -> String {
    guard let command else { return "\(name) COMMAND [FLAGS] [OPERANDS]" }
    let words = [name, command.name, "[FLAGS]"] + command.operands.map(\.usage)
    return words.joined(separator: " ")
  }
}
