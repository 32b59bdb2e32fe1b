// SPDX-License-Identifier: Apache-2.0

import TensorFormats
import Testing

@testable import CommandTable
@testable import RegxCommand

@Suite struct TableTests {
  private let program = Program.regx

  @Test func `the table of commands and flags has no problems`() {
    #expect(program.problems() == [])
  }

  @Test func `the defaults that help shows can be typed, and mean what help shows`() throws {
    for command in program.commands {
      let defaults = program.defaults(for: command)
      for flag in command.flags {
        guard let text = flag.defaultText(defaults) else { continue }
        var options = defaults
        #expect(throws: Never.self, "\(command.name) --\(flag.name) \(text)") {
          try flag.parse(&options, text)
        }
        #expect(flag.defaultText(options) == text, "\(command.name) --\(flag.name)")
      }
    }
  }

  @Test func `every choice that help lists can be typed`() {
    for command in program.commands {
      for flag in command.flags {
        for choice in flag.values.choices() {
          var options = program.defaults(for: command)
          #expect(throws: Never.self, "\(command.name) --\(flag.name) \(choice.name)") {
            try flag.parse(&options, choice.name)
          }
        }
      }
    }
  }

  @Test func `short help fits on a screen`() {
    for command in [nil] + program.commands.map(Optional.some) {
      let lines = program.help(for: command?.name, long: false).split(
        separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 51, "\(command?.name ?? "")")
    }
  }

  @Test(arguments: [
    ("xterm", "", true), ("dumb", "", false), ("xterm", "1", false), ("dumb", "1", false),
  ])
  func `a heading is bold where the terminal can show it`(term: String, plain: String, bold: Bool) {
    let out = ByteBuffer()
    var console = Console(out: out, err: ByteBuffer(), outIsTerminal: true)
    console.environment = { ["TERM": term, "NO_COLOR": plain][$0] }
    #expect(run(["compare", "--shape", "2"], on: console) == 0)
    #expect(out.bytes.contains(0x1b) == bold)
  }
}
