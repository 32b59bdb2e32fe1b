// Keys of a terminal, from the bytes that it sends.
// SPDX-License-Identifier: Apache-2.0

/// A key that was pressed.
enum Key: Hashable, Sendable {
  case up, down, left, right, pageUp, pageDown, home, end
  case tab, backTab, enter, escape, backspace
  /// The end of input: control-D, or nobody there any more.
  case endOfInput
  /// A sign of ASCII that can be printed.
  case sign(Character)
}

/// Takes bytes as they come and yields the keys that they stand for.
///
/// An arrow is three bytes that begin with an escape, and they may come apart. An escape by itself
/// is one after which nothing came: whoever reads says so by `flush()`.
struct KeyDecoder: Sendable {
  private var pending: [UInt8] = []

  /// Whether a sequence has begun and not ended.
  var isWaiting: Bool { !pending.isEmpty }

  /// The keys that are complete with these bytes.
  mutating func keys(_ bytes: some Sequence<UInt8>) -> [Key] {
    bytes.compactMap { take($0) }
  }

  /// What stood open is all there is: an escape by itself, or half a sequence, which is dropped.
  mutating func flush() -> Key? {
    defer { pending = [] }
    return pending == [Self.escape] ? .escape : nil
  }

  private static let escape: UInt8 = 0x1b
  /// No terminal sends longer ones for a key; of those the rest is passed over.
  private static let longest = 16

  private mutating func take(_ byte: UInt8) -> Key? {
    if byte == Self.escape {
      // A second escape begins anew, and the first one was a key.
      defer { pending = [byte] }
      return pending == [byte] ? .escape : nil
    }
    guard !pending.isEmpty else { return Self.single[byte] ?? Self.sign(byte) }
    if pending.count < Self.longest { pending.append(byte) }
    if pending.count == 2 {
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") { return nil }
      // A key with Alt held: none means anything here.
      pending = []
      return nil
    }
    // A sequence ends with a letter or a tilde; numbers and semicolons come before.
    let isLast = (0x40...0x7e).contains(byte)
    guard isLast || byte < 0x20 else { return nil }
    defer { pending = [] }
    let number = pending.dropFirst(2).prefix { (48...57).contains($0) }
    if byte == UInt8(ascii: "~") { return Self.numbered[String(decoding: number, as: UTF8.self)] }
    return Self.lettered[byte]
  }

  private static func sign(_ byte: UInt8) -> Key? {
    (0x20..<0x7f).contains(byte) ? .sign(Character(UnicodeScalar(byte))) : nil
  }

  private static let single: [UInt8: Key] = [
    0x04: .endOfInput, 0x08: .backspace, 0x09: .tab, 0x0a: .enter, 0x0d: .enter, 0x7f: .backspace,
  ]
  private static let lettered: [UInt8: Key] = [
    UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right,
    UInt8(ascii: "D"): .left, UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end,
    UInt8(ascii: "Z"): .backTab, UInt8(ascii: "M"): .enter,
  ]
  private static let numbered: [String: Key] = [
    "1": .home, "4": .end, "5": .pageUp, "6": .pageDown, "7": .home, "8": .end,
  ]
}
