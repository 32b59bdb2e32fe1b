// The words for what a command line got wrong: what was typed, and what was probably meant.

/// What `word` was probably meant to be: what it abbreviates, or the nearest candidate.
func nearMiss(of word: String, among candidates: [String]) -> String? {
  if word.utf8.count > 1 {
    let longer = candidates.filter { $0.hasPrefix(word) }
    if longer.count == 1 { return longer[0] }
  }
  return suggestion(for: word, among: candidates)
}

extension Program {
  func error(
    _ message: String, _ command: Command<Options>?, pointsToHelp: Bool = true
  ) -> UsageError {
    UsageError(message, program: name, command: command?.name, pointsToHelp: pointsToHelp)
  }

  /// `word` stands where the command is expected.
  func unknownCommand(_ word: String) -> UsageError {
    if let typed = TypedFlag(word) {
      return error("\(quoted(typed.spelling)): the command comes first: \(usage(nil))", nil)
    }
    let names = commands.map(\.name)
    let remedy =
      nearMiss(of: word, among: names).map { "did you mean '\($0)'?" }
      ?? "must be one of \(names.joined(separator: ", "))"
    return error("unknown command \(quoted(word)): \(remedy)", nil)
  }

  /// `typed` is none of the command's flags; `word` is the whole of it.
  func unknownFlag(_ typed: TypedFlag, _ word: String, _ command: Command<Options>) -> UsageError {
    let owners = commands.filter { FlagTable($0.groups)[typed.spelling] != nil }
    if !owners.isEmpty {
      let places = owners.prefix(3).map { "'\(name) \($0.name)'" }.joined(separator: ", ")
      let more = owners.count > 3 ? " and others" : ""
      return error("\(typed.spelling) is a flag of \(places)\(more)", command)
    }
    // A long name behind one dash is a long name all the same.
    let isLong = typed.spelling.utf8.starts(with: "--".utf8)
    let long = isLong ? typed.spelling : TypedFlag("-\(word)")?.spelling ?? word
    let written = isLong || typed.value == nil ? typed.spelling : word
    if long.utf8.count > 3, let near = nearFlag(long, command) {
      return error("unknown flag \(quoted(written)): did you mean '\(near)'?", command)
    }
    let remedy =
      command.operands.isEmpty ? "" : " (an operand that starts with a dash goes behind --)"
    return error("unknown flag \(quoted(written))\(remedy)", command)
  }

  /// `word` is one operand too many.
  func surplus(_ word: String, _ command: Command<Options>) -> UsageError {
    // `seed 5`, and dashes that a word processor has joined: — for --.
    var bare = word.unicodeScalars[...]
    while let first = bare.first, first.properties.generalCategory == .dashPunctuation {
      bare.removeFirst()
    }
    let flags = command.flags + generalFlags
    if let flag = flags.first(where: { $0.name == String(bare) }) {
      return error("surplus operand \(quoted(word)): did you mean '--\(flag.name)'?", command)
    }
    return error("surplus operand \(quoted(word)): \(usage(command))", command)
  }

  /// The flag of the command that `spelling`, with two dashes, was probably meant to be.
  private func nearFlag(_ spelling: String, _ command: Command<Options>) -> String? {
    let names = (command.flags + generalFlags).map(\.name)
    return nearMiss(of: String(spelling.dropFirst(2)), among: names).map { "--\($0)" }
  }
}
