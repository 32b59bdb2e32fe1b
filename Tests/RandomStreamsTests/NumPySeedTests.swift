// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Testing

/// What seeds look like and which are refused.
@Suite struct NumPySeedTests {
  @Test(
    arguments: [
      ("2021", NumPySeed(2021)), ("0", NumPySeed(0)), ("000", NumPySeed(0)),
      ("0x7e5", NumPySeed(2021)),
      ("+5", NumPySeed(5)), (" 7 ", NumPySeed(7)), ("0X1F", NumPySeed(31)),
      ("18446744073709551615", NumPySeed(.max)), ("4294967296", NumPySeed(1 << 32)),
      ("1,2,3", NumPySeed(list: [1, 2, 3])), ("[1, 0x2, 3]", NumPySeed(list: [1, 2, 3])),
      ("5,", NumPySeed(list: [5])), ("[5]", NumPySeed(list: [5])), ("[]", NumPySeed(list: [])),
    ])
  func `text names an integer or a list`(text: String, seed: NumPySeed) throws {
    #expect(try NumPySeed(text: text) == seed)
  }

  @Test(arguments: [
    "", " ", "a", "1.5", "0x", "1,,2", ",", "[,]", "[1", "1]", "--1", "1 2", "0xg", "٣", "1e3",
  ])
  func `text that is no integer is refused`(text: String) {
    #expect(throws: NumPySeedError.unreadable) { try NumPySeed(text: text) }
  }

  @Test(arguments: ["-1", "1,-2", "[-3]"])
  func `a negative seed is refused`(text: String) {
    #expect(throws: NumPySeedError.negative) { try NumPySeed(text: text) }
  }

  @Test func `decimal and hexadecimal digits of any number mean the same`() throws {
    // 2^200 + 12345 and 10^60.
    let large = "0x1" + String(repeating: "0", count: 46) + "3039"
    #expect(
      try NumPySeed(text: large)
        == NumPySeed(text: "1606938044258990275541962092341162602522202993782792835313721"))
    #expect(
      try NumPySeed(text: "1" + String(repeating: "0", count: 60))
        == NumPySeed(text: "0x9f4f2726179a224501d762422c946590d91000000000000000"))
  }

  @Test func `RandomState takes 32 bits, in a list too, and no empty list`() throws {
    for text in ["4294967296", "[1,4294967296]"] {
      #expect(throws: NumPySeedError.outOfRange) {
        try NumPyRandomState(seed: NumPySeed(text: text))
      }
    }
    #expect(throws: NumPySeedError.empty) { try NumPyRandomState(seed: NumPySeed(list: [])) }
    _ = try NumPyRandomState(seed: NumPySeed(UInt64(UInt32.max)))
  }
}
