// What command lines mean.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Testing

/// The options and operands that `line` yields; words are apart by blanks.
private func run(_ line: String) throws -> KettleOptions {
  let request = try kettle.parse(line.split(separator: " ").map(String.init))
  guard case .run(let invocation) = request else {
    Issue.record("\(request)")
    return KettleOptions()
  }
  return invocation.options
}

@Suite struct ParserTests {
  @Test(arguments: [
    ("boil --litres 2", 2), ("boil --litres=2", 2), ("boil -l 2", 2), ("boil -l2", 2),
    ("boil -l=2", 2), ("boil --litres 0 -l 2", 2), ("boil cup --litres 2 cup", 2),
    ("boil --litres 2 -- --litres 0", 2), ("boil", 1),
  ])
  func `a flag is written in several ways and the last one wins`(line: String, litres: Int) throws {
    #expect(try run(line).litres == litres)
  }

  @Test(arguments: [
    ("boil --degrees -5", -5.0), ("boil --degrees=-5", -5), ("boil --degrees 1e2 -l 1", 100),
  ])
  func `a value may look like a flag`(line: String, degrees: Double) throws {
    #expect(try run(line).degrees == degrees)
  }

  @Test(arguments: ["--litres", "--", "-h", "--help", "--version", "-", "=", "", "---", "-x=1"])
  func `a flag takes the next word whatever it looks like`(word: String) throws {
    guard case .run(let invocation) = try kettle.parse(["boil", "--note", word, "cup"]) else {
      Issue.record("help was found in a value")
      return
    }
    #expect(invocation.options.note == word)
    #expect(invocation.operands == ["cup"])
    #expect(invocation.isGiven("note") && !invocation.isGiven("litres"))
  }

  @Test(arguments: [
    (["boil", "a", "-l", "2", "b"], ["a", "b"]), (["boil", "-"], ["-"]), (["boil", ""], [""]),
    (["boil", "="], ["="]), (["boil", "--", "--", "-h"], ["--", "-h"]),
    (["boil", "a", "--", "--litres"], ["a", "--litres"]),
  ])
  func `what is no flag is an operand`(words: [String], operands: [String]) throws {
    guard case .run(let invocation) = try kettle.parse(words) else {
      Issue.record("no command")
      return
    }
    #expect(invocation.operands == operands)
    #expect(invocation.options.words == operands)
  }

  @Test(arguments: [
    ("boil --infusion mint", ["mint"]), ("boil --hot_drink=mint", ["mint"]),
    ("boil --TEA Mint,PepperMint", ["mint", "mint"]), ("boil -t herb.mint", ["mint"]),
    ("boil --tea mentha.Mentha.peppermint", ["mint"]),
    ("boil --tea english_breakfast,Black:Smoked", ["black", "black:smoked"]),
    ("steep mint", ["mint"]), ("steep mint green", ["mint", "green"]),
    ("steep mint,green black", ["mint", "green", "black"]), ("steep", ["green"]),
    ("mint", ["mint"]), ("peppermint --power sun", ["mint"]), ("mint,green", []),
  ])
  func `names are understood as people have them`(line: String, tea: [String]) throws {
    // A list is no command.
    guard !tea.isEmpty else {
      #expect(throws: UsageError.self) { try run(line) }
      return
    }
    #expect(try run(line).tea == tea)
  }

  @Test func `an operand that stands for a flag counts as the flag`() throws {
    guard case .run(let invocation) = try kettle.parse(["mint", "green"]) else { return }
    #expect(invocation.command == "steep")
    #expect(invocation.isGiven("tea"))
    #expect(invocation.operands == ["mint", "green"])
  }

  @Test func `a command has its own defaults`() throws {
    #expect(try run("boil").tea == ["green"])
    #expect(try run("pour cup").tea == ["black", "mint"])
    #expect(try run("pour cup --tea black:smoked,mint").tea == ["black:smoked", "mint"])
    #expect(try run("boil --no-whistle").whistle == false)
  }

  @Test(
    arguments: [
      (["--help"], nil, true), (["-h"], nil, false), (["help"], nil, true),
      (["help", "boil"], "boil", true), (["boil", "--help"], "boil", true),
      (["boil", "-h"], "boil", false), (["--help", "boil"], "boil", true),
      (["boil", "--nonsense", "--litres", "9", "-h", "--help"], "boil", false),
      (["boli", "--help"], nil, true), (["help", "boil", "-h"], "boil", false),
      (["-help"], nil, true), (["boil", "-help"], "boil", true),
      (["steep", "help"], "steep", true),
      (["mint", "-h"], "steep", false), (["help", "--help"], "help", true),
      (["boil", "--help", "--version"], "boil", true),
      (["boil", "--note", "--", "--help"], "boil", true), (["help", "help"], "help", true),
    ] as [([String], String?, Bool)])
  func `help is decided before anything else`(
    words: [String], command: String?, long: Bool
  ) throws {
    guard case .explain(.help(command, long)) = try kettle.parse(words) else {
      Issue.record("\(try kettle.parse(words))")
      return
    }
  }

  @Test(arguments: [
    (["--version"], false), (["--version", "--verbose"], true), (["--verbose", "--version"], true),
    (["boil", "--litres", "9", "--version"], false), (["--version", "--help"], false),
    (["-V"], false), (["-version"], false), (["boil", "-V"], false),
  ])
  func `the version is decided before anything else`(words: [String], verbose: Bool) throws {
    guard case .explain(.version(verbose)) = try kettle.parse(words) else {
      Issue.record("\(try kettle.parse(words))")
      return
    }
  }

  @Test func `no words at all are a case of their own`() throws {
    guard case .noCommand = try kettle.parse([]) else {
      Issue.record("something was made of nothing")
      return
    }
  }

  @Test func `many and long words take no time`() throws {
    let cups = [String](repeating: "cup", count: 10_000)
    guard case .run(let invocation) = try kettle.parse(["boil"] + cups) else { return }
    #expect(invocation.operands.count == 10_000)
    let flags = (0..<10_000).map { "--litres=\($0 % 3)" }
    guard case .run(let invocation) = try kettle.parse(["boil"] + flags) else { return }
    #expect(invocation.options.litres == 9_999 % 3)
    let teas = [String](repeating: "mint", count: 10_000)
    guard case .run(let invocation) = try kettle.parse(["steep"] + teas) else { return }
    #expect(invocation.options.tea.count == 10_000)
    let long = String(repeating: "x", count: 1_000_000)
    #expect(throws: UsageError.self) { try kettle.parse(["boil", "--\(long)"]) }
    #expect(throws: UsageError.self) { try kettle.parse([long]) }
  }
}
