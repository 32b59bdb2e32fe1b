// A command: what help says of it, its flags in the order of display, and its operands.
// SPDX-License-Identifier: Apache-2.0

/// A word on the command line that is no flag.
public struct Operand<Options: Sendable>: Sendable {
  /// How often it stands. A `line` is a word and all words after it, flags among them, as they are:
  /// a command line of its own.
  public enum Count: Sendable { case required, optional, any, oneOrMore, line }

  /// What it is called in help, upper-case.
  public let metavar: String
  /// What it is: one phrase without a period.
  public let help: String
  public let count: Count
  /// What may be given.
  public let values: Values
  /// The flag whose value it is, said without the flag.
  let flag: Flag<Options>?
  /// Takes the word into the options; it is listed in the invocation's operands in any case.
  let parse: @Sendable (inout Options, String) throws(ValueError) -> Void

  public init(
    _ metavar: String, help: String, count: Count = .required, values: Values = .any,
    parse: @escaping @Sendable (inout Options, String) throws(ValueError) -> Void = { _, _ in }
  ) {
    self.metavar = metavar
    self.help = help
    self.count = count
    self.values = values
    self.parse = parse
    flag = nil
  }

  /// An operand that is the value of `flag`, said without it; several are a list with commas.
  public init(_ metavar: String, help: String, count: Count, for flag: Flag<Options>) {
    self.metavar = metavar
    self.help = help
    self.count = count
    values = flag.values
    parse = flag.parse
    self.flag = flag
  }

  var isRequired: Bool { count == .required || isRepeated && count != .any }
  var isRepeated: Bool { count == .any || count == .oneOrMore || count == .line }

  /// How it stands in a line of usage.
  var usage: String {
    switch count {
    case .required: metavar
    case .optional: "[\(metavar)]"
    case .any: "[\(metavar)...]"
    case .oneOrMore: "\(metavar)..."
    case .line: "\(metavar) ..."
    }
  }
}

/// Flags that stand together in help.
public struct FlagGroup<Options: Sendable>: Sendable {
  public let title: String
  public let flags: [Flag<Options>]
  /// Whether short help only names them: it is to fit on a screen.
  public let isFolded: Bool

  public init(_ title: String, folded: Bool = false, _ flags: [Flag<Options>]) {
    self.title = title
    self.flags = flags
    isFolded = folded
  }
}

/// A command line worth trying, and what it shows.
public struct Example: Hashable, Sendable {
  /// As it is typed, the program's name included; a pipe may follow.
  public let line: String
  /// What it shows: one phrase without a period.
  public let shows: String

  public init(_ line: String, shows: String) {
    self.line = line
    self.shows = shows
  }
}

/// One command of the program. What it does is the caller's: the table only yields its options.
public struct Command<Options: Sendable>: Sendable {
  public let name: String
  /// What it does: one phrase without a period.
  public let summary: String
  /// What else there is to know: sentences, paragraphs apart by an empty line; a paragraph that
  /// starts with a blank is kept as it is.
  public let description: String
  /// What this command starts from where that differs from the program's defaults.
  let defaults: @Sendable (inout Options) -> Void
  /// Command lines worth trying, in the order of display.
  public let examples: [Example]
  private let makeGroups: @Sendable () -> [FlagGroup<Options>]
  private let makeOperands: @Sendable () -> [Operand<Options>]

  /// A command. Its flags are made when they are asked for: a run pays for one command's only.
  public init(
    _ name: String, summary: String, description: String = "",
    examples: [Example] = [],
    groups: @autoclosure @escaping @Sendable () -> [FlagGroup<Options>] = [],
    operands: @autoclosure @escaping @Sendable () -> [Operand<Options>] = [],
    defaults: @escaping @Sendable (inout Options) -> Void = { _ in }
  ) {
    self.name = name
    self.summary = summary
    self.description = description
    self.examples = examples
    makeGroups = groups
    makeOperands = operands
    self.defaults = defaults
  }

  /// The words that are no flags, in the order in which they are typed.
  public var operands: [Operand<Options>] { makeOperands() }

  /// The flags in the order of display.
  public var groups: [FlagGroup<Options>] { makeGroups() }

  /// The flags of all groups.
  public var flags: [Flag<Options>] { groups.flatMap(\.flags) }
}
