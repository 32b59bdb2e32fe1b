// Completion for bash 4 and later; it needs no bash-completion package.
// SPDX-License-Identifier: Apache-2.0

extension Program {
  var bashCompletion: String {
    let lines =
      ["# Completion of \(name) for bash. Source this file.", ""] + offerFunction + [""]
      + flagsFunction + ["", ""]
    let commands = firstWords.map(\.name).joined(separator: " ")
    let flags = ownFlags.flatMap(spellings).joined(separator: " ")
    return lines.joined(separator: "\n")
      + bashFunction(
        function(), commands: commands, flags: flags, program: name, shorthand: shorthandLines)
  }

  /// The lines that put the command in front of an operand that stands in its place.
  private var shorthandLines: String {
    guard let shorthand, !shorthandChoices.isEmpty else { return "" }
    let names = shorthandChoices.map(\.name).joined(separator: "|")
    return """

        case ${words[1]} in
          \(names)) words[1]=\(shorthand) operand=2 ;;
        esac
      """
  }

  /// The function that knows what stands behind a flag or at an operand.
  private var offerFunction: [String] {
    var offers = Grouping<Offer>()
    for command in commands {
      for flag in command.flags + generalFlags where flag.metavar != nil {
        for spelling in spellings(flag) {
          offers.add("\(command.name) \(spelling)".shellWord, Offer(flag.values))
        }
      }
      for (i, operand) in command.operands.enumerated() {
        let place = operand.isRepeated ? "+" : "\(i + 1)"
        offers.add("\(command.name) \(place)".shellWord, Offer(operand.values))
      }
    }
    var lines = [
      "# What stands behind flag $2 of command $1, or at its operand $2 (+: at all others)."
    ]
    lines += ["\(function("_offer"))() {", "  choices= files= list=", "  case \"$1 $2\" in"]
    for (offer, keys) in offers.groups {
      let names = offer.choices.map(\.name).joined(separator: " ")
      var settings = names.isEmpty ? [] : ["choices=\(names.shellWord)"]
      if offer.takesFiles { settings.append("files=1") }
      if offer.isList { settings.append("list=1") }
      lines.append("    \(keys.joined(separator: "|")))")
      lines.append("      \(settings.isEmpty ? ":" : settings.joined(separator: " ")) ;;")
    }
    return lines + ["    *) return 1 ;;", "  esac", "}"]
  }

  private var flagsFunction: [String] {
    var flags = Grouping<String>()
    for command in commands {
      let words = (command.flags + generalFlags).flatMap(spellings).joined(separator: " ")
      flags.add(command.name, words)
    }
    var lines = ["# The flags of command $1.", "\(function("_flags"))() {", "  case $1 in"]
    for (words, names) in flags.groups {
      lines.append("    \(names.joined(separator: "|"))) choices=\(words.shellWord) ;;")
    }
    return lines + ["  esac", "}"]
  }

  private func spellings(_ flag: Flag<Options>) -> [String] {
    ["--\(flag.name)"] + (flag.short.map { ["-\($0)"] } ?? [])
  }
}

private func bashFunction(
  _ function: String, commands: String, flags: String, program: String, shorthand: String
) -> String {
  #"""
  \#(function)() {
    local breaks= strip= prefix= pending= ended= joined= choices= files= list= word cur value
    local -i i n=0 operand=1
    local -a words=() offers=()
    COMPREPLY=()
    # Bash splits words at these; the program does not.
    [[ $COMP_WORDBREAKS == *=* ]] && breaks+='='
    [[ $COMP_WORDBREAKS == *:* ]] && breaks+=':'
    for ((i = 0; i <= COMP_CWORD; i++)); do
      word=${COMP_WORDS[i]}
      if [[ $breaks && $word && -z ${word//[$breaks]/} ]] && ((n > 0)); then
        words[n-1]+=$word joined=1
      elif [[ $joined ]]; then
        words[n-1]+=$word joined=
      else
        words[n]=$word
        n+=1
      fi
    done
    cur=${words[n-1]} value=$cur
    if ((n <= 2)); then
      choices='\#(commands)'
      [[ $cur == -* ]] && choices='\#(flags)'
    else\#(shorthand)
      for ((i = 2; i < n - 1; i++)); do
        word=${words[i]}
        if [[ $pending ]]; then pending=
        elif [[ $ended || $word != -?* ]]; then operand+=1
        elif [[ $word == -- ]]; then ended=1
        elif \#(function)_offer "${words[1]}" "$word"; then pending=$word
        fi
      done
      choices= files= list=
      if [[ $pending ]]; then
        \#(function)_offer "${words[1]}" "$pending"
      elif [[ -z $ended && $cur == --*=* ]]; then
        prefix=${cur%%=*}= value=${cur#*=}
        \#(function)_offer "${words[1]}" "${cur%%=*}"
      elif [[ -z $ended && $cur == -* ]]; then
        \#(function)_flags "${words[1]}"
      else
        \#(function)_offer "${words[1]}" "$operand" || \#(function)_offer "${words[1]}" +
      fi
    fi
    if [[ $list && $value == *,* ]]; then
      prefix+=${value%,*}, value=${value##*,}
    fi
    [[ $breaks ]] && strip=${cur%"${cur##*[$breaks]}"}
    IFS=' ' read -ra offers <<< "$choices"
    for word in "${offers[@]}"; do
      [[ $word == "$value"* ]] || continue
      word=$prefix$word
      COMPREPLY+=("${word#"$strip"}")
    done
    if [[ $list ]]; then
      compopt -o nospace 2> /dev/null
    elif [[ $files && ${#COMPREPLY[@]} -gt 0 ]]; then
      while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$value")
      compopt -o filenames 2> /dev/null
    elif [[ $files ]]; then
      # Bash's own completion of files knows about quotes and the tilde.
      compopt -o default 2> /dev/null
    fi
    return 0
  }

  complete -F \#(function) \#(program)

  """#
}
