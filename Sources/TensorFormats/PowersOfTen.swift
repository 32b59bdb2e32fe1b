// Powers of ten to 128 bits, made from the powers of 10^28 on first use.

/// An approximation of a power of ten from below: significand * 2^exponent.
struct PowerOfTen {
  /// The leading 128 bits; the topmost is set.
  let significand: UInt128
  let exponent: Int

  /// By how many units of the last place the true power may exceed the significand; 0 if exact.
  ///
  /// A step of the table truncates once and carries its predecessor's and its factor's errors along:
  /// fewer than 4 units a step, 13 steps at the most, and 2 for the last product.
  var error: UInt128 { isExact ? 0 : 64 }
  let isExact: Bool

  /// 10^n, from the table.
  ///
  /// - Precondition: `n` is within -364...363.
  @inline(__always)
  init(_ n: Int) { self = Self.all[n &+ 364] }

  /// 10^n for n in -364...363: 23 KB, made in a few microseconds.
  private static let all: [PowerOfTen] = (-364...363).map { PowerOfTen(computing: $0) }

  private init(computing n: Int) {
    let coarse = n >= 0 ? n / 28 : -((27 - n) / 28)
    let fine = n - 28 * coarse
    let fives = Self.fives[fine]
    let shift = fives.leadingZeroBitCount
    if coarse == 0 {
      significand = UInt128(fives << UInt64(shift)) << 64
      exponent = fine - shift - 64
      isExact = true
    } else {
      let power = Self.coarse[coarse + 13]
      let product = Self.product(power.significand, UInt128(fives << UInt64(shift)) << 64)
      significand = product.high
      exponent = power.exponent + fine - shift - 64 + product.exponent
      isExact = false
    }
  }

  private init(significand: UInt128, exponent: Int) {
    self.significand = significand
    self.exponent = exponent
    isExact = false
  }

  /// 5^0 ... 5^27: those below 2^64.
  private static let fives: [UInt64] = (0...27).map { n in (0..<n).reduce(1) { p, _ in p * 5 } }

  /// 10^(28 i) for i in -13...12.
  private static let coarse: [PowerOfTen] = {
    let five28 = UInt128(fives[27]) * 5
    let shift = five28.leadingZeroBitCount
    let up = PowerOfTen(significand: five28 << UInt128(shift), exponent: 28 - shift)
    // 1 / 5^28 by long division; the quotient's first bit has the weight 2^-66.
    var quotient: UInt128 = 0
    var remainder: UInt128 = 1
    var bits = 0
    while quotient.leadingZeroBitCount > 0 {
      remainder <<= 1
      quotient <<= 1
      bits += 1
      if remainder >= five28 {
        remainder -= five28
        quotient |= 1
      }
    }
    let down = PowerOfTen(significand: quotient, exponent: -bits - 28)
    func multiples(of step: PowerOfTen, count: Int) -> [PowerOfTen] {
      var powers = [step]
      for _ in 1..<count {
        let last = powers.last!
        let (high, exponent) = product(last.significand, step.significand)
        powers.append(
          PowerOfTen(significand: high, exponent: last.exponent + step.exponent + exponent))
      }
      return powers
    }
    let one = PowerOfTen(significand: 1 << 127, exponent: -127)
    return multiples(of: down, count: 13).reversed() + [one] + multiples(of: up, count: 12)
  }()

  /// The topmost 128 bits of the 192-bit product with `factor`, truncated.
  @inline(__always)
  func high(times factor: UInt64) -> UInt128 {
    let low = UInt64(truncatingIfNeeded: significand).multipliedFullWidth(by: factor)
    let high = UInt64(truncatingIfNeeded: significand &>> 64).multipliedFullWidth(by: factor)
    return (UInt128(truncatingIfNeeded: high.high) &<< 64 | UInt128(truncatingIfNeeded: high.low))
      &+ UInt128(truncatingIfNeeded: low.high)
  }

  /// The leading 128 bits of a product, truncated, and the exponent they have.
  @inline(__always)
  private static func product(_ a: UInt128, _ b: UInt128) -> (high: UInt128, exponent: Int) {
    let (high, low) = a.multipliedFullWidth(by: b)
    return high >> 127 == 1 ? (high, 128) : (high << 1 | low >> 127, 127)
  }
}
