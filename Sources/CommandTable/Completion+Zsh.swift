// Completion for zsh, by its `_arguments`.
// SPDX-License-Identifier: Apache-2.0

extension Program {
  var zshCompletion: String {
    let offers = offers
    let own = ownFlags.flatMap { specifications($0, offers) }
    let general = generalFlags.flatMap { specifications($0, offers) }
    var lines = ["#compdef \(name)", "# Completion of \(name) for zsh: a file _\(name) in $fpath."]
    for (i, offer) in offers.enumerated() { lines += [""] + function(i, offer) }
    lines += ["", "\(function())() {", "  if (( CURRENT == 2 )); then"]
    lines += [
      "    if [[ $PREFIX == -* ]]; then", "      _arguments \(own.joined(separator: " "))",
    ]
    lines += ["      return", "    fi", "    local -a commands=("]
    for word in firstWords { lines.append("      \(described(word.name, word.summary))") }
    lines += ["    )", "    _describe -t commands command commands", "    return", "  fi"]
    lines += ["  local command=$words[2]"]
    if let shorthand, !shorthandChoices.isEmpty {
      // The word stays as the operand that it is.
      let names = shorthandChoices.map(\.name.shellWord).joined(separator: "|")
      lines += ["  case $command in", "    \(names)) command=\(shorthand) ;;"]
      lines += ["    *) shift words; (( CURRENT-- )) ;;", "  esac"]
    } else {
      lines += ["  shift words", "  (( CURRENT-- ))"]
    }
    lines += ["  case $command in"]
    for command in commands {
      lines += ["    \(command.name))", "      _arguments -S \\"]
      var words = command.flags.flatMap { specifications($0, offers) } + general
      for (i, operand) in command.operands.enumerated() {
        let place = operand.isRepeated ? "*:" : operand.isRequired ? "\(i + 1):" : "\(i + 1)::"
        words.append("\(place)\(operand.metavar):\(action(operand.values, offers))".shellWord)
      }
      lines += words.dropLast().map { "        \($0) \\" } + words.suffix(1).map { "        \($0)" }
      lines += ["      ;;"]
    }
    lines += ["  esac", "}", ""]
    lines += ["if [[ $zsh_eval_context[-1] == loadautofunc ]]; then", "  \(function()) \"$@\""]
    lines += ["else", "  compdef \(function()) \(name)", "fi"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The function that offers the values of a list of choices.
  private func function(_ i: Int, _ offer: Offer) -> [String] {
    var lines = ["\(function("_\(i + 1)"))() {", "  local -a offers=("]
    lines += offer.choices.map { "    \(described($0.name, $0.summary))" }
    lines.append("  )")
    if offer.takesFiles {
      lines += ["  local ret=1", "  _describe -t values value offers && ret=0"]
      lines += ["  _files && ret=0", "  return ret"]
    } else {
      lines.append("  _describe -t values value offers \"$@\"")
    }
    return lines + ["}"]
  }

  /// The arguments that tell `_arguments` of a flag, one per spelling.
  private func specifications(_ flag: Flag<Options>, _ offers: [Offer]) -> [String] {
    let long = "--\(flag.name)"
    let short = flag.short.map { "-\($0)" }
    let exclusion = short.map { "(\($0) \(long))" } ?? ""
    let help = "[\(flag.help.escaping(["\\", "[", "]", ":"]))]"
    guard let metavar = flag.metavar else {
      return ([short, long].compactMap(\.self)).map { (exclusion + $0 + help).shellWord }
    }
    let tail = "\(help):\(metavar):\(action(flag.values, offers))"
    return [short.map { "\($0)+" }, "\(long)="].compactMap(\.self)
      .map { (exclusion + $0 + tail).shellWord }
  }

  private func action(_ values: Values, _ offers: [Offer]) -> String {
    let offer = Offer(values)
    guard let i = offers.firstIndex(of: offer) else { return offer.takesFiles ? "_files" : " " }
    return offer.isList ? " _sequence \(function("_\(i + 1)"))" : " \(function("_\(i + 1)"))"
  }

  private func described(_ name: String, _ summary: String) -> String {
    let name = name.escaping([":", "\\"])
    return (summary.isEmpty ? name : "\(name):\(summary)").shellWord
  }
}
