import CommandTable
import Testing

@testable import RegxCommand

@Suite struct TableTests {
  @Test func `the table of commands and flags has no problems`() {
    #expect(Program.regx.problems() == [])
  }
}
