// Jumping the Mersenne Twister over any distance: t^J modulo the characteristic polynomial of its
// recurrence, applied to the words (Haramoto, Matsumoto, Nishimura, Panneton, L'Ecuyer 2008).
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

extension MT19937 {
  /// The distance from which a jump is cheaper than making the words.
  static let jumpDistance: UInt64 = 1 << 20

  /// Replaces `block` by the 624 words that lie `distance` words after it in the sequence.
  ///
  /// - Precondition: all words of the block were made by the recurrence, none by the seeding; there
  ///   is room for 16 more after them.
  static func jump(_ block: UnsafeMutablePointer<UInt32>, by distance: UInt64) {
    // Every bit of every word obeys the recurrence, so the word J further on is the sum of the
    // words i further on, over the terms t^i of t^J modulo the polynomial. The terms are taken in
    // parts, so that the words that each needs stay in the first-level cache.
    sum(block, over: JumpPolynomial(power: distance).coefficients)
  }

  /// Replaces `block` by the sums of the words i further on, over the terms t^i of a polynomial.
  ///
  /// - Precondition: as for `jump`.
  static func sum(
    _ block: UnsafeMutablePointer<UInt32>, over coefficients: ArraySlice<UInt64>
  ) {
    var coefficients = coefficients
    let blocks = 8
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: (blocks + 2) * wordCount) { memory in
      let words = memory.baseAddress!
      let sum = words + (blocks + 1) * wordCount
      sum.initialize(repeating: 0, count: wordCount)
      func take(_ number: Int) {
        (words + number * wordCount).update(from: block, count: wordCount)
        Kernels.inUse.twist(block)
      }
      take(0)
      while !coefficients.isEmpty {
        for number in 1...blocks { take(number) }
        let terms = exponents(of: coefficients.prefix(blocks * wordCount / 64))
        coefficients = coefficients.dropFirst(blocks * wordCount / 64)
        Kernels.inUse.shiftedSum(words, terms, terms.count, sum)
        words.update(from: words + blocks * wordCount, count: wordCount)
      }
      block.update(from: sum, count: wordCount)
    }
  }

  /// The numbers of the bits that are set.
  private static func exponents(of coefficients: ArraySlice<UInt64>) -> [UInt16] {
    var exponents: [UInt16] = []
    exponents.reserveCapacity(64 * coefficients.count)
    for (i, bits) in coefficients.enumerated() {
      var rest = bits
      while rest != 0 {
        exponents.append(UInt16(64 * i + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return exponents
  }
}
