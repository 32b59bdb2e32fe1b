// A command of regx: its row in the table, and what it does.
// SPDX-License-Identifier: Apache-2.0

import CommandTable

/// One command.
struct Subcommand: Sendable {
  let command: Command<RawFlags>
  /// Checks a line as a whole, and does what it asks for.
  let run: @Sendable (RawLine, Console) throws -> Void

  init<Request: CommandRequest>(_ command: Command<RawFlags>, _ request: Request.Type) {
    self.command = command
    run = { try Request($0).run(on: $1) }
  }

  /// A command that prints a text.
  init(_ command: Command<RawFlags>, prints text: @escaping @Sendable (RawLine) -> String) {
    self.command = command
    run = { try $1.print(text($0)) }
  }

  /// Every command, in the order of help.
  static let all: [Subcommand] = [
    .compare, .apply, .sample, .explain, .print, .diff, .identify, .check, .vectors, .network,
    .stats, .sweep, .schedule, .show, .explore, .modes, .engines, .completion, .man, .version,
  ]
}

extension [FlagGroup<RawFlags>] {
  /// What is printed, from these flags and those that every such command has.
  static func printed(_ flags: RegxFlag...) -> [FlagGroup<RawFlags>] {
    [
      FlagGroup("What is printed", flags + [.format, .output]),
      FlagGroup(
        "Which part, and how it is run", folded: true,
        [.slice, .shard, .into, .threads, .color, .quiet]),
    ]
  }
}

extension FlagGroup where Options == RawFlags {
  /// The options of the printers.
  static var printOptions: FlagGroup {
    FlagGroup(
      "How the printer is set, as torch.set_printoptions and numpy.set_printoptions", folded: true,
      [.precision, .threshold, .edgeItems, .lineWidth, .sciMode, .printProfile, .repr])
  }
}
