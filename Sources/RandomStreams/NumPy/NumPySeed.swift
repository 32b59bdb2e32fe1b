// Seeds as NumPy takes them: one integer of any size, or a list of them.
// SPDX-License-Identifier: Apache-2.0

/// One integer, or a list of integers, of any size.
///
/// To `RandomState` a list of one integer and that integer are different seeds; to `default_rng`
/// they are the same.
public struct NumPySeed: Sendable, Hashable {
  /// The integers, each as 32-bit words, the lowest first and the highest not zero; zero is one
  /// word.
  let integers: [[UInt32]]
  /// Whether a list was given.
  let isList: Bool

  /// One integer.
  public init(_ integer: UInt64) {
    integers = [Self.words(of: integer)]
    isList = false
  }

  /// A list of integers, which may be empty.
  public init(list: [UInt64]) {
    integers = list.map(Self.words)
    isList = true
  }

  /// Reads an integer (`2021`, `0x7e5`) or a list (`1,2,3`, `[1, 0x2]`, `[]`) of any length.
  ///
  /// A comma makes a list, even after the last integer: `5,` is the list `[5]`.
  ///
  /// - Throws: `.negative` for an integer with a minus sign, `.unreadable` for other text that is
  ///   not an integer.
  public init(text: some StringProtocol) throws(NumPySeedError) {
    var rest = Substring(text).trimmingSpaces
    let bracketed = rest.first == "[" && rest.last == "]" && rest.count >= 2
    if bracketed { rest = rest.dropFirst().dropLast().trimmingSpaces }
    isList = bracketed || rest.contains(",")
    if bracketed && rest.isEmpty {
      integers = []
      return
    }
    if rest.last == "," { rest = rest.dropLast() }
    var integers: [[UInt32]] = []
    for item in rest.split(separator: ",", omittingEmptySubsequences: false) {
      integers.append(try Self.words(of: item.trimmingSpaces))
    }
    self.integers = integers
  }

  /// All words one after the other, as `SeedSequence` reads them.
  var entropy: [UInt32] { integers.flatMap(\.self) }

  private static func words(of integer: UInt64) -> [UInt32] {
    let high = UInt32(truncatingIfNeeded: integer >> 32)
    return [UInt32(truncatingIfNeeded: integer)] + (high == 0 ? [] : [high])
  }

  private static func words(of text: Substring) throws(NumPySeedError) -> [UInt32] {
    var digits = text
    if digits.first == "-" && digits.dropFirst().first?.isWholeNumber == true { throw .negative }
    if digits.first == "+" { digits = digits.dropFirst() }
    let isHexadecimal = digits.hasPrefix("0x") || digits.hasPrefix("0X")
    if isHexadecimal { digits = digits.dropFirst(2) }
    let radix = isHexadecimal ? 16 : 10
    if digits.isEmpty { throw .unreadable }

    // Six or seven digits at a time, as many as a 32-bit word holds with room for the carry.
    var words: [UInt32] = [0]
    var (chunk, scale): (UInt64, UInt64) = (0, 1)
    for character in digits {
      guard character.isASCII, let digit = character.hexDigitValue, digit < radix else {
        throw .unreadable
      }
      chunk = chunk * UInt64(radix) + UInt64(digit)
      scale *= UInt64(radix)
      if scale >= UInt64(10_000_000) {
        multiply(&words, by: scale, adding: chunk)
        (chunk, scale) = (0, 1)
      }
    }
    multiply(&words, by: scale, adding: chunk)
    return words
  }

  /// Leaves no leading zero word, unless the number is zero.
  private static func multiply(_ words: inout [UInt32], by factor: UInt64, adding addend: UInt64) {
    var carry = addend
    for index in words.indices {
      let value = UInt64(words[index]) * factor + carry
      words[index] = UInt32(truncatingIfNeeded: value)
      carry = value >> 32
    }
    if carry > 0 { words.append(UInt32(truncatingIfNeeded: carry)) }
  }
}

extension NumPySeed: ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  public init(integerLiteral integer: UInt64) { self.init(integer) }
  public init(arrayLiteral integers: UInt64...) { self.init(list: integers) }
}

/// A seed that NumPy refuses.
public enum NumPySeedError: Error, Hashable, Sendable, CustomStringConvertible {
  /// `default_rng`: `expected non-negative integer`.
  case negative
  /// `RandomState`: `Seed must be between 0 and 2**32 - 1`.
  case outOfRange
  /// `RandomState`: `Seed must be non-empty`.
  case empty
  /// Text that is no integer. NumPy: `unrecognized seed string`.
  case unreadable

  /// What a seed must be, as a phrase.
  public var description: String {
    switch self {
    case .negative: "must not be negative"
    case .outOfRange: "must be within 0 to 2^32 - 1"
    case .empty: "must not be an empty list"
    case .unreadable: "must be an integer, like 2021 or 0x7e5, or a list, like 1,2,3"
    }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    var rest = self
    while rest.first == " " { rest = rest.dropFirst() }
    while rest.last == " " { rest = rest.dropLast() }
    return rest
  }
}
