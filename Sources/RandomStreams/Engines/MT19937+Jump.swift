// Jumping the Mersenne Twister over any distance: t^J modulo the characteristic polynomial of its
// recurrence, applied to the words (Haramoto, Matsumoto, Nishimura, Panneton, L'Ecuyer 2008).

extension MT19937 {
  /// The distance from which a jump is cheaper than making the words.
  static let jumpDistance: UInt64 = 1 << 20

  /// Replaces `block` by the 624 words that lie `distance` words after it in the sequence.
  ///
  /// - Precondition: all words of the block were made by the recurrence, none by the seeding; there
  ///   is room for 16 more behind them.
  static func jump(_ block: UnsafeMutablePointer<UInt32>, by distance: UInt64) {
    // Every bit of every word obeys the recurrence, so the word J further on is the sum of the
    // words i further on, over the terms t^i of t^J modulo the polynomial.
    let blocks = (JumpPolynomial.degree + wordCount) / wordCount + 1
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: blocks * wordCount) { sequence in
      let twist = Kernels.inUse.twist
      let words = sequence.baseAddress!
      for number in 0..<blocks {
        (words + number * wordCount).update(from: block, count: wordCount)
        twist(block)
      }
      let polynomial = JumpPolynomial(power: distance)
      let terms = polynomial.exponents
      Kernels.inUse.shiftedSum(words, terms, terms.count, block)
    }
  }
}
