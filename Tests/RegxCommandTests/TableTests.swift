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
}
