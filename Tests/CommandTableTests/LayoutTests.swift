// Text in lines and columns, and what escapes it needs.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import CommandTable

@Suite struct LayoutTests {
  @Test(arguments: [
    ("", []), ("  a\n b ", ["a b"]), ("aaa bbb", ["aaa bbb"]), ("aaa bbbb", ["aaa", "bbbb"]),
    ("aaaaaaaaaa b", ["aaaaaaaaaa", "b"]), ("é é é é", ["é é é é"]),
  ])
  func `words fill lines`(text: String, lines: [String]) {
    #expect(filled(text, width: 7) == lines)
    #expect(filled(text, indent: 3, width: 10) == lines.map { "   \($0)" })
  }

  @Test func `a paragraph that starts with a blank is kept`() {
    #expect(
      laidOut("a\nb\n\n\n  x   y\n  z\n\nc", indent: 1)
        == [" a b", "", "   x   y", "   z", "", " c"])
  }

  @Test func `a left column too long has a line of its own`() {
    #expect(columns("ab", "c d", start: 4) == ["ab  c d"])
    #expect(columns("abc", "d", start: 4) == ["abc", "    d"])
    #expect(columns("abc", "", start: 4) == ["abc"])
  }

  @Test(arguments: [
    ("a-b", #"a\-b"#), (#"\n"#, #"\en"#), ("it's", #"it\(aqs"#),
    ("±1 – 𝟙", #"\[u00B1]1 \[u2013] \[u1D7D9]"#),
  ])
  func `every character stands for itself in roff`(text: String, escaped: String) {
    #expect(roff(text) == escaped)
  }

  @Test(arguments: [
    ("a", "'a'"), ("", "''"), ("a'b\\", "'a'b\\'"), ("\r\n\t", #"'\r\n\t'"#),
    ("\u{0}\u{7f}\u{9b}", #"'\u{0}\u{7f}\u{9b}'"#), ("\u{202e}\u{fffd}", #"'\u{202e}\u{fffd}'"#),
    ("é日本👩‍🔬", "'é日本👩\\u{200d}🔬'"),
  ])
  func `a quoted word is on one line`(text: String, line: String) {
    #expect(quoted(text) == line)
  }

  @Test func `of a long word the beginning is quoted`() {
    let word = String(repeating: "é", count: 80)
    #expect(quoted(word) == "'\(word)'")
    #expect(quoted(word + "\n") == "'\(word)...' (81 characters)")
    #expect(quoted(String(repeating: "x", count: 120_000)).utf8.count < 120)
  }

  @Test func `a default is shown by its content`() {
    #expect(Flag<KettleOptions>.text(of: 3) == "3")
    #expect(Flag<KettleOptions>.text(of: Optional(3)) == "3")
    #expect(Flag<KettleOptions>.text(of: Int?.none) == nil)
  }

  @Test(arguments: [("it's", #"'it'\''s'"#, #"'it\'s'"#), (#"a\b"#, #"'a\b'"#, #"'a\\b'"#)])
  func `a word is quoted as each shell wants it`(text: String, word: String, fish: String) {
    #expect(text.shellWord == word)
    #expect(text.fishWord == fish)
  }
}
