// The command line taken apart.
// SPDX-License-Identifier: Apache-2.0

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

  /// The flag that is written so, its dashes included: the one of this name, else of this synonym;
  /// of two the first.
  subscript(spelling: String) -> Flag<Options>? { named(spelling) ?? called(spelling) }

  private func named(_ spelling: String) -> Flag<Options>? {
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

  private func called(_ spelling: String) -> Flag<Options>? {
    guard spelling.utf8.starts(with: "--".utf8) else { return nil }
    let bare = bareName(spelling)
    if bare.isEmpty { return nil }
    let flags = groups.flatMap(\.flags)
    return flags.first { bareName($0.name) == bare }
      ?? flags.first { $0.synonyms.contains { bareName($0) == bare } }
  }
}

extension Program {
  /// What the words behind the program's name ask for.
  ///
  /// - The first word is the command, or an operand of `shorthand`, which then is the command.
  /// - Flags and operands stand in any order; `--` ends flags.
  /// - A flag that takes a value takes the next word whatever it looks like; the last one wins.
  /// - What follows an operand that is a command line is that line's.
  /// - Help and version are found first, so that wrong words do not stand in their way.
  public func parse(_ words: [String]) throws(UsageError) -> Request<Options> {
    let words = withCommand(words)
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
        // `-output` is no `-o` with the value `utput`.
        guard let flag = flags[typed.spelling], typed.value == nil || flags["-\(word)"] == nil
        else {
          throw unknownFlag(typed, word, command)
        }
        if flag.isSingle, let first = invocation.given.first(where: { $0.flag == flag.name }) {
          let values = [first.value ?? "", typed.value ?? rest.first ?? ""].map(quoted)
          throw error(
            "\(typed.spelling) is given twice, \(values[0]) and \(values[1]); give one", command)
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

  /// The words with the command in front that an operand in its place stands for.
  private func withCommand(_ words: [String]) -> [String] {
    guard let shorthand, let first = words.first, command(first) == nil,
      shorthandValues?.choices(called: first).count == 1
    else { return words }
    return [shorthand] + words
  }
}
