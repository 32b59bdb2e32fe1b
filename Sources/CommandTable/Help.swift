// `-h` and `--help`: what it is, how it is called, examples, then commands and flags.
// SPDX-License-Identifier: Apache-2.0

extension Program {
  /// Help on a command, or on the program if it is `nil`; with a line end.
  ///
  /// - Short help has one line per flag, long help the details and the choices too. Both are plain
  ///   text within 80 columns, the same bytes wherever they go.
  public func help(for command: String? = nil, long: Bool) -> String {
    let lines = command.flatMap { self.command($0) }.map { help($0, long) } ?? help(long)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The name and version, with a line end.
  public var versionLine: String { "\(name) \(version)\n" }

  private func help(_ long: Bool) -> [String] {
    var lines = filled("\(name) \(version): \(summary)")
    if long, !description.isEmpty { lines += [""] + laidOut(description, indent: 0) }
    lines += ["", "USAGE", "  \(usage(nil))"]
    lines += exampleLines(examples, long)
    lines += ["", "COMMANDS"]
    let start = 4 + (commands.map(\.name.count).max() ?? 0)
    for command in commands {
      lines += columns("  \(command.name)", command.summary, start: start)
    }
    if let shorthand, let operand = self.command(shorthand)?.operands.first {
      let metavar = operand.metavar
      lines += columns("  \(metavar)", "Short for '\(name) \(shorthand) \(metavar)'", start: start)
    }
    lines += flagLines(
      generalGroup, defaults, generalFlags, long)
    if long {
      for section in sections {
        lines += ["", section.title.uppercased()] + laidOut(section.text, indent: 2)
      }
    }
    return lines + [""] + filled("'\(name) COMMAND --help' explains a command.")
  }

  private func help(_ command: Command<Options>, _ long: Bool) -> [String] {
    var lines = filled("\(name) \(command.name): \(command.summary)")
    if long, !command.description.isEmpty {
      lines += [""] + laidOut(command.description, indent: 0)
    }
    lines += ["", "USAGE", "  \(usage(command))"]
    lines += exampleLines(command.examples, long)
    if !command.operands.isEmpty {
      lines += ["", "OPERANDS"]
      let start = 4 + (command.operands.map(\.usage.count).max() ?? 0)
      for operand in command.operands {
        let choices = long ? "" : choiceNames(operand.values).joined(separator: ", ")
        let hasRoom = !choices.isEmpty && choices.count <= textWidth
        let text = operand.help + (hasRoom ? ": \(choices)" : "")
        lines += columns("  \(operand.usage)", text, start: start)
        // A flag's choices stand with the flag.
        if long, operand.flag == nil { lines += choiceLines(operand.values, indent: start) }
      }
    }
    let options = defaults(for: command)
    let all = command.flags + generalFlags
    for group in command.groups + [generalGroup] {
      lines += flagLines(group, options, all, long)
    }
    if !long { lines += [""] + filled("'\(name) \(command.name) --help' says more.") }
    return lines
  }

  private func exampleLines(_ examples: [Example], _ long: Bool) -> [String] {
    if examples.isEmpty { return [] }
    // Short help shows the way in; the rest is in the long one.
    return ["", "EXAMPLES"]
      + (long ? examples[...] : examples.prefix(2)).flatMap { example in
        ["  \(example.line)"] + filled(example.shows, indent: 6)
      }
  }

  /// A group of flags under its title, in line with `all`, the flags of the same page.
  private func flagLines(
    _ group: FlagGroup<Options>, _ options: Options, _ all: [Flag<Options>], _ long: Bool
  ) -> [String] {
    var lines = ["", group.title.uppercased()]
    if !long, group.isFolded {
      let names = group.flags.map { "--\($0.name)" }.joined(separator: ", ")
      return lines + filled(names, indent: 2)
    }
    // A few long flags must not push the text of all others to the right.
    let start = 2 + min(all.map { label($0).count }.max() ?? 0, 32)
    for (i, flag) in group.flags.enumerated() {
      let value = flag.defaultText(options).map { " [default: \($0)]" } ?? ""
      guard long else {
        lines.append(shortLine(flag, value, start))
        continue
      }
      if i > 0 { lines.append("") }
      lines += [label(flag)] + filled(flag.help + value, indent: 10)
      if let details = flag.details { lines += [""] + laidOut(details, indent: 10) }
      if !flag.synonyms.isEmpty { lines += [""] + filled(flag.alsoText, indent: 10) }
      lines += choiceLines(flag.values, indent: 10)
    }
    return lines
  }

  /// One line: what there is room for of the help, the choices and the default.
  private func shortLine(_ flag: Flag<Options>, _ value: String, _ start: Int) -> String {
    let left = label(flag)
    let head = left + spaces(max(start - left.count, 2)) + flag.help
    let choices = choiceNames(flag.values)
    let named = choices.isEmpty ? head : "\(head): \(choices.joined(separator: ", "))"
    return [named + value, head + value, named].first { $0.count <= textWidth } ?? head
  }

  private func label(_ flag: Flag<Options>) -> String {
    "  " + (flag.short.map { "-\($0), " } ?? "    ") + flag.usage
  }

  private func choiceNames(_ values: Values) -> [String] { values.choices().map(\.name) }

  /// The choices with what they stand for, one per line; only their names where these say it all.
  private func choiceLines(_ values: Values, indent: Int) -> [String] {
    let choices = values.choices()
    if choices.isEmpty { return [] }
    let texts = choices.map(values.explanation)
    if texts.allSatisfy(\.isEmpty) {
      let names = choices.map(\.name).joined(separator: ", ")
      return [""] + filled("One of \(names)", indent: indent)
    }
    let start = indent + 2 + min(choices.map(\.name.count).max() ?? 0, 22)
    return [""]
      + zip(choices, texts).flatMap { columns(spaces(indent) + $0.name, $1, start: start) }
  }
}
