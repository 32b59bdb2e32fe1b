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
  /// - Precondition: `digits` is not 0 and `power` is in `DecimalPowers.range`.
  @inline(__always)
  init?(_ digits: UInt64, power: Int) {
    let shift = digits.leadingZeroBitCount
    let digits = digits << UInt64(shift)
    if power >= -19, power < 0 {
      // A division of whole numbers is exact, and these powers are by far the most frequent.
      var divisor = DecimalPowers.small[-power]
      let scale = divisor.leadingZeroBitCount
      divisor <<= UInt64(scale)
      let isAbove = digits >= divisor
      let dividend = isAbove ? (digits >> 1, digits << 63) : (digits, 0)
      let (quotient, remainder) = divisor.dividingFullWidth(dividend)
      self.init(
        mantissa: quotient, exponent: scale - shift - (isAbove ? 63 : 64),
        isInexact: remainder != 0)
      return
    }
    let entry = DecimalPowers.wide[power - DecimalPowers.range.lowerBound]
    let below = digits.multipliedFullWidth(by: entry.low)
    let above = digits.multipliedFullWidth(by: entry.high)
    let (middle, carry) = above.low.addingReportingOverflow(below.high)
    let high = above.high &+ (carry ? 1 : 0)
    // A cut power makes the product too small by less than a unit of `middle`: only a carry
    // through all of its bits that lie below the mantissa would change the mantissa.
    if !entry.isExact, middle << 1 | 1 == .max { return nil }
    let isLow = high >> 63 == 0
    self.init(
      mantissa: isLow ? high << 1 | middle >> 63 : high,
      exponent: entry.exponent - shift + 128 - (isLow ? 1 : 0),
      isInexact: !entry.isExact || below.low != 0 || (isLow ? middle << 1 : middle) != 0)
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

/// Powers of ten to 128 bits, made when the first number needs one.
enum DecimalPowers {
  /// The powers that a double can need: below, every number of 64 bits is nearest to 0.
  static let range = -345...310

  /// `10^power` is `(high, low) * 2^exponent`, rounded down unless it is exact.
  struct Entry {
    var high: UInt64
    var low: UInt64
    var exponent: Int
    var isExact: Bool
  }

  /// 10^0 to 10^19.
  static let small: [UInt64] = (0...19).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

  static let wide: [Entry] = {
    func entry(_ value: BigNatural, scale: Int, isExact: Bool) -> Entry {
      let bits = value.highestBits(128)
      return Entry(
        high: UInt64(truncatingIfNeeded: bits >> 64), low: UInt64(truncatingIfNeeded: bits),
        exponent: value.bitWidth - 128 + scale, isExact: isExact)
    }
    // 10^n is 5^n * 2^n; 2^1024 / 5^n, rounded down, keeps more than 128 good bits to n = 345.
    var inverse = BigNatural(1)
    inverse.shiftLeft(1024)
    var entries: [Entry] = []
    for n in 1...(-range.lowerBound) {
      inverse.divide(by: 5)
      entries.append(entry(inverse, scale: -1024 - n, isExact: false))
    }
    entries.reverse()
    var power = BigNatural(1)
    for n in 0...range.upperBound {
      entries.append(entry(power, scale: n, isExact: power.bitWidth <= 128))
      power.multiply(by: 5)
    }
    return entries
  }()
}
