// One bit of each word of a stream.
// SPDX-License-Identifier: Apache-2.0

/// A sequence of bits, 64 in a number.
struct BitSequence {
  private(set) var words: [UInt64]
  private(set) var count: Int

  /// Bit `bit` of each `stride`th of the generator's next words.
  init(
    of bit: Int, stride: Int = 1, count: Int, from generator: MT19937
  ) {
    self.count = count
    var generator = generator
    var words = [UInt64](repeating: 0, count: count / 64 + 2)
    var block = [UInt32](repeating: 0, count: 4096 * stride)
    var done = 0
    while done < count {
      var span = block.mutableSpan
      generator.fill(&span)
      for i in 0..<min(4096, count - done) {
        words[(done + i) / 64] |=
          UInt64(block[i * stride] >> UInt32(bit) & 1) << UInt64((done + i) % 64)
      }
      done += 4096
    }
    self.words = words
  }

  init(_ bits: [Bool]) {
    count = bits.count
    words = [UInt64](repeating: 0, count: count / 64 + 2)
    for (i, bit) in bits.enumerated() where bit { words[i / 64] |= 1 << UInt64(i % 64) }
  }

  subscript(_ index: Int) -> Bool { words[index / 64] >> UInt64(index % 64) & 1 == 1 }

  /// How many of the places up to `limit` break the Mersenne Twister's recurrence, and how many
  /// there were.
  func failures(upTo limit: Int) -> (failed: Int, of: Int) {
    let tries = min(limit, count - BinaryPolynomial.degree)
    guard tries > 0 else { return (0, 0) }
    let failed = (0..<tries).reduce(0) { failed, place in
      let sum = BinaryPolynomial.characteristic.reduce(false) { $0 != self[place + $1] }
      return failed + (sum ? 1 : 0)
    }
    return (failed, tries)
  }
}
