// Completion for fish.
// SPDX-License-Identifier: Apache-2.0

extension Program {
  var fishCompletion: String {
    let offers = offers
    var lines = ["# Completion of \(name) for fish: a file \(name).fish in its completions."]
    lines += ["", "function _\(function("_is"))", "    set -l words (commandline -opc)"]
    lines += ["    test (count $words) -ge 2; or return"]
    if let shorthand, !shorthandChoices.isEmpty {
      let names = shorthandChoices.map(\.name.fishWord).joined(separator: " ")
      lines += ["    contains -- $words[2] \(names); and set words[2] \(shorthand)"]
    }
    lines += ["    contains -- $words[2] $argv", "end"]
    if offers.contains(where: \.isList) {
      // fish's own helper for lists keeps `--flag=` in front of what it offers.
      lines += ["", "function _\(function("_list"))"]
      lines += ["    set -l token (commandline -ct | string replace -r '^--[^=]*=' '')"]
      lines += ["    set -l before (string match -r '^.*,' -- $token)"]
      lines += ["    printf '%s\\n' \"$before\"($argv)", "end"]
    }
    for (i, offer) in offers.enumerated() {
      lines += ["", "function _\(function("_\(i + 1)"))", "    printf '%s\\t%s\\n' \\"]
      lines += offer.choices.map { "        \($0.name.fishWord) \($0.summary.fishWord) \\" }
      lines[lines.count - 1].removeLast(2)
      lines.append("end")
    }
    lines += ["", "complete -c \(name) -f"]
    let first = "complete -c \(name) -n 'test (count (commandline -opc)) -eq 1'"
    for word in firstWords {
      lines.append("\(first) -a \(word.name.fishWord) -d \(word.summary.fishWord)")
    }
    lines += ownFlags.map { "\(first) \(words($0, offers))" }
    // What is the same for several commands is told once.
    var rows = Grouping<String>()
    for command in commands {
      for flag in command.flags + generalFlags { rows.add(command.name, words(flag, offers)) }
      for operand in command.operands {
        guard let words = arguments(operand.values, offers) else { continue }
        rows.add(command.name, words)
      }
    }
    for (row, names) in rows.groups {
      let condition = "_\(function("_is")) \(names.joined(separator: " "))"
      lines.append("complete -c \(name) -n \(condition.fishWord) \(row)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func words(_ flag: Flag<Options>, _ offers: [Offer]) -> String {
    var words = ["-l \(flag.name)"]
    if let short = flag.short { words.append("-s \(short)") }
    if flag.metavar != nil {
      words.append(flag.values.takesFiles ? "-r" : "-x")
      if let arguments = arguments(flag.values, offers) { words.append(arguments) }
    }
    return (words + ["-d \(flag.help.fishWord)"]).joined(separator: " ")
  }

  /// What may stand there, `nil` if there is nothing to offer.
  private func arguments(_ values: Values, _ offers: [Offer]) -> String? {
    let offer = Offer(values)
    let files = offer.takesFiles ? "-F" : nil
    guard let i = offers.firstIndex(of: offer) else { return files }
    let call = "_\(function("_\(i + 1)"))"
    let list = offer.isList ? "(_\(function("_list")) \(call))" : "(\(call))"
    return [files, "-a \(list.fishWord)"].compactMap(\.self).joined(separator: " ")
  }
}
