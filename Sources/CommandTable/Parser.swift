// The command line taken apart.

/// A word that starts with a dash, taken apart.
struct TypedFlag {
  /// The part that names the flag, with its dashes.
  let spelling: String
  /// The value in the same word: behind `=`, or behind a one-letter name.
  let value: String?

  /// `nil` if the word is an operand: `-` alone is one. `--` must have been dealt with.
  init?(_ word: String) {
    // In bytes, not characters: an accent behind the dash must not make it another character.
    let bytes = word.utf8
    guard bytes.count > 1, bytes.first == UInt8(ascii: "-") else { return nil }
    if bytes.dropFirst().first == UInt8(ascii: "-") {
      let end = bytes.firstIndex(of: UInt8(ascii: "=")) ?? word.endIndex
      spelling = String(word[..<end])
      value = end == word.endIndex ? nil : String(word[bytes.index(after: end)...])
    } else {
      let scalars = word.unicodeScalars
      let end = scalars.index(scalars.startIndex, offsetBy: 2)
      spelling = String(word[..<end])
      let rest = word[end...]
      // `-o=v` means what `--output=v` means, not a file whose name starts with a sign.
      let start = rest.utf8.first == UInt8(ascii: "=") ? rest.utf8.index(after: end) : end
      value = rest.isEmpty ? nil : String(word[start...])
    }
  }
}

/// Flags by how they are written.
struct FlagTable<Options: Sendable> {
  private let groups: [FlagGroup<Options>]

  init(_ groups: [FlagGroup<Options>]) { self.groups = groups }

  /// The flag that is written so, its dashes included; of two of one name the first.
  subscript(spelling: String) -> Flag<Options>? {
    // A look at each: a short command line has fewer flags than it would take to pay for an index.
    // In bytes: to Swift an accent behind the dashes is part of the second one.
    let name = spelling.utf8.starts(with: "--".utf8) ? spelling.utf8.dropFirst(2) : nil
    for group in groups {
      for flag in group.flags {
        if let name {
          if flag.name.utf8.elementsEqual(name) { return flag }
        } else if let short = flag.short, "-\(short)" == spelling {
          return flag
        }
      }
    }
    return nil
  }
}

extension Program {
  /// What the words behind the program's name ask for.
  ///
  /// - The first word is the command. Flags and operands stand in any order; `--` ends flags.
  /// - A flag that takes a value takes the next word whatever it looks like; the last one wins.
  /// - What follows an operand that is a command line is that line's.
  /// - Help and version are found first, so that wrong words do not stand in their way.
  public func parse(_ words: [String]) throws(UsageError) -> Request<Options> {
    let command = words.first.flatMap { self.command($0) }
    if let explanation = explanation(words, command) { return .explain(explanation) }
    guard let first = words.first else { return .noCommand }
    guard let command else { throw unknownCommand(first) }
    let invocation = try invocation(of: command, words.dropFirst())
    guard command.name == "help" else { return .run(invocation) }
    let topic = invocation.operands.first
    if let topic, self.command(topic) == nil { throw unknownCommand(topic) }
    return .explain(.help(command: topic, long: true))
  }

  private func invocation(
    of command: Command<Options>, _ words: ArraySlice<String>
  ) throws(UsageError) -> Invocation<Options> {
    let flags = FlagTable(command.groups + [generalGroup])
    var invocation = Invocation(command: command.name, options: defaults(for: command))
    var rest = words
    var flagsEnded = false
    while let word = rest.popFirst() {
      if !flagsEnded, word == "--" {
        flagsEnded = true
      } else if !flagsEnded, let typed = TypedFlag(word) {
        guard let flag = flags[typed.spelling] else {
          throw unknownFlag(typed, word, command)
        }
        var value: String?
        if let metavar = flag.metavar {
          value = typed.value ?? rest.popFirst()
          if value == nil {
            throw error("\(typed.spelling) needs a value: \(typed.spelling) \(metavar)", command)
          }
        } else if let surplus = typed.value {
          throw error("\(typed.spelling) takes no value, but has \(quoted(surplus))", command)
        }
        do { try flag.parse(&invocation.options, value ?? "") } catch {
          throw self.error(
            message(error, of: typed.spelling, value, among: flag.values), command,
            pointsToHelp: false)
        }
        invocation.given.append(
          GivenFlag(flag: flag.name, spelling: typed.spelling, value: value))
      } else {
        invocation.operands.append(word)
        if command.operands.first?.count == .line {
          invocation.operands += rest
          rest = []
        }
      }
    }
    try takeOperands(&invocation, command)
    return invocation
  }

  private func takeOperands(
    _ invocation: inout Invocation<Options>, _ command: Command<Options>
  ) throws(UsageError) {
    let operands = command.operands
    let last = operands.last.flatMap { $0.isRepeated ? $0 : nil }
    for (i, word) in invocation.operands.enumerated() {
      guard let operand = i < operands.count ? operands[i] : last else {
        throw surplus(word, command)
      }
      do { try operand.parse(&invocation.options, word) } catch {
        throw self.error(
          message(error, of: operand.metavar, word, among: operand.values), command,
          pointsToHelp: false)
      }
    }
    let missing = operands.dropFirst(invocation.operands.count)
    if let missing = missing.first(where: { $0.isRequired }) {
      throw error("\(missing.metavar) is missing: \(usage(command))", command)
    }
  }

  /// What is to be explained by the request for help or for the version among the words; the first
  /// of them counts.
  private func explanation(_ words: [String], _ command: Command<Options>?) -> Explanation? {
    guard words.contains(where: { ["-h", "--help", "--version"].contains($0) }) else { return nil }
    // While the command is not known, a flag takes a value if it does so anywhere.
    lazy var flags = FlagTable((command?.groups ?? commands.flatMap(\.groups)) + [generalGroup])
    var help: Bool?
    var version = false
    var verbose = false
    var operands: [String] = []
    var rest = words[...]
    while let word = rest.popFirst(), word != "--" {
      guard let typed = TypedFlag(word) else {
        if operands.count < 2 { operands.append(word) }
        continue
      }
      switch word {
      case "-h", "--help": if !version, help == nil { help = word == "--help" }
      case "--version": if help == nil { version = true }
      case "--verbose": verbose = true
      default:
        let takesNext = typed.value == nil && flags[typed.spelling]?.metavar != nil
        if takesNext { _ = rest.popFirst() }
      }
    }
    if let help {
      if operands.first == "help", operands.count == 2 { operands.removeFirst() }
      let topic = operands.first.flatMap { self.command($0) }
      return .help(command: topic?.name, long: help)
    }
    return version ? .version(verbose: verbose) : nil
  }
}
