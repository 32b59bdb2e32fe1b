// Powers of t modulo the characteristic polynomial of the Mersenne Twister.
// SPDX-License-Identifier: Apache-2.0

/// t^J modulo φ = t·(B^32 + Σ aᵢ·B^(31-i)) + 1, with B = t^623 + t^396 and aᵢ the lower 31 bits of
/// the twist matrix (Matsumoto and Nishimura 1998, appendix), over the integers modulo 2.
///
/// φ has 135 terms as a polynomial in t, but 17 in B: so a polynomial is kept as 33 digits to the
/// base B, each below t^623, and
///
/// - squaring spreads each digit and carries it once, B^2 being two digits up;
/// - a digit from the 32nd on, times t, is replaced by itself 32 digits down and by t times itself
///   at each aᵢ, whole digits at a time, without a shift. The factor t is part of the exponent:
///   a step makes of t^e the power 2e + 1 or 2e + 2, and every J is reached by such steps.
///
/// A jump over any 64-bit distance takes 55 steps of a few microseconds.
struct JumpPolynomial {
  /// The highest exponent that may occur.
  static let degree = 19_937

  /// A digit: 623 bits, and room for some more until they are carried.
  private static let digitWords = 10
  private static let digitCount = 33

  private var digits = [UInt64](repeating: 0, count: digitCount * digitWords)

  /// t^exponent.
  init(power exponent: UInt64) {
    // In reverse: what the last step took, and so on, until the power is a single digit.
    var (rest, steps, stepCount) = (exponent, 0 as UInt64, 0)
    while rest > 622 {
      let isOdd = rest & 1
      rest = (rest - (2 - isOdd)) / 2
      steps = steps << 1 | isOdd
      stepCount += 1
    }
    digits[Int(rest) / 64] = 1 << (rest % 64)
    let size = (2 * Self.digitCount + 1) * Self.digitWords + Self.digitCount * Self.digitWords
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: size) { scratch in
      scratch.initialize(repeating: 0)
      digits.withUnsafeMutableBufferPointer { digits in
        for _ in 0..<stepCount {
          Self.step(digits.baseAddress!, scratch.baseAddress!, addingTwo: steps & 1 == 0)
          steps >>= 1
        }
      }
    }
  }

  /// Makes of t^e the power 2e + 1, or 2e + 2 where asked.
  private static func step(
    _ digits: UnsafeMutablePointer<UInt64>, _ scratch: UnsafeMutablePointer<UInt64>,
    addingTwo: Bool
  ) {
    let size = digitWords
    // The square is t times the sum of these digits …
    let square = scratch
    // … and later these as they are.
    let rest = scratch + (2 * digitCount + 1) * size
    for j in 0..<digitCount { spread(digits + j * size, into: square + 2 * j * size) }
    // The highest digit has at most three bits. What it leaves one digit too high, divided by t,
    // is one of the digits still to be replaced.
    let top = square[64 * size]
    replace(64, in: square, rest)
    square[32 * size] ^= top >> 1
    rest[32 * size] = top & 1
    for j in stride(from: 63, through: 32, by: -1) { replace(j, in: square, rest) }

    // Times t, with what a digit has too much carried into the next.
    let shift: UInt64 = addingTwo ? 2 : 1
    var carried: UInt64 = 0
    for j in 0..<digitCount {
      let (to, from, plain) = (digits + j * size, square + j * size, rest + j * size)
      var (last, lastPlain): (UInt64, UInt64) = (0, 0)
      for i in 0..<size {
        let word = j < 32 ? from[i] : 0
        to[i] =
          word << shift | last >> (64 - shift) ^ plain[i] << (shift - 1)
          ^ (addingTwo ? lastPlain >> 63 : 0)
        (last, lastPlain) = (word, plain[i])
      }
      to[0] ^= carried
      // t^623 is B + t^396.
      carried = to[9] >> 47
      to[9] &= 1 << 47 - 1
      to[6] ^= carried << 12
    }
  }

  /// Writes the square of a digit as two digits, the lower one first.
  private static func spread(
    _ digit: UnsafeMutablePointer<UInt64>, into square: UnsafeMutablePointer<UInt64>
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 28) { wide in
      let x = wide.baseAddress!
      for i in 0..<10 {
        x[2 * i] = spread(UInt32(truncatingIfNeeded: digit[i]))
        x[2 * i + 1] = spread(UInt32(truncatingIfNeeded: digit[i] >> 32))
      }
      for i in 20..<28 { x[i] = 0 }
      let (low, high) = (square, square + 10)
      // What lies above t^623 moves down by 227 bits as often as it still lies there: 623 is
      // 9 · 64 + 47, 850 is 13 · 64 + 18, and 1077 is 16 · 64 + 53.
      for i in 0..<10 {
        high[i] =
          x[i + 9] >> 47 ^ x[i + 10] << 17 ^ x[i + 13] >> 18 ^ x[i + 14] << 46
          ^ x[i + 16] >> 53 ^ x[i + 17] << 11
      }
      for i in 0..<6 { low[i] = x[i] }
      low[6] = x[6] ^ high[0] << 12
      for i in 7..<10 { low[i] = x[i] ^ high[i - 6] << 12 ^ high[i - 7] >> 52 }
      low[9] &= 1 << 47 - 1
    }
  }

  /// Replaces digit `j` of the square: t·B^32 is 1 + t·Σ aᵢ·B^(31-i).
  private static func replace(
    _ j: Int, in square: UnsafeMutablePointer<UInt64>, _ rest: UnsafeMutablePointer<UInt64>
  ) {
    typealias Lower = SIMD8<UInt64>
    typealias Upper = SIMD2<UInt64>
    let digit = UnsafeMutableRawPointer(square + j * digitWords)
    let lower = digit.loadUnaligned(as: Lower.self)
    let upper = digit.loadUnaligned(fromByteOffset: 64, as: Upper.self)
    let plain = UnsafeMutableRawPointer(rest + (j - 32) * digitWords)
    plain.storeBytes(of: lower, as: Lower.self)
    plain.storeBytes(of: upper, toByteOffset: 64, as: Upper.self)
    var bits = MT19937.matrix & 0x7fff_ffff
    while bits != 0 {
      let target = digit - 80 * (1 + bits.trailingZeroBitCount)
      let sum = target.loadUnaligned(as: Lower.self) ^ lower
      let sumAbove = target.loadUnaligned(fromByteOffset: 64, as: Upper.self) ^ upper
      target.storeBytes(of: sum, as: Lower.self)
      target.storeBytes(of: sumAbove, toByteOffset: 64, as: Upper.self)
      bits &= bits - 1
    }
  }

  /// The bits of `word` with a zero between each two.
  @inline(__always)
  static func spread(_ word: UInt32) -> UInt64 {
    var x = UInt64(word)
    x = (x | x << 16) & 0x0000_ffff_0000_ffff
    x = (x | x << 8) & 0x00ff_00ff_00ff_00ff
    x = (x | x << 4) & 0x0f0f_0f0f_0f0f_0f0f
    x = (x | x << 2) & 0x3333_3333_3333_3333
    x = (x | x << 1) & 0x5555_5555_5555_5555
    return x
  }

  /// The coefficients, 64 in a number, that of t^0 in the lowest bit of the first.
  var coefficients: ArraySlice<UInt64> {
    // Horner's rule in B, in place from the top down; ten words of zeros lie below.
    let count = Self.degree / 64 + 1
    var sum = [UInt64](repeating: 0, count: 10 + count)
    sum[10] = digits[32 * Self.digitWords]
    for j in stride(from: 31, through: 0, by: -1) {
      for i in stride(from: min(10 * (33 - j), count) + 9, through: 10, by: -1) {
        sum[i] = sum[i - 9] << 47 ^ sum[i - 10] >> 17 ^ sum[i - 6] << 12 ^ sum[i - 7] >> 52
      }
      for i in 0..<10 { sum[10 + i] ^= digits[j * Self.digitWords + i] }
    }
    return sum.dropFirst(10)
  }
}
