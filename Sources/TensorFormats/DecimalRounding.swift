// From a decimal to the nearest value of any binary format, rounded once.
//
// The multiplication by a 128-bit power of ten is after D. Lemire, "Number parsing at a gigabyte
// per second" (2021); what it leaves open is settled exactly with big integers.

/// The upper 64 bits of a positive real number, and whether anything lies below them.
struct WideBinary: Equatable {
  /// The number is `mantissa * 2^exponent` and a part less than one unit of the mantissa, whose
  /// highest bit is 1.
  var mantissa: UInt64
  var exponent: Int
  var isInexact: Bool

  /// The nearest value, ties to even, of the binary interchange format with these field widths.
  ///
  /// - Returns: its bit pattern without sign; infinity beyond the range.
  @inline(__always)
  func rounded(significandBits: Int, exponentBits: Int) -> UInt64 {
    let bias = 1 << (exponentBits - 1) - 1
    let magnitude = exponent + 63
    let infinity = UInt64(2 * bias + 1) << UInt64(significandBits)
    guard magnitude <= bias else { return infinity }
    let isSubnormal = magnitude < 1 - bias
    let shift = 63 - significandBits + (isSubnormal ? 1 - bias - magnitude : 0)
    guard shift <= 64 else { return 0 }
    var kept = shift == 64 ? 0 : mantissa >> UInt64(shift)
    let rest = shift == 64 ? mantissa : mantissa & (1 << UInt64(shift) &- 1)
    let half: UInt64 = 1 << UInt64(shift - 1)
    if rest > half || rest == half && (isInexact || kept & 1 == 1) { kept += 1 }
    // A carry out of the significand raises the exponent by itself, up to infinity.
    return isSubnormal
      ? kept
      : UInt64(magnitude + bias) << UInt64(significandBits) + (kept - 1 << UInt64(significandBits))
  }
}

extension WideBinary {
  /// The number `digits * 10^power`.
  ///
  /// - Returns: nil for what needs the exact computation, about once in 2^63 numbers.
  /// - Precondition: `digits` is not 0 and `power` is in `PowersOfTen.range`.
  @inline(__always)
  init?(_ digits: UInt64, power: Int) {
    let shift = digits.leadingZeroBitCount
    let digits = digits &<< UInt64(truncatingIfNeeded: shift)
    let isExact = PowersOfTen.isExact(power)
    // Rounded up, so that a quotient of whole numbers, which 5^27 may divide and no higher power of
    // five, has zeros below its last bit if and only if it is whole.
    let entry = PowersOfTen.shared[power] &+ (isExact ? 0 : 1)
    let below = digits.multipliedFullWidth(by: UInt64(truncatingIfNeeded: entry))
    let above = digits.multipliedFullWidth(by: UInt64(truncatingIfNeeded: entry &>> 64))
    let (middle, carry) = above.low.addingReportingOverflow(below.high)
    let high = above.high &+ (carry ? 1 : 0)
    let isLow: UInt64 = high >> 63 ^ 1
    let rest = middle &<< isLow
    // The product is too great by less than a unit of `middle`: where nothing else is left below
    // the mantissa, the mantissa may be too great.
    if rest == 0, power < -27 || power > 55 { return nil }
    self.init(
      mantissa: high &<< isLow | (isLow &* middle) >> 63,
      exponent: PowersOfTen.exponent(power) &- shift &+ 128 &- Int(truncatingIfNeeded: isLow),
      isInexact: rest != 0 || isExact && below.low != 0)
  }

  /// The number `numerator * 10^power`, by exact arithmetic.
  init(_ numerator: BigNatural, power: Int) {
    var numerator = numerator
    var denominator = BigNatural(1)
    if power >= 0 {
      numerator.multiply(byPowerOfTen: power)
    } else {
      denominator.multiply(byPowerOfTen: -power)
    }
    // Bring the quotient into 1..<2, then take its bits one by one.
    var exponent = numerator.bitWidth - denominator.bitWidth
    numerator.shiftLeft(max(-exponent, 0))
    denominator.shiftLeft(max(exponent, 0))
    if !(numerator >= denominator) {
      numerator.shiftLeft(1)
      exponent -= 1
    }
    var mantissa: UInt64 = 0
    for _ in 0..<64 {
      mantissa <<= 1
      if numerator >= denominator {
        numerator.subtract(denominator)
        mantissa |= 1
      }
      numerator.shiftLeft(1)
    }
    self.init(mantissa: mantissa, exponent: exponent - 63, isInexact: !numerator.isZero)
  }
}
