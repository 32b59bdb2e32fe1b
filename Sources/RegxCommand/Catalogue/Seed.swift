// A seed as it was typed: what it means is the framework's business.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams

/// The text of a seed. PyTorch reads a 64-bit number in it, NumPy an unsigned number of 32 or of
/// any number of bits or a list of them, JAX a signed number.
struct Seed: Sendable, Equatable {
  let text: String
  init(_ text: String) { self.text = text }
  init(_ number: some BinaryInteger) { text = "\(number)" }

  /// What `torch.manual_seed` takes: -2^63 to 2^64 - 1, a negative one meaning its two's complement.
  func torch() throws(SeedError) -> UInt64 {
    if let value = number(UInt64.self) { return value }
    if let value = number(Int64.self) { return UInt64(bitPattern: value) }
    if isInteger { throw SeedError("must be within 64 bits, from -2^63 to 2^64 - 1") }
    throw SeedError("must be an integer, like 2021, -1 or 0x7e5")
  }

  /// The number in decimal where the text is one of 64 bits, else the text.
  var decimal: String {
    if let value = number(Int64.self) { return "\(value)" }
    return number(UInt64.self).map { "\($0)" } ?? text
  }

  /// The number in the text, in decimal or after 0x in hexadecimal, if the type holds it.
  func number<Integer: FixedWidthInteger>(_ type: Integer.Type) -> Integer? {
    let negative = text.hasPrefix("-")
    var digits = Substring(text)
    if negative || digits.hasPrefix("+") { digits = digits.dropFirst() }
    let hexadecimal = digits.hasPrefix("0x") || digits.hasPrefix("0X")
    if hexadecimal { digits = digits.dropFirst(2) }
    guard let first = digits.first, first != "-", first != "+" else { return nil }
    return Integer((negative ? "-" : "") + String(digits), radix: hexadecimal ? 16 : 10)
  }

  /// Whether the text is an integer of any size.
  var isInteger: Bool {
    var digits = Substring(text)
    if digits.hasPrefix("-") || digits.hasPrefix("+") { digits = digits.dropFirst() }
    let hexadecimal = digits.hasPrefix("0x") || digits.hasPrefix("0X")
    if hexadecimal { digits = digits.dropFirst(2) }
    return !digits.isEmpty
      && digits.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
          hexadecimal
        default: false
        }
      }
  }
}

extension Seed: ExpressibleByIntegerLiteral {
  init(integerLiteral number: Int) { self.init(number) }
}

/// Why a framework takes no such seed, as a phrase.
struct SeedError: Error, Equatable, Sendable, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension Seed {
  /// What `default_rng` and, within 0 to 2^32 - 1, `np.random.seed` take.
  func numPy() throws(SeedError) -> NumPySeed {
    do { return try NumPySeed(text: text) } catch { throw SeedError(error.description) }
  }
}

extension Seed {
  /// What `mx.random.seed` takes: 0 to 2^64 - 1.
  func mlx() throws(SeedError) -> UInt64 {
    if let value = number(UInt64.self) { return value }
    if isInteger { throw SeedError("must be within 0 to 2^64 - 1") }
    throw SeedError("must be an integer, like 2021 or 0x7e5")
  }

  /// What layers of Keras take on every backend: 0 to 2^31 - 1.
  func keras() throws(SeedError) -> UInt32 {
    if let value = number(UInt32.self), value < 1 << 31 { return value }
    if isInteger { throw SeedError("must be within 0 to 2^31 - 1, as every backend takes it") }
    throw SeedError("must be an integer, like 2021 or 0x7e5")
  }
}

extension Seed {
  /// What `jax.random.key` takes: -2^63 to 2^63 - 1. Beyond that JAX says `Python int too large to
  /// convert to C long`.
  func jax() throws(SeedError) -> Int64 {
    if let value = number(Int64.self) { return value }
    if isInteger { throw SeedError("must be within -2^63 to 2^63 - 1") }
    throw SeedError("must be an integer, like 2021, -1 or 0x7e5")
  }
}
