// The table's checks of itself.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import CommandTable

/// A program of one command with one flag.
private func program(
  _ flag: Flag<KettleOptions>, example: String = "kettle boil",
  operands: [Operand<KettleOptions>] = []
) -> Program<KettleOptions> {
  Program(
    "kettle", version: "1", date: "", summary: "Boil", description: "",
    commands: [
      Command(
        "boil", summary: "Heat", examples: [Example(example, shows: "Heat")],
        groups: [FlagGroup("Flags", [flag])], operands: operands)
    ], defaults: KettleOptions())
}

private func flag(
  _ name: String = "fast", short: Character? = nil, metavar: String = "N", help: String = "Do it",
  choices: [Choice] = []
) -> Flag<KettleOptions> {
  Flag(
    name, short: short, metavar: metavar, help: help, values: .one(of: { choices }),
    parse: { _, _ in })
}

@Suite struct ProblemTests {
  @Test func `the kettle has no problems`() { #expect(kettle.problems() == []) }

  @Test(arguments: [
    (program(flag("Fast")), "'boil': --Fast: the name is not in kebab-case"),
    (program(flag("fast-")), "'boil': --fast-: the name is not in kebab-case"),
    (program(flag("help")), "'boil': flag 'help' is there twice"),
    (program(flag(short: "h")), "'boil': short flag 'h' is there twice"),
    (program(flag(metavar: "n")), "'boil': --fast: the metavar is not upper-case"),
    (program(flag(help: "Do it.")), "'boil': --fast is explained with a period"),
    (program(flag(help: "")), "'boil': --fast is not explained"),
    (
      program(flag(choices: [Choice("a"), Choice("a")])),
      "'boil': --fast: choice 'a' is there twice"
    ),
    (
      program(flag(choices: [Choice("a b")])), "'boil': --fast: 'a b' cannot be typed as a choice"
    ),
    (
      program(flag(choices: [Choice("a-b"), Choice("A_B")])),
      "'boil': --fast: choice 'ab' is there twice"
    ),
    (
      program(flag(choices: [Choice("a", also: ["B"]), Choice("b")])),
      "'boil': --fast: the synonym 'B' of 'a' is a choice's name"
    ),
    (
      program(flag(choices: [Choice("a", also: ["c-d", "cd"])])),
      "'boil': --fast: 'a': synonym 'cd' is there twice"
    ),
    (program(flag().also("Help")), "'boil': flag 'help' is there twice"),
    (program(flag(), example: "tea"), "'tea' does not call kettle"),
    (
      program(flag(), example: "echo 1 | kettle boil --fast"),
      "'echo 1 | kettle boil --fast' is no example: --fast needs a value: --fast N"
    ),
    (
      program(
        flag(),
        operands: [Operand("A", help: "A", count: .optional), Operand("B", help: "B")]),
      "'boil': B cannot be told from A"
    ),
  ])
  func `a mistake in the table is found`(program: Program<KettleOptions>, problem: String) {
    #expect(program.problems().contains(problem), "\(program.problems())")
  }

  @Test func `a line too wide is found`() {
    let wide = program(flag(help: String(repeating: "x", count: 81)))
    #expect(wide.problems().contains { $0.contains("has a wide line") })
  }

  @Test(arguments: [
    ("a b", [["a", "b"]]), ("a 'b c' \"d|e\"", [["a", "b c", "d|e"]]),
    ("a|b >c", [["a"], ["b"], ["c"]]), ("", [[]]), ("a ''", [["a", ""]]),
  ])
  func `a line of shell falls into commands and words`(line: String, commands: [[String]]) {
    #expect(shellCommands(line) == commands)
  }
}

@Suite struct SuggestionTests {
  @Test(
    arguments: [
      ("comapre", "compare"), ("COMPARE", "compare"), ("compar", "compare"), ("smaple", "sample"),
      ("xyz", nil), ("", nil), ("s", nil),
    ] as [(String, String?)])
  func `a near miss is found and nothing else`(word: String, near: String?) {
    let names = ["compare", "sample", "show"].map { Spelling($0, of: $0) }
    #expect(suggestion(for: word, among: names) == near)
  }

  @Test(arguments: [
    ("drop-prob", "keep-prob"), ("keep-path", "drop-path"), ("torch-2.6", "torch-2.5"),
    ("torch-2.60", "torch-2.6"), ("torch-2", "torch-2.6"), ("float8", "float64"),
    ("eval", "eval"), ("loud", "no-loud"), ("no-loud", "loud"),
  ])
  func `a suggestion is not the opposite, another number or what was typed`(
    word: String, name: String
  ) {
    #expect(!mayMean(word, name))
    #expect(nearMiss(of: word, among: [Spelling(name, of: name)]) == nil)
  }

  @Test(arguments: [
    ("drop-pth", "drop-path"), ("kep-prob", "keep-prob"), ("tourch-2.6", "torch-2.6"),
    ("no-scale-by-kep", "no-scale-by-keep"), ("flot32", "float32"), ("dropuot2d", "dropout2d"),
  ])
  func `a slip of the finger is`(word: String, name: String) {
    #expect(mayMean(word, name))
    #expect(nearMiss(of: word, among: [Spelling(name, of: name)]) == name)
  }
}
