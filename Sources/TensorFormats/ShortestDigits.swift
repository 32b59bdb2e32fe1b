// The fewest decimal digits that identify a binary floating-point number.
//
// Follows R. Giulietti, "The Schubfach way to render doubles" (2020): with 10^k the largest power of
// ten not wider than the interval that rounds to the value, the shortest decimal is the one multiple
// of 10^(k+1) in the interval or, if there is none, the multiple of 10^k nearest to the value. The
// value and the bounds are multiplied by 10^-k, rounded up to 128 bits, or to 64 for formats of 24
// bits, and rounded to odd: then every comparison has the result that it has for the exact numbers.

import TensorCore

/// A binary floating-point format: a value is c * 2^q with c below 2^precision.
struct BinaryFormat: Sendable {
  /// The bits of a normal significand.
  let precision: Int
  /// The exponent q of subnormal numbers.
  let minimumExponent: Int
  /// What every conversion to decimal needs.
  let powers = PowersOfTen.shared

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
  @inline(__always)
  func parts(of value: Double) -> (significand: UInt64, exponent: Int) {
    let (mantissa, exponent) = value.parts
    let drop = max(53 &- precision, minimumExponent &- exponent)
    return (mantissa &>> UInt64(truncatingIfNeeded: drop), exponent &+ drop)
  }

  /// Whether the neighbour below is nearer than the one above: for powers of two.
  @inline(__always)
  func isUneven(_ significand: UInt64, _ exponent: Int) -> Bool {
    significand == 1 &<< UInt64(truncatingIfNeeded: precision &- 1) && exponent > minimumExponent
  }
}

/// The shortest digits of a value: digits * 10^exponent, without trailing zeros.
struct ShortestDigits {
  private(set) var digits: UInt64
  private(set) var exponent: Int

  /// The digits of a value, 0 for zero.
  ///
  /// - Precondition: `value` is finite and representable in `format`; its sign is ignored.
  @inline(__always)
  init(_ value: Double, _ format: BinaryFormat) {
    let (c, q) = format.parts(of: value)
    if q <= 0, c.trailingZeroBitCount &+ q >= 0 || c == 0 {
      // A whole number below 2^precision: no other decimal as short is as near.
      self.init(stripping: c &>> UInt64(truncatingIfNeeded: -q), exponent: 0)
      return
    }
    let isUneven = format.isUneven(c, q)
    // floor(log10(2^q)), or of 3/4 * 2^q: constants as in the paper's flog10pow2.
    let k = (q &* 661_971_961_083 &- (isUneven ? 274_743_187_321 : 0)) &>> 41
    let power = format.powers[-k]
    // The product with 4c * 2^shift has the point behind its 128 or 64 lowest bits, but for 2.
    let shift = UInt64(truncatingIfNeeded: q &+ PowersOfTen.exponent(-k) &+ 128)
    let c4 = c &<< 2
    let (lower, value, upper) =
      format.precision > 24
      ? Self.products(
        (c4 &- (isUneven ? 1 : 2)) &<< shift, c4 &<< shift, (c4 &+ 2) &<< shift, power &+ 1)
      : Self.products(
        (c4 &- (isUneven ? 1 : 2)) &<< shift, c4 &<< shift, (c4 &+ 2) &<< shift,
        UInt64(truncatingIfNeeded: power &>> 64) &+ 1)
    // The bounds round to the value, and belong to the interval, if its significand is even.
    let open = c & 1
    self.init(lower: lower &+ open, value: value, upper: upper &- open, exponent: k)
  }

  /// The shortest of the decimals from `lower` to `upper`, all in quarters of 10^exponent.
  ///
  /// Each comparison is as random as a coin. So they are differences, of numbers below 2^63, whose
  /// sign bits choose: a branch would be mispredicted, and cost more than everything here.
  @inline(__always)
  private init(lower: UInt64, value: UInt64, upper: UInt64, exponent k: Int) {
    func isNegative(_ difference: UInt64) -> UInt64 { difference &>> 63 }
    func choose(_ condition: UInt64, _ yes: UInt64, _ no: UInt64) -> UInt64 {
      no ^ (no ^ yes) & (0 &- condition)
    }
    let floor = value &>> 2
    let tens = floor / 10
    let belowTen = isNegative(~(40 &* tens &- lower))
    let aboveTen = isNegative(~(upper &- 40 &* tens &- 40))
    // A single digit is no longer than the ten next to it, and nearer.
    let isTen = (belowTen ^ aboveTen) & isNegative(0 &- tens)
    let below = isNegative(~(4 &* floor &- lower))
    let above = isNegative(~(upper &- 4 &* floor &- 4))
    // Where both or none round to the value, the nearer one, and of two as near the even one.
    let isAboveNearer = isNegative(4 &* floor &+ 2 &- value &- (floor & 1))
    let isAbove = choose(below ^ above, above, isAboveNearer)
    self.init(
      stripping: choose(isTen, tens &+ aboveTen, floor &+ isAbove),
      exponent: k &+ Int(truncatingIfNeeded: isTen))
  }

  private init(digits: UInt64, exponent: Int) { (self.digits, self.exponent) = (digits, exponent) }

  /// The digits without trailing zeros.
  @inline(__always)
  init(stripping digits: UInt64, exponent: Int) {
    self.init(digits: digits, exponent: exponent)
    if digits % 10 == 0, digits != 0 { stripZeros() }
  }

  private mutating func stripZeros() {
    while digits % 100_000_000 == 0 {
      digits /= 100_000_000
      exponent &+= 8
    }
    if digits % 10_000 == 0 {
      digits /= 10_000
      exponent &+= 4
    }
    if digits % 100 == 0 {
      digits /= 100
      exponent &+= 2
    }
    if digits % 10 == 0 {
      digits /= 10
      exponent &+= 1
    }
  }

  /// Products with a power above its true value by less than a unit, the lowest 128 bits rounded to
  /// odd: the last bit is 1 if any was cut off.
  @inline(__always)
  private static func products(
    _ a: UInt64, _ b: UInt64, _ c: UInt64, _ power: UInt128
  ) -> (UInt64, UInt64, UInt64) {
    let high = UInt64(truncatingIfNeeded: power &>> 64)
    let low = UInt64(truncatingIfNeeded: power)
    @inline(__always)
    func product(_ factor: UInt64) -> UInt64 {
      let upper = factor.multipliedFullWidth(by: high)
      let (middle, carry) = upper.low.addingReportingOverflow(
        factor.multipliedFullWidth(by: low).high)
      // 1 may be nothing but the excess of the power.
      return upper.high &+ (carry ? 1 : 0) | (middle > 1 ? 1 : 0)
    }
    return (product(a), product(b), product(c))
  }

  /// The same for factors below 2^32 and a power of 64 bits.
  @inline(__always)
  private static func products(
    _ a: UInt64, _ b: UInt64, _ c: UInt64, _ power: UInt64
  ) -> (UInt64, UInt64, UInt64) {
    @inline(__always)
    func product(_ factor: UInt64) -> UInt64 {
      let (high, low) = factor.multipliedFullWidth(by: power)
      return high | (low &>> 32 > 1 ? 1 : 0)
    }
    return (product(a), product(b), product(c))
  }
}
