// What is said of command lines that are wrong.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Testing

private func complaint(_ words: [String]) -> String {
  do {
    return "\(try kettle.parse(words))"
  } catch {
    return "\(error)"
  }
}

@Suite struct ErrorTests {
  @Test(arguments: [
    (["boil", "--litres", "3"], "--litres '3': must be between 0 and 2"),
    (["boil", "-l3"], "-l '3': must be between 0 and 2"),
    (["boil", "--litres="], "--litres '': must be between 0 and 2"),
    (["boil", "--litres", "a\nb\u{1b}[1m"], #"--litres 'a\nb\u{1b}[1m': must be between 0 and 2"#),
    (["boil", "--litres", "\u{fffd}é"], #"--litres '\u{fffd}é': must be between 0 and 2"#),
    (["boil", "--power", "batery"], "--power 'batery': did you mean 'battery'?"),
    (["boil", "--tea", "miint"], "--tea 'miint': did you mean 'mint'?"),
    (["boil", "--tea", "pepermint"], "--tea 'pepermint': did you mean 'mint'?"),
    (
      ["boil", "--tea", "Camellia"],
      "--tea 'Camellia': did you mean 'green' (Leaves, unoxidized) or 'black' (Leaves, oxidized)?"
    ),
    (["boil", "--power", "gas"], "--power 'gas': must be one of mains, battery, sun"),
    (["boil", "--tea", "green,mnit"], "--tea 'green,mnit': 'mnit': did you mean 'mint'?"),
    (
      ["boil", "--tea", "mint,"],
      "--tea 'mint,': '': must be one of green, black, black:smoked, mint"
    ),
  ])
  func `a wrong value is quoted with what would be right`(words: [String], line: String) {
    #expect(complaint(words) == "kettle: boil: \(line)")
  }

  @Test(arguments: [
    (["boil", "--litres"], "boil", "--litres needs a value: --litres N"),
    (["boil", "cup", "-l"], "boil", "-l needs a value: -l N"),
    (["boil", "--no-whistle=1"], "boil", "--no-whistle takes no value, but has '1'"),
    (["boil", "--help="], "boil", "--help takes no value, but has ''"),
    (["boil", "--liters", "2"], "boil", "unknown flag '--liters': did you mean '--litres'?"),
    (["boil", "--lit=2"], "boil", "unknown flag '--lit': did you mean '--litres'?"),
    (["boil", "-litres", "2"], "boil", "unknown flag '-litres': did you mean '--litres'?"),
    (["boil", "-infusion", "x"], "boil", "unknown flag '-infusion': did you mean '--tea'?"),
    (["boil", "--infusoin=mint"], "boil", "unknown flag '--infusoin': did you mean '--tea'?"),
    (
      ["boil", "--whistle"], "boil",
      "unknown flag '--whistle': is so by default; --no-whistle turns it off"
    ),
    (
      ["boil", "--log", "a", "-o", "b"], "boil", "-o is given twice, 'a' and 'b'; give one"
    ),
    (
      ["steep", "mint", "--tea", "green"], "steep",
      "TEA 'mint': --tea says it too; give one of them"
    ),
    (["steep", "tea"], "steep", "TEA 'tea': did you mean '--tea'?"),
    (["boil", "-degrees=2"], "boil", "unknown flag '-degrees=2': did you mean '--degrees'?"),
    (["boil", "--slowly"], "boil", "--slowly is a flag of 'kettle pour'"),
    (
      ["boil", "-5"], "boil",
      "unknown flag '-5' (an operand that starts with a dash goes after --)"
    ),
    (
      ["boil", "---"], "boil",
      "unknown flag '---' (an operand that starts with a dash goes after --)"
    ),
    (
      ["boil", "--=v"], "boil",
      "unknown flag '--' (an operand that starts with a dash goes after --)"
    ),
    (["pour"], "pour", "VESSEL is missing: kettle pour [FLAGS] VESSEL [SAUCER]"),
    (
      ["pour", "cup", "b", "c"], "pour",
      "surplus operand 'c': kettle pour [FLAGS] VESSEL [SAUCER]"
    ),
    (["pour", "cup", "b", "—tea"], "pour", "surplus operand '—tea': did you mean '--tea'?"),
    (["help", "boil", "c"], "help", "surplus operand 'c': kettle help [FLAGS] [COMMAND]"),
    (["boli"], "", "unknown command 'boli': did you mean 'boil'?"),
    (["BOIL"], "", "unknown command 'BOIL': did you mean 'boil'?"),
    (["help", "boli"], "", "unknown command 'boli': did you mean 'boil'?"),
    (["stir"], "", "unknown command 'stir': must be one of boil, pour, steep, help"),
    ([""], "", "unknown command '': must be one of boil, pour, steep, help"),
    (["mnit"], "", "unknown command 'mnit': did you mean 'mint'?"),
    (
      ["camellia"], "",
      "unknown command 'camellia': did you mean 'green' (Leaves, unoxidized) or 'black' (Leaves, "
        + "oxidized)?"
    ),
    (["--verison"], "", "unknown flag '--verison': did you mean '--version'?"),
    (["-"], "", "unknown command '-': must be one of boil, pour, steep, help"),
    (["--"], "", "'--': the command comes first: kettle COMMAND [FLAGS] [OPERANDS]"),
    (
      ["--litres=2", "boil"], "",
      "'--litres': the command comes first: kettle COMMAND [FLAGS] [OPERANDS]"
    ),
  ])
  func `a wrong word names the remedy and points to help`(
    words: [String], command: String, line: String
  ) {
    let said = complaint(words)
    if command.isEmpty {
      #expect(said == "kettle: \(line)\nTry 'kettle --help'.")
    } else if said.hasSuffix("must be between 0 and 2") {
      #expect(said == "kettle: \(command): \(line)")
    } else {
      #expect(said == "kettle: \(command): \(line)\nTry 'kettle \(command) --help'.")
    }
  }

  @Test func `the choice of an operand is suggested`() {
    #expect(complaint(["pour", "cub"]) == "kettle: pour: VESSEL 'cub': did you mean 'cup'?")
    #expect(complaint(["pour", "jug"]) == "kettle: pour: VESSEL 'jug': must be one of cup, bowl")
  }

  @Test func `what the caller finds wrong reads like the rest`() throws {
    guard case .run(let invocation) = try kettle.parse(["boil", "-l", "2", "--power=sun"]) else {
      return
    }
    #expect(
      "\(kettle.usageError("--litres and --power: give one of them", in: invocation))"
        == "kettle: boil: --litres and --power: give one of them\nTry 'kettle boil --help'.")
  }

  @Test(arguments: [
    "\u{0}", "\r\n", "\u{85}", "\u{2028}", "\u{202e}abc", "a\tb", "'", "\\", "日本", "\u{7f}",
  ])
  func `an error stays on its line`(word: String) {
    let said = complaint(["boil", "--power", word])
    let controls = said.unicodeScalars.filter {
      $0.properties.generalCategory == .control || $0 == "\u{2028}" || $0 == "\u{202e}"
    }
    #expect(controls.isEmpty)
  }
}
