// The man page of the whole program, in man(7) macros.
// SPDX-License-Identifier: Apache-2.0

extension Program {
  /// The man page: for `man`, or as a file for its directory.
  ///
  /// A flag that an earlier command has with the same words is only named again, with its default
  /// where that is another.
  public var manPage: String {
    var page = ManPage()
    page.line(
      ".TH \(macroWord(name.uppercased())) 1 \"\(date)\" "
        + "\(macroWord("\(name) \(version)")) \(macroWord("User Commands"))")
    page.section("NAME")
    page.text("\(roff(name)) \\- \(roff(summary))")
    page.section("SYNOPSIS")
    page.text(usageText(nil))
    page.section("DESCRIPTION")
    page.description(description.isEmpty ? summary : description)
    examples(&page)
    page.section("COMMANDS")
    var seen: [String: Known] = [:]
    for command in commands { section(command, &page, &seen) }
    if let shorthand, let operand = command(shorthand)?.operands.first {
      let metavar = operand.metavar
      page.line(".SS \(macroWord("\(name) \(metavar)"))")
      page.text("Short for \\fB\(roff("\(name) \(shorthand)"))\\fR \\fI\(roff(metavar))\\fR.")
    }
    page.section("FLAGS OF EVERY COMMAND")
    for flag in generalFlags { page.lines += entry(flag, flag.defaultText(defaults)) }
    for section in sections {
      page.section(section.title.uppercased())
      page.description(section.text)
    }
    return page.lines.joined(separator: "\n") + "\n"
  }

  private func examples(_ page: inout ManPage) {
    let examples = examples + commands.flatMap(\.examples)
    if examples.isEmpty { return }
    page.section("EXAMPLES")
    var seen: Set<String> = []
    for example in examples where seen.insert(example.line).inserted {
      page.line(".TP")
      page.text("\\fB\(roff(example.line))\\fR", filling: false)
      page.text(roff(example.shows))
    }
  }

  private func section(
    _ command: Command<Options>, _ page: inout ManPage, _ seen: inout [String: Known]
  ) {
    page.line(".SS \(macroWord("\(name) \(command.name)"))")
    page.text(roff(command.summary) + ".")
    page.line(".PP")
    page.text(usageText(command))
    if !command.description.isEmpty {
      page.line(".PP")
      page.description(command.description)
    }
    for operand in command.operands {
      page.line(".TP")
      page.text("\\fI\(roff(operand.metavar))\\fR", filling: false)
      page.text(roff(operand.help) + ".")
      if operand.flag == nil { page.lines += choices(operand.values) }
    }
    let options = defaults(for: command)
    var known: [(owner: String, flags: [String])] = []
    for flag in command.flags {
      let key = entry(flag, nil).joined(separator: "\n")
      let value = flag.defaultText(options)
      guard let first = seen[key] else {
        seen[key] = Known(owner: command.name, value: value)
        page.lines += entry(flag, value)
        continue
      }
      let place = known.firstIndex { $0.owner == first.owner } ?? known.endIndex
      if place == known.endIndex { known.append((first.owner, [])) }
      let other = value == first.value ? "" : " (by default \(roff(value ?? "not given")))"
      known[place].flags.append("\\fB\(roff("--\(flag.name)"))\\fR\(other)")
    }
    for (owner, flags) in known {
      page.line(".PP")
      page.text("As for \\fB\(roff(owner))\\fR: \(flags.joined(separator: ", ")).")
    }
  }

  private func usageText(_ command: Command<Options>?) -> String {
    let words = usage(command).split(separator: " ", maxSplits: command == nil ? 1 : 2)
    let names = words.dropLast().map { "\\fB\(roff($0))\\fR" }.joined(separator: " ")
    return "\(names) \\fI\(roff(words.last ?? ""))\\fR"
  }

  private func entry(_ flag: Flag<Options>, _ value: String?) -> [String] {
    var page = ManPage()
    let short = flag.short.map { "\\fB\(roff("-\($0)"))\\fR, " } ?? ""
    let metavar = flag.metavar.map { " \\fI\(roff($0))\\fR" } ?? ""
    let value = value.map { " The default is \(roff($0))." } ?? ""
    page.line(".TP")
    page.text("\(short)\\fB\(roff("--\(flag.name)"))\\fR\(metavar)", filling: false)
    page.text(roff(flag.help) + "." + value)
    if let details = flag.details {
      page.line(".IP")
      page.description(details, paragraph: ".IP")
    }
    if !flag.synonyms.isEmpty {
      page.line(".IP")
      page.text(roff(flag.alsoText))
    }
    return page.lines + choices(flag.values)
  }

  /// The choices, indented under the entry before them.
  private func choices(_ values: Values) -> [String] {
    let choices = values.choices()
    if choices.isEmpty { return [] }
    var page = ManPage()
    let texts = choices.map(values.explanation)
    if texts.allSatisfy(\.isEmpty) {
      let names = choices.map { "\\fB\(roff($0.name))\\fR" }.joined(separator: ", ")
      page.line(".IP")
      page.text("One of \(names).")
      return page.lines
    }
    page.line(".RS")
    for (choice, text) in zip(choices, texts) {
      page.line(".TP")
      page.text("\\fB\(roff(choice.name))\\fR", filling: false)
      page.text(text.isEmpty ? "\\&" : roff(text) + ".")
    }
    page.line(".RE")
    return page.lines
  }
}

/// The command that explained a flag first, and the default it had there.
private struct Known {
  let owner: String
  let value: String?
}

/// The lines of a man page.
private struct ManPage {
  var lines: [String] = []

  mutating func line(_ line: String) { lines.append(line) }

  mutating func section(_ title: String) { lines.append(".SH \(macroWord(title))") }

  /// Text that is roff already, in lines of a length that tools for source text like.
  mutating func text(_ text: String, filling: Bool = true) {
    for line in filling ? filled(text, width: 78) : [text] {
      // A control character in front would make the line a request.
      lines.append(line.first == "." ? "\\&\(line)" : line)
    }
  }

  /// Paragraphs of plain text.
  mutating func description(_ text: String, paragraph: String = ".PP") {
    for (i, part) in paragraphs(text).enumerated() {
      if i > 0 { line(paragraph) }
      switch part {
      case .text(let text): self.text(roff(text))
      case .verbatim(let kept):
        line(".nf")
        for kept in kept { self.text(roff(kept), filling: false) }
        line(".fi")
      }
    }
  }
}

/// `text` as roff prints it: every character stands for itself.
func roff(_ text: some StringProtocol) -> String {
  var roff = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": roff += "\\e"
    case "-": roff += "\\-"
    case "'": roff += "\\(aq"
    case "`": roff += "\\(ga"
    case "^": roff += "\\(ha"
    case "~": roff += "\\(ti"
    case _ where scalar.isASCII: roff.unicodeScalars.append(scalar)
    default:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      roff += "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
    }
  }
  return roff
}

/// `text` as one argument of a macro.
private func macroWord(_ text: String) -> String {
  "\""
    + roff(text).split(separator: "\"", omittingEmptySubsequences: false)
    .joined(separator: "\\(dq") + "\""
}
