// Raw words, apart from what any framework makes of them.
// SPDX-License-Identifier: Apache-2.0

/// A generator of raw words: Mersenne Twister, MCG31, PCG64, Threefry.
///
/// A generator is a value: passing it `inout` draws from it, and a copy is a snapshot that repeats
/// what the original will give.
public protocol BitGenerator: Sendable {
  /// What one step yields.
  associatedtype Word: FixedWidthInteger & UnsignedInteger & Sendable

  /// The next word.
  mutating func next() -> Word

  /// The next `block.count` words, in order: the same that as many calls of `next` would give.
  mutating func fill(_ block: inout MutableSpan<Word>)

  /// Skips `distance` words, as if they had been drawn and thrown away.
  mutating func advance(by distance: UInt64)
}
