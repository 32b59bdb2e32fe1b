// Checks of the table itself, for a test to call: what the compiler cannot know.
// SPDX-License-Identifier: Apache-2.0

extension Program {
  /// What is wrong with the table, one line per finding; empty if nothing is.
  public func problems() -> [String] {
    var found = repeated(firstWords.map(\.name), "command")
    for flag in globalFlags { found += problems(flag, "every command") }
    for command in commands { found += problems(command) }
    found += phrases([(name, summary)] + examples.map { ($0.line, $0.shows) })
    found += examples.compactMap { problem($0) }
    found += wideLines(nil)
    return found + kinds()
  }

  private func problems(_ command: Command<Options>) -> [String] {
    let flags = command.flags + generalFlags
    let place = "'\(command.name)'"
    var found = isKebab(command.name) ? [] : ["\(place): the name is not in kebab-case"]
    found += repeated(
      (flags.map(\.name) + flags.flatMap(\.synonyms)).map(bareName), "\(place): flag")
    found += repeated(flags.compactMap(\.short).map(String.init), "\(place): short flag")
    for flag in command.flags { found += problems(flag, place) }
    for operand in command.operands {
      found += problems(operand.values, operand.metavar, "\(place): \(operand.metavar)")
      found += phrases([("\(place): \(operand.metavar)", operand.help)])
    }
    for (operand, next) in zip(command.operands, command.operands.dropFirst())
    where operand.isRepeated || !operand.isRequired && next.isRequired {
      found.append("\(place): \(next.metavar) cannot be told from \(operand.metavar)")
    }
    found += phrases([(place, command.summary)] + command.examples.map { ($0.line, $0.shows) })
    return found + command.examples.compactMap { problem($0) } + wideLines(command.name)
  }

  private func problems(_ flag: Flag<Options>, _ place: String) -> [String] {
    let place = "\(place): --\(flag.name)"
    var found = isKebab(flag.name) ? [] : ["\(place): the name is not in kebab-case"]
    found += phrases([(place, flag.help)])
    if let metavar = flag.metavar { found += problems(flag.values, metavar, place) }
    return found
  }

  private func problems(_ values: Values, _ metavar: String, _ place: String) -> [String] {
    let choices = values.choices()
    var found =
      metavar == metavar.uppercased() && !metavar.isEmpty
      ? [] : ["\(place): the metavar is not upper-case"]
    found += repeated(choices.map { bareName($0.name) }, "\(place): choice")
    found += choices.flatMap { problems($0, among: choices, place) }
    for choice in choices {
      if choice.name.isEmpty || choice.name.contains(where: { $0.isWhitespace || $0 == "," }) {
        found.append("\(place): '\(choice.name)' cannot be typed as a choice")
      }
      if choice.summary.hasSuffix(".") {
        found.append("\(place): '\(choice.name)' is explained with a period")
      }
    }
    return found
  }

  /// A synonym is no other choice's name; with each prefix, too, it stands for a choice that has it.
  private func problems(_ choice: Choice, among choices: [Choice], _ place: String) -> [String] {
    let names = choices.map { bareName($0.name) }
    return repeated(choice.synonyms.map(bareName), "\(place): '\(choice.name)': synonym")
      + choice.synonyms.filter { names.contains(bareName($0)) }.map {
        "\(place): the synonym '\($0)' of '\(choice.name)' is a choice's name"
      }
  }

  /// Phrases are there, on one line, and end without a period.
  private func phrases(_ phrases: [(place: String, text: String)]) -> [String] {
    phrases.compactMap { place, text in
      text.isEmpty
        ? "\(place) is not explained"
        : text.hasSuffix(".")
          ? "\(place) is explained with a period"
          : text.contains(where: \.isNewline) ? "\(place) is explained on several lines" : nil
    }
  }

  /// Whether a flag means a value everywhere or nowhere: help is found before the command is.
  private func kinds() -> [String] {
    var takesValue: [String: Bool] = [:]
    return commands.flatMap { $0.flags + generalFlags }.compactMap { flag in
      let known = takesValue.updateValue(flag.metavar != nil, forKey: flag.name)
      return known ?? (flag.metavar != nil) == (flag.metavar != nil)
        ? nil : "--\(flag.name) takes a value in one command and none in another"
    }
  }

  private func wideLines(_ command: String?) -> [String] {
    [false, true].flatMap { long in
      help(for: command, long: long).split(separator: "\n").filter { $0.count > textWidth }
        .map { "'\(command ?? name) \(long ? "--help" : "-h")' has a wide line: \($0)" }
    }
  }

  private func problem(_ example: Example) -> String? {
    let calls = shellCommands(example.line).filter { $0.first == name }
    if calls.isEmpty { return "'\(example.line)' does not call \(name)" }
    for call in calls {
      do { _ = try parse(Array(call.dropFirst())) } catch {
        return "'\(example.line)' is no example: \(error.message)"
      }
    }
    return nil
  }
}

private func repeated(_ names: [String], _ kind: String) -> [String] {
  var seen: Set<String> = []
  return names.filter { !seen.insert($0).inserted }.map { "\(kind) '\($0)' is there twice" }
}

private func isKebab(_ name: String) -> Bool {
  let parts = name.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
  return parts.allSatisfy { !$0.isEmpty }
    && name.utf8.allSatisfy { $0 == 45 || 97...122 ~= $0 || 48...57 ~= $0 }
}

/// The words of each command in a line of shell: quotes, pipes and redirections, nothing beyond.
func shellCommands(_ line: String) -> [[String]] {
  var commands: [[String]] = [[]]
  var word: String?
  var quote: Character?
  func flush() {
    if let finished = word { commands[commands.count - 1].append(finished) }
    word = nil
  }
  for character in line {
    switch character {
    case _ where character == quote: quote = nil
    case _ where quote != nil: word?.append(character)
    case "'", "\"":
      quote = character
      word = word ?? ""
    case " ": flush()
    case "|", ";", "&", "<", ">", "(", ")":
      flush()
      commands.append([])
    default: word = (word ?? "") + "\(character)"
    }
  }
  flush()
  return commands
}
