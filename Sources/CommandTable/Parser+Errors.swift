// The words for what a command line got wrong: what was typed, and what was probably meant.
// SPDX-License-Identifier: Apache-2.0

extension Program {
  func error(
    _ message: String, _ command: Command<Options>?, pointsToHelp: Bool = true
  ) -> UsageError {
    UsageError(message, program: name, command: command?.name, pointsToHelp: pointsToHelp)
  }

  /// `word` stands where the command is expected.
  func unknownCommand(_ word: String) -> UsageError {
    if let typed = TypedFlag(word) {
      let own = ownFlags.map { Spelling("--\($0.name)", of: "--\($0.name)") }
      if let near = nearMiss(of: typed.spelling, among: own) {
        return error("unknown flag \(quoted(typed.spelling)): did you mean '\(near)'?", nil)
      }
      return error("\(quoted(typed.spelling)): the command comes first: \(usage(nil))", nil)
    }
    let names = commands.map(\.name)
    let remedy =
      nearMiss(of: word, among: names.map { Spelling($0, of: $0) })
      .map { "did you mean '\($0)'?" } ?? shorthandValues?.guess(for: word)
      ?? "must be one of \(names.joined(separator: ", "))"
    return error("unknown command \(quoted(word)): \(remedy)", nil)
  }

  /// `typed` is none of the command's flags; `word` is the whole of it.
  func unknownFlag(_ typed: TypedFlag, _ word: String, _ command: Command<Options>) -> UsageError {
    // A long name after one dash is a long name all the same.
    let isLong = typed.spelling.utf8.starts(with: "--".utf8)
    let long = isLong ? typed.spelling : TypedFlag("-\(word)")?.spelling ?? word
    let written = isLong || typed.value == nil ? typed.spelling : word
    let flags = FlagTable(command.groups + [generalGroup])
    if !isLong, let flag = flags[long] {
      return error("unknown flag \(quoted(written)): did you mean '--\(flag.name)'?", command)
    }
    if isLong, let negated = flags["--no-\(long.dropFirst(2))"] {
      return error(
        "unknown flag \(quoted(written)): is so by default; --\(negated.name) turns it off",
        command)
    }
    let owners = commands.filter { FlagTable($0.groups)[typed.spelling] != nil }
    if !owners.isEmpty {
      let places = owners.prefix(3).map { "'\(name) \($0.name)'" }.joined(separator: ", ")
      let more = owners.count > 3 ? " and others" : ""
      return error("\(typed.spelling) is a flag of \(places)\(more)", command)
    }
    if long.utf8.count > 3, let near = nearFlag(long, command) {
      return error("unknown flag \(quoted(written)): did you mean '\(near)'?", command)
    }
    let remedy =
      command.operands.isEmpty ? "" : " (an operand that starts with a dash goes after --)"
    return error("unknown flag \(quoted(written))\(remedy)", command)
  }

  /// `word` is one operand too many.
  func surplus(_ word: String, _ command: Command<Options>) -> UsageError {
    let remedy = flagMeant(by: word, command).map { "did you mean '--\($0)'?" } ?? usage(command)
    return error("surplus operand \(quoted(word)): \(remedy)", command)
  }

  /// `word` is not what `operand` takes.
  func wrongOperand(
    _ word: String, _ operand: Operand<Options>, _ reason: ValueError, _ command: Command<Options>
  ) -> UsageError {
    if reason.unknown != nil, let flag = flagMeant(by: word, command) {
      return error("\(operand.metavar) \(quoted(word)): did you mean '--\(flag)'?", command)
    }
    return error(
      message(reason, of: operand.metavar, word, among: operand.values), command,
      pointsToHelp: false)
  }

  /// The flag that was typed without its dashes, `seed 5`, or with those that a word processor has
  /// joined, — for --.
  private func flagMeant(by word: String, _ command: Command<Options>) -> String? {
    var bare = word.unicodeScalars[...]
    while let first = bare.first, first.properties.generalCategory == .dashPunctuation {
      bare.removeFirst()
    }
    let flags = command.flags + generalFlags
    guard let flag = flags.first(where: { $0.name == String(bare) }), "--\(flag.name)" != word
    else { return nil }
    return flag.name
  }

  /// The flag of the command that `spelling`, with two dashes, was probably meant to be.
  private func nearFlag(_ spelling: String, _ command: Command<Options>) -> String? {
    let flags = command.flags + generalFlags
    let spellings =
      flags.map { Spelling($0.name, of: $0.name) }
      + flags.flatMap { flag in flag.synonyms.map { Spelling($0, of: flag.name) } }
    return nearMiss(of: String(spelling.dropFirst(2)), among: spellings).map { "--\($0)" }
  }
}
