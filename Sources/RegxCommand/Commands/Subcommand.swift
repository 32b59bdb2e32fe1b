// A command of regx: its row in the table, and what it does.

import CommandTable

/// One command.
struct Subcommand: Sendable {
  let command: Command<Options>
  let run: @Sendable (Invocation<Options>, Console) throws -> Void

  /// Every command, in the order of help.
  static let all: [Subcommand] = [
    .compare, .apply, .sample, .explain, .print, .diff, .identify, .check, .vectors, .network,
    .stats, .sweep,
    .schedule, .show, .modes, .engines, .completion, .man, .version,
  ]
}

extension [FlagGroup<Options>] {
  /// What is printed, from these flags and those that every such command has.
  static func printed(_ flags: RegxFlag...) -> [FlagGroup<Options>] {
    [
      FlagGroup("What is printed", flags + [.format, .output]),
      FlagGroup(
        "Which part, and how it is run", folded: true,
        [.slice, .shard, .into, .threads, .color, .quiet]),
    ]
  }
}

extension FlagGroup where Options == RegxOptions {
  /// The options of the printers.
  static var printOptions: FlagGroup {
    FlagGroup(
      "How the printer is set, as torch.set_printoptions and numpy.set_printoptions", folded: true,
      [.precision, .threshold, .edgeItems, .lineWidth, .sciMode, .printProfile, .repr])
  }
}
