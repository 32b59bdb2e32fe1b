// What an environment says of a terminal.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pictures

@Suite("Capabilities of a terminal")
struct CapabilityTests {
  private func capabilities(
    _ environment: [String: String], isTerminal: Bool = true
  ) -> TerminalCapabilities {
    TerminalCapabilities(
      terminalSize: isTerminal ? (columns: 132, rows: 43) : nil, environment: { environment[$0] })
  }

  @Test(
    "Colours follow the environment",
    arguments: [
      (["COLORTERM": "truecolor", "TERM": "xterm"], "full"),
      (["COLORTERM": "24bit"], "full"), (["TERM": "xterm-256color"], "indexed"),
      (["TERM": "linux"], "basic"), (["TERM": "dumb", "COLORTERM": "truecolor"], "none"),
      (["NO_COLOR": "1", "COLORTERM": "truecolor"], "none"),
      (["NO_COLOR": "", "TERM": "xterm-256color"], "indexed"),
    ])
  func colours(environment: [String: String], expected: String) {
    #expect(capabilities(environment).colours.rawValue == expected)
    #expect(capabilities(environment, isTerminal: false).colours == .none)
  }

  @Test(
    "The first locale that is set decides about Unicode",
    arguments: [
      (["LANG": "de_DE.UTF-8"], true), (["LANG": "C.utf8"], true), (["LANG": "C"], false),
      ([:], false), (["LC_ALL": "C", "LANG": "de_DE.UTF-8"], false),
      (["LC_ALL": "", "LC_CTYPE": "en_US.UTF-8", "LANG": "C"], true),
      (["LANG": "ca_ES.UTF-8@valencia"], true), (["LANG": "de_DE.UTF-8", "TERM": "dumb"], false),
    ] as [([String: String], Bool)])
  func unicode(environment: [String: String], expected: Bool) {
    #expect(capabilities(environment).isUnicode == expected)
  }

  @Test("A terminal has its size, a pipe 80 columns and no end")
  func size() {
    #expect(capabilities([:]).width == 132)
    #expect(capabilities([:]).height == 43)
    #expect(capabilities([:], isTerminal: false).width == 80)
    #expect(capabilities([:], isTerminal: false).height == nil)
    let unknown = TerminalCapabilities(
      terminalSize: (columns: 0, rows: 0), environment: { _ in nil })
    #expect(unknown.width == 80 && unknown.height == nil)
  }
}
