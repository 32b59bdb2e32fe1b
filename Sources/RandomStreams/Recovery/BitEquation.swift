// What is known of the bits of a Mersenne Twister's words.
// SPDX-License-Identifier: Apache-2.0

/// One bit of one word.
package struct BitEquation: Hashable, Sendable {
  /// The word's number in the stream.
  package var word: UInt64
  /// The bit, 0 the lowest.
  package var bit: Int
  package var value: Bool
}

extension WordTest {
  /// The bits that all words in the interval share, from the highest of those that count on.
  package var equations: [BitEquation] {
    var found: [BitEquation] = []
    var rest = bits
    while rest != 0 {
      let bit = 31 - rest.leadingZeroBitCount
      let value = low >> UInt32(bit) & 1
      guard value == high >> UInt32(bit) & 1 else { break }
      found.append(BitEquation(word: offset, bit: bit, value: value == 1))
      rest &= ~(1 << UInt32(bit))
    }
    return found
  }
}
