// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TensorFormats

@Suite struct QuotingTests {
  @Test(arguments: [
    ("plain", "'plain'"), ("a\nb\tc\r", #"'a\nb\tc\r'"#), ("\u{1b}[31m", #"'\x1b[31m'"#),
    ("\u{202e}gnp.x", #"'\u202egnp.x'"#), ("a\u{200b}b", #"'a\u200bb'"#),
    ("\u{2028}", #"'\u2028'"#), ("\u{85}", #"'\x85'"#), ("\u{e0041}", #"'\U000e0041'"#),
    ("\u{3164}", #"'\u3164'"#), ("é 漢 ✓", "'é 漢 ✓'"),
  ])
  func `what cannot be seen is escaped`(text: String, expected: String) {
    #expect(quoted(text) == expected)
  }

  @Test func `a long word is cut`() {
    let word = String(repeating: "x", count: 120_000)
    #expect(quoted(word) == "'\(String(repeating: "x", count: 80))...'")
    #expect(quoted(word.utf8) == quoted(word))
    #expect(quoted(String(repeating: "x", count: 80)).count == 82)
  }
}
