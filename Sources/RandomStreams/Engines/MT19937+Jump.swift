// Jumping the Mersenne Twister over any distance: t^J modulo the characteristic polynomial of its
// recurrence, applied to the words (Haramoto, Matsumoto, Nishimura, Panneton, L'Ecuyer 2008).

extension MT19937 {
  /// The distance from which a jump is cheaper than making the words: a jump costs what some
  /// two thousand blocks do.
  static let jumpDistance: UInt64 = 1 << 20

  /// The 624 words that lie `distance` words after `words` in the sequence.
  ///
  /// - Precondition: all `words` were made by the recurrence, none by the seeding.
  static func jumped(from words: [UInt32], by distance: UInt64) -> [UInt32] {
    let remainder = Polynomial.power(distance)
    // Every bit of every word obeys the recurrence, so the word J further on is the sum of the
    // words i further on, over the terms t^i of t^J modulo the polynomial.
    let sequence = extended(words, to: Polynomial.degree + wordCount)
    let terms = remainder.exponents
    var result = [UInt32](repeating: 0, count: wordCount)
    sequence.withUnsafeBytes { sequence in
      result.withUnsafeMutableBytes { result in
        typealias Vector = SIMD16<UInt32>
        // Three vectors at a time stay in registers over all terms.
        for word in stride(from: 0, to: wordCount, by: 48) {
          var (a, b, c) = (Vector(), Vector(), Vector())
          for term in terms {
            let at = 4 * (Int(term) + word)
            a ^= sequence.loadUnaligned(fromByteOffset: at, as: Vector.self)
            b ^= sequence.loadUnaligned(fromByteOffset: at + 64, as: Vector.self)
            c ^= sequence.loadUnaligned(fromByteOffset: at + 128, as: Vector.self)
          }
          result.storeBytes(of: a, toByteOffset: 4 * word, as: Vector.self)
          result.storeBytes(of: b, toByteOffset: 4 * word + 64, as: Vector.self)
          result.storeBytes(of: c, toByteOffset: 4 * word + 128, as: Vector.self)
        }
      }
    }
    return result
  }

  /// The sequence that begins with `words`, untempered.
  private static func extended(_ words: [UInt32], to count: Int) -> [UInt32] {
    var sequence = words
    sequence.reserveCapacity(count)
    for k in 0..<count - wordCount {
      let joined = sequence[k] & 0x8000_0000 | sequence[k + 1] & 0x7fff_ffff
      sequence.append(sequence[k + middle] ^ joined >> 1 ^ (joined & 1 == 1 ? matrix : 0))
    }
    return sequence
  }
}

/// A polynomial over the integers modulo 2, of degree under 19937: one bit a coefficient.
private struct Polynomial {
  static let degree = 19_937
  static let wordCount = (degree + 63) / 64

  var words = [UInt64](repeating: 0, count: wordCount)

  /// The exponents with coefficient 1.
  var exponents: [Int32] {
    var exponents: [Int32] = []
    exponents.reserveCapacity(Self.degree / 2 + 512)
    for (i, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        exponents.append(Int32(64 * i + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return exponents
  }

  /// The exponents below the highest of the characteristic polynomial
  /// t·(B^32 + Σ aᵢ·B^(31-i)) + 1 with B = t^623 + t^396 and aᵢ the bits of the twist matrix.
  private static let tail: [Int] = {
    var odd: Set<Int> = [0]
    for power in [32] + (0..<31).filter({ MT19937.matrix >> $0 & 1 == 1 }).map({ 31 - $0 }) {
      // Modulo 2 the terms of (t^623 + t^396)^power are those with the bits of k within power's.
      for k in 0...power where k & power == k {
        odd.formSymmetricDifference([1 + 623 * k + 396 * (power - k)])
      }
    }
    return odd.subtracting([degree]).sorted()
  }()

  /// t^exponent, reduced.
  static func power(_ exponent: UInt64) -> Polynomial {
    var result = Polynomial()
    // The leading bits give a monomial of a degree that needs no reduction.
    let taken = max(0, 64 - exponent.leadingZeroBitCount - 14)
    let leading = Int(exponent >> UInt64(taken))
    result.words[leading / 64] = 1 << UInt64(leading % 64)
    for bit in stride(from: taken - 1, through: 0, by: -1) {
      result.square(timesVariable: exponent >> UInt64(bit) & 1 == 1)
    }
    return result
  }

  /// Squares the polynomial and multiplies it by t where asked.
  private mutating func square(timesVariable: Bool) {
    var wide = [UInt64](repeating: 0, count: 2 * Self.wordCount + 2)
    for (i, word) in words.enumerated() {
      wide[2 * i] = Self.spread(UInt32(truncatingIfNeeded: word))
      wide[2 * i + 1] = Self.spread(UInt32(truncatingIfNeeded: word >> 32))
    }
    if timesVariable {
      for i in stride(from: wide.count - 1, to: 0, by: -1) {
        wide[i] = wide[i] << 1 | wide[i - 1] >> 63
      }
      wide[0] <<= 1
    }
    Self.reduce(&wide)
    words = Array(wide.prefix(Self.wordCount))
  }

  /// The bits of `word` with a zero between each two.
  private static func spread(_ word: UInt32) -> UInt64 {
    var x = UInt64(word)
    x = (x | x << 16) & 0x0000_ffff_0000_ffff
    x = (x | x << 8) & 0x00ff_00ff_00ff_00ff
    x = (x | x << 4) & 0x0f0f_0f0f_0f0f_0f0f
    x = (x | x << 2) & 0x3333_3333_3333_3333
    x = (x | x << 1) & 0x5555_5555_5555_5555
    return x
  }

  /// Takes `wide` modulo the characteristic polynomial, from the top down.
  ///
  /// The second highest exponent lies 623 below the highest, so nine words above the degree can be
  /// folded at once: what they are replaced by lies wholly below them.
  private static func reduce(_ wide: inout [UInt64]) {
    let chunk = 9
    var top = wide.count * 64
    var high = [UInt64](repeating: 0, count: chunk)
    while top > degree {
      let bottom = max(degree, top - 64 * chunk)
      let count = (top - bottom + 63) / 64
      wide.withUnsafeMutableBufferPointer { wide in
        high.withUnsafeMutableBufferPointer { high in
          // Lift out the bits bottom..<top.
          let (word, shift) = (bottom / 64, UInt64(bottom % 64))
          for i in 0..<count {
            let upper = word + i + 1 < wide.count ? wide[word + i + 1] : 0
            high[i] = wide[word + i] >> shift | (shift == 0 ? 0 : upper << (64 - shift))
          }
          wide[word] &= shift == 0 ? 0 : (1 << shift) - 1
          for i in word + 1..<min(word + count + 1, wide.count) { wide[i] = 0 }
          // t^degree is the sum of the other terms.
          for exponent in tail {
            let (word, shift) = (
              (exponent + bottom - degree) / 64, UInt64((exponent + bottom - degree) % 64)
            )
            var carry: UInt64 = 0
            for i in 0..<count {
              wide[word + i] ^= high[i] << shift | carry
              carry = shift == 0 ? 0 : high[i] >> (64 - shift)
            }
            if carry != 0 { wide[word + count] ^= carry }
          }
        }
      }
      top = bottom
    }
  }
}
