// How one value of a draw came about, for people who ask.
// SPDX-License-Identifier: Apache-2.0

/// The words that made one value, and how.
public struct DrawTrace: Sendable {
  /// The 32-bit words that made the value, in the order in which they are drawn.
  public let words: [UInt32]
  /// How many words of the same call lie before the first of them; `nil` where a key gives each
  /// word by its number.
  public let offset: UInt64?
  /// The uniform that the words make.
  public let uniform: Double
  /// How they make it, as a phrase: `the low 24 bits of one word over 2^24`.
  public let rule: String
  /// What a mask compares the uniform with; `nil` for a draw that is no mask.
  public var comparison: Comparison?

  /// A condition on the uniform that gives 1.
  public struct Comparison: Sendable {
    /// `<`, `<=` or `>`.
    public let relation: String
    /// The number on its right.
    public let bound: Double

    /// A condition by its parts.
    public init(relation: String, bound: Double) {
      self.relation = relation
      self.bound = bound
    }
  }
}

/// A draw whose values can be traced back to their words.
public protocol TracedDraw {
  /// What made value `index`; `nil` where the words cannot be told apart.
  ///
  /// - Precondition: the call has so many.
  mutating func trace(_ index: Int) -> DrawTrace?
}

extension WordReader {
  /// The `count` words from number `start` on.
  mutating func words(_ count: Int, from start: UInt64) -> [UInt32] {
    var words = [UInt32](repeating: 0, count: count)
    var block = words.mutableSpan
    read(&block, from: start)
    return words
  }
}

extension Draw where Element: BinaryFloatingPoint {
  /// The value at `index`.
  mutating func value(_ index: Int) -> Double {
    var value: [Element] = [0]
    var block = value.mutableSpan
    fill(&block, from: index)
    return Double(value[0])
  }
}
