// The fewest decimal digits that identify a binary floating-point number.
//
// Follows R. Giulietti, "The Schubfach way to render doubles" (2020): with 10^k the largest power of
// ten not wider than the interval that rounds to the value, the shortest decimal is the one multiple
// of 10^(k+1) in the interval or, if there is none, the multiple of 10^k nearest to the value.
// There a table holds 617 powers to 126 bits; here a power is exact where ties can occur, and
// otherwise approximate with a known error, and a comparison that the error leaves open is made
// again with larger integers.

import TensorCore

/// A binary floating-point format: a value is c * 2^q with c below 2^precision.
struct BinaryFormat: Sendable {
  /// The bits of a normal significand.
  let precision: Int
  /// The exponent q of subnormal numbers.
  let minimumExponent: Int

  /// The format of `dtype`, `nil` if that is no floating type.
  init?(_ dtype: DType) {
    switch dtype {
    case .float64: (precision, minimumExponent) = (53, -1074)
    case .float32: (precision, minimumExponent) = (24, -149)
    case .float16: (precision, minimumExponent) = (11, -24)
    case .bfloat16: (precision, minimumExponent) = (8, -133)
    default: return nil
    }
  }

  /// The significand and exponent of the magnitude of a finite value of this format.
  func parts(of value: Double) -> (significand: UInt64, exponent: Int) {
    let field = Int(value.exponentBitPattern)
    let mantissa = value.significandBitPattern | (field == 0 ? 0 : 1 << 52)
    let exponent = max(field, 1) &- 1075
    let drop = max(53 &- precision, minimumExponent &- exponent)
    return (mantissa &>> UInt64(truncatingIfNeeded: drop), exponent &+ drop)
  }

  /// Whether the neighbour below is nearer than the one above: for powers of two.
  func isUneven(_ significand: UInt64, _ exponent: Int) -> Bool {
    significand == 1 << UInt64(precision - 1) && exponent > minimumExponent
  }
}

/// The shortest digits of a value: digits * 10^exponent, without trailing zeros.
struct ShortestDigits {
  private(set) var digits: UInt64
  private(set) var exponent: Int

  /// - Precondition: `value` is finite, not 0, and representable in `format`; its sign is ignored.
  init(_ value: Double, _ format: BinaryFormat) {
    let (c, q) = format.parts(of: value)
    let isUneven = format.isUneven(c, q)
    // floor(log10(2^q)), or of 3/4 * 2^q: constants as in the paper's flog10pow2.
    let k = (q * 661_971_961_083 - (isUneven ? 274_743_187_321 : 0)) >> 41
    if let found = Self.approximately(c, q, k, isUneven) ?? Self.byDivision(c, q, k, isUneven) {
      (digits, exponent) = found
      stripZeros()
    } else {
      (digits, exponent) = Self.exactly(c, q, isUneven)
    }
  }

  /// The digits without trailing zeros.
  init(stripping digits: UInt64, exponent: Int) {
    (self.digits, self.exponent) = (digits, exponent)
    if digits != 0 { stripZeros() }
  }

  private mutating func stripZeros() {
    if digits % 10 != 0 { return }
    for step in [8, 4, 2, 1] {
      let (quotient, remainder) = digits.quotientAndRemainder(
        dividingBy: DecimalDigits.powers[step])
      if remainder == 0 {
        digits = quotient
        exponent += step
      }
    }
    if digits % 10 == 0 { stripZeros() }
  }

  private typealias Parts = (digits: UInt64, exponent: Int)

  /// From the product with a 128-bit power of ten.
  @inline(__always)
  private static func approximately(
    _ c: UInt64, _ q: Int, _ k: Int, _ isUneven: Bool
  ) -> Parts? {
    let power = PowerOfTen(-k)
    // 4c is below 2^55; shifted by 9 it fills 64 bits, and 71 to 74 bits are left for fractions.
    let product = power.high(times: c &<< 11)
    let fractionBits = UInt128(truncatingIfNeeded: -(power.exponent &+ q &+ 53))
    let half = power.significand &>> 54
    return Interval(
      lower: product - (isUneven ? half >> 1 : half), value: product,
      upper: product + half, one: 1 &<< fractionBits,
      floor: UInt64(truncatingIfNeeded: product &>> fractionBits),
      error: power.error == 0 ? 0 : power.error + 2, isClosed: c & 1 == 0
    ).shortest(exponent: k)
  }

  /// From an exact division by 5^k, for integers: the values that are often round.
  private static func byDivision(
    _ c: UInt64, _ q: Int, _ k: Int, _ isUneven: Bool
  ) -> Parts? {
    // 4c * 2^(q - k - 2) is below 2^128.
    guard (1...31).contains(k), c.bitWidth - c.leadingZeroBitCount + q - k < 126 else { return nil }
    let shift = UInt128(q - k - 2)
    let value = UInt128(4 * c) << shift
    let half: UInt128 = 2 << shift
    let one = DecimalDigits.fives(k)
    return Interval(
      lower: value - (isUneven ? half >> 1 : half), value: value, upper: value + half, one: one,
      floor: UInt64(truncatingIfNeeded: value / one), error: 0, isClosed: c & 1 == 0
    ).shortest(exponent: k)
  }

  /// From all decimal digits of the value and of its bounds.
  private static func exactly(_ c: UInt64, _ q: Int, _ isUneven: Bool) -> Parts {
    let lower = ExactDecimal(mantissa: 4 * c - (isUneven ? 1 : 2), exponent: q - 2)
    let value = ExactDecimal(mantissa: c, exponent: q)
    let upper = ExactDecimal(mantissa: 4 * c + 2, exponent: q - 2)
    func holds(_ x: ExactDecimal) -> Bool {
      c & 1 == 0 ? lower <= x && x <= upper : lower < x && x < upper
    }
    for count in 1... {
      let below = value.truncated(toDigits: count)
      let above = below.incremented(atDigit: count)
      var nearest = value
      nearest.round(toDigits: count)
      for candidate in [nearest, below, above] where holds(candidate) {
        let digits = candidate.digits.reduce(0) { $0 * 10 + UInt64($1) }
        return (digits, candidate.point - candidate.digits.count)
      }
    }
    preconditionFailure("a value is its own shortest decimal at the latest")
  }
}

/// A value and the bounds of what rounds to it, as multiples of 10^k in units of 1/`one`.
private struct Interval {
  let lower: UInt128
  let value: UInt128
  let upper: UInt128
  let one: UInt128
  /// The value in whole multiples of 10^k, rounded down.
  let floor: UInt64
  /// By how many units the true value and bounds may exceed these.
  let error: UInt128
  /// Whether the bounds themselves round to the value.
  let isClosed: Bool

  /// The shortest decimal within, trailing zeros left on, or `nil` where the error leaves it open.
  @inline(__always)
  func shortest(exponent k: Int) -> (digits: UInt64, exponent: Int)? {
    let fraction = value &- UInt128(truncatingIfNeeded: floor) &* one
    let tens = floor / 10
    let digit = UInt128(truncatingIfNeeded: floor &- tens &* 10)
    // Distances up from the value, and down from it, to the multiples and to the bounds.
    let below = value &- lower
    let above = upper &- value
    let downToTen = digit &* one &+ fraction
    let upToTen = (10 &- digit) &* one &- fraction
    let upToOne = one &- fraction
    if error != 0 {
      func near(_ a: UInt128, _ b: UInt128) -> Bool { (a > b ? a &- b : b &- a) <= 2 &* error }
      if near(downToTen, below) || near(upToTen, above) || near(fraction, below)
        || near(upToOne, above) || near(fraction, upToOne) || fraction <= error
        || upToOne <= error
      {
        return nil
      }
    }
    func holds(_ distance: UInt128, _ bound: UInt128) -> Bool {
      isClosed ? distance <= bound : distance < bound
    }
    // A single digit is no longer than the ten next to it, and nearer.
    if tens > 0 {
      if holds(downToTen, below) { return (tens, k &+ 1) }
      if holds(upToTen, above) { return (tens &+ 1, k &+ 1) }
    }
    let downHolds = holds(fraction, below)
    let upHolds = holds(upToOne, above)
    if downHolds != upHolds { return (floor &+ (upHolds ? 1 : 0), k) }
    let roundsUp = fraction == upToOne ? floor & 1 == 1 : fraction > upToOne
    return (floor &+ (roundsUp ? 1 : 0), k)
  }
}

extension DecimalDigits {
  /// 5^n.
  ///
  /// - Precondition: `n` is within 0...55.
  static func fives(_ n: Int) -> UInt128 {
    n <= 19
      ? UInt128(powers[n] >> UInt64(n))
      : UInt128(powers[19] >> 19) * fives(n - 19)
  }
}
