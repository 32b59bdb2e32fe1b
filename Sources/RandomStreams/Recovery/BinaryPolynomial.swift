// Polynomials over the integers modulo 2, 64 coefficients in a number.
// SPDX-License-Identifier: Apache-2.0

/// A polynomial below t^19937, as the residue it is modulo the Mersenne Twister's φ.
struct BinaryPolynomial: Equatable {
  /// φ's degree.
  static let degree = JumpPolynomial.degree
  /// Numbers for the coefficients of φ itself.
  static let wordCount = degree / 64 + 1

  /// The coefficients, that of t^0 in the lowest bit of the first.
  var words: [UInt64]

  init(words: [UInt64] = []) {
    self.words = words + [UInt64](repeating: 0, count: Self.wordCount - words.count)
  }

  /// The exponents of φ's terms, the lowest first.
  static let characteristic: [Int] = {
    // t·(B^32 + Σ aᵢ·B^(31-i)) + 1 with B = t^623 + t^396: see `JumpPolynomial`.
    var counts = [Int](repeating: 0, count: degree + 1)
    counts[0] += 1
    let matrix = MT19937.matrix & 0x7fff_ffff
    let powers = (0...31).filter { matrix >> UInt32($0) & 1 == 1 }.map { 31 - $0 }
    for power in powers + [32] {
      // Which binomial coefficients are odd tells the bits (Lucas).
      for i in 0...power where i & power == i { counts[1 + 623 * i + 396 * (power - i)] += 1 }
    }
    return counts.indices.filter { counts[$0] % 2 == 1 }
  }()

  /// The numerator of a sequence that obeys φ: what its first terms are to polynomials. The next
  /// term on is t times as much.
  ///
  /// - `sequence`: its first 19937 terms as bits.
  init(numeratorOf sequence: [UInt64]) {
    let count = Self.degree
    // The first term is the highest coefficient of t^(i - 1), for each term t^i of φ.
    var reversed = [UInt64](repeating: 0, count: Self.wordCount)
    for j in 0..<count where sequence[j / 64] >> UInt64(j % 64) & 1 == 1 {
      reversed[(count - 1 - j) / 64] |= 1 << UInt64((count - 1 - j) % 64)
    }
    words = [UInt64](repeating: 0, count: Self.wordCount)
    for i in Self.characteristic where i > 0 {
      // Coefficient count - 1 - j becomes i - 1 - j; what falls below 0 is no part of it.
      let shift = count - i
      let (whole, part) = (shift / 64, UInt64(shift % 64))
      for k in 0..<Self.wordCount - whole {
        let low = reversed[k + whole] >> part
        let next = k + whole + 1 < Self.wordCount ? reversed[k + whole + 1] : 0
        words[k] ^= low ^ (part == 0 ? 0 : next << (64 - part))
      }
    }
  }

  /// The product modulo φ.
  func times(_ other: BinaryPolynomial) -> BinaryPolynomial {
    let count = Self.wordCount
    var product = [UInt64](repeating: 0, count: 2 * count)
    product.withUnsafeMutableBufferPointer { product in
      for bit in 0..<64 {
        // The other one, moved by a bit more each time.
        var carried: UInt64 = 0
        let moved = (0...count).map { k -> UInt64 in
          let word = k < count ? other.words[k] : 0
          defer { carried = bit == 0 ? 0 : word >> UInt64(64 - bit) }
          return word << UInt64(bit) | carried
        }
        for (k, word) in words.enumerated() where word >> UInt64(bit) & 1 == 1 {
          for i in 0...count where k + i < 2 * count { product[k + i] ^= moved[i] }
        }
      }
    }
    Self.reduce(&product)
    return BinaryPolynomial(words: Array(product[..<count]))
  }

  /// Replaces what lies from t^19937 on.
  private static func reduce(_ words: inout [UInt64]) {
    let rest = characteristic.dropLast()
    for place in stride(from: 64 * words.count - 1, through: degree, by: -1)
    where words[place / 64] >> UInt64(place % 64) & 1 == 1 {
      words[place / 64] ^= 1 << UInt64(place % 64)
      for i in rest {
        let target = place - degree + i
        words[target / 64] ^= 1 << UInt64(target % 64)
      }
    }
  }

  /// 1 over the polynomial modulo φ, which is irreducible; `nil` of zero.
  func inverse() -> BinaryPolynomial? {
    var a = Remainder(value: BinaryPolynomial(), factor: BinaryPolynomial())
    for i in Self.characteristic { a.value.words[i / 64] |= 1 << UInt64(i % 64) }
    var b = Remainder(value: self, factor: BinaryPolynomial(words: [1]))
    a.degree = Self.degree
    b.findDegree(from: Self.degree)
    // Euclid's algorithm; each value is its factor times this polynomial, modulo φ.
    while b.degree > 0 {
      if a.degree < b.degree { swap(&a, &b) }
      if b.degree <= 0 { break }
      a.add(b, movedBy: a.degree - b.degree)
    }
    return b.degree == 0 ? b.factor : a.degree == 0 ? a.factor : nil
  }
}

/// A step of Euclid's algorithm.
private struct Remainder {
  var value: BinaryPolynomial
  var factor: BinaryPolynomial
  /// -1 for zero.
  var degree = 0
  /// The numbers of `factor` that may not be zero.
  private var factorCount = 1

  init(value: BinaryPolynomial, factor: BinaryPolynomial) {
    self.value = value
    self.factor = factor
  }

  /// Finds the degree, which is at most `limit`.
  mutating func findDegree(from limit: Int) {
    var word = limit / 64
    while word >= 0, value.words[word] == 0 { word -= 1 }
    degree = word < 0 ? -1 : 64 * word + 63 - value.words[word].leadingZeroBitCount
  }

  /// Adds another one times t^shift, whose highest term falls on this one's.
  mutating func add(_ other: Remainder, movedBy shift: Int) {
    Self.add(other.value.words, other.degree / 64 + 1, shift, to: &value.words)
    let count = other.factorCount
    Self.add(other.factor.words, count, shift, to: &factor.words)
    factorCount = min(
      max(factorCount, count + shift / 64 + 1), BinaryPolynomial.wordCount)
    findDegree(from: degree)
  }

  private static func add(
    _ words: [UInt64], _ count: Int, _ shift: Int, to sum: inout [UInt64]
  ) {
    let (whole, part) = (shift / 64, UInt64(shift % 64))
    let count = min(count, sum.count - whole)
    words.withUnsafeBufferPointer { words in
      sum.withUnsafeMutableBufferPointer { sum in
        guard part > 0 else {
          for i in 0..<count { sum[i + whole] ^= words[i] }
          return
        }
        var last: UInt64 = 0
        for i in 0..<count {
          sum[i + whole] ^= words[i] &<< part | last
          last = words[i] &>> (64 &- part)
        }
        if count + whole < sum.count { sum[count + whole] ^= last }
      }
    }
  }
}
