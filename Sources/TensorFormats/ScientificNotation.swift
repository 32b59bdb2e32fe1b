// C's `%.Ne`: the decimal text of a double with one digit before the point and an exponent.

/// Writes doubles as C's and Python's `%.Ne` do.
///
/// The text is the exact binary value rounded to `precision` + 1 significant digits, ties to even;
/// the exponent has a sign and at least two digits. Infinities are `inf` and `-inf`; every NaN is
/// `nan`.
/// - Complexity: a few nanoseconds up to a precision of 9, some more up to 17, with rare exceptions;
///   microseconds and an allocation beyond.
package struct ScientificNotation: Sendable {
  /// The digits behind the point.
  package let precision: Int
  private let powers = PowersOfTen.shared

  /// From this precision on only zeros are added: no double has more significant digits.
  package static let exactPrecision = 766

  /// - Precondition: `precision` is within 0...`exactPrecision`.
  package init(precision: Int) {
    precondition((0...Self.exactPrecision).contains(precision))
    self.precision = precision
  }

  /// The bytes that the buffer of `write` must have.
  package var capacity: Int { precision + 16 + DecimalDigits.slack }

  /// Writes `value`, flushed right to `width`, and returns the length of the text.
  ///
  /// - Precondition: there is room for `capacity` bytes, and for `width` and 16 more.
  @inline(__always)
  package func write(
    _ value: Double, width: Int = 0, into text: UnsafeMutablePointer<UInt8>
  ) -> Int {
    guard value.isFinite, let (digits, exponent) = rounded(value) else {
      return text.flushRight(writeLong(value, into: text), to: width)
    }
    let sign = value.signBit
    let mantissa = precision > 0 ? precision &+ 2 : 1
    let length = sign &+ mantissa &+ (UInt(bitPattern: exponent &+ 99) <= 198 ? 4 : 5)
    let start = text + text.pad(length, to: width) + sign
    start[-sign] = 0x2d
    // All digits one place to the right, then the first in its own.
    DecimalDigits.write(digits, digits: precision &+ 1, into: start + 1)
    start[0] = start[1]
    start[1] = 0x2e
    _ = Self.write(exponent: exponent, into: start + mantissa)
    return max(length, width)
  }

  private func writeLong(_ value: Double, into text: UnsafeMutablePointer<UInt8>) -> Int {
    guard value.isFinite else { return text.putNonFinite(value) }
    var end = text
    if value.sign == .minus { end.append(0x2d) }
    var exact = ExactDecimal(value)
    exact.round(toDigits: precision + 1)
    end.append(exact, 0..<1)
    if precision > 0 {
      end.append(0x2e)
      end.append(exact, 1..<precision + 1)
    }
    let exponent = exact.digits.isEmpty ? 0 : exact.point - 1
    return Self.write(exponent: exponent, into: end) - text
  }

  /// The magnitude of a finite value to `precision` + 1 significant digits, as digits *
  /// 10^(exponent - precision).
  ///
  /// - Precondition: the precision is at most 17.
  @inline(__always)
  func digits(_ value: Double) -> (digits: UInt64, exponent: Int) {
    rounded(value) ?? roundedExactly(value)
  }

  @inline(never)
  private func roundedExactly(_ value: Double) -> (digits: UInt64, exponent: Int) {
    var exact = ExactDecimal(value)
    exact.round(toDigits: precision + 1)
    let digits = exact.digits.reduce(0) { $0 * 10 + UInt64($1) }
    return (digits * DecimalDigits.powers[precision + 1 - exact.digits.count], exact.point - 1)
  }

  /// Writes `e`, the sign and two or more digits, and returns the end.
  @inline(__always)
  static func write(
    exponent: Int, into text: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    let sign = exponent &>> 63
    let magnitude = UInt64(truncatingIfNeeded: (exponent ^ sign) &- sign)
    text[0] = 0x65  // "e"
    text[1] = 0x2b &+ UInt8(truncatingIfNeeded: sign & 2)  // "+" or "-"
    if magnitude < 100 {
      let tens = (magnitude &* 103) &>> 10
      text[2] = 0x30 | UInt8(truncatingIfNeeded: tens)
      text[3] = 0x30 | UInt8(truncatingIfNeeded: magnitude &- tens &* 10)
      return text + 4
    }
    let digits = 3
    DecimalDigits.write(magnitude, digits: digits, into: text + 2)
    return text + 2 + digits
  }

  /// The same, or `nil` where the approximation does not tell which way to round.
  @inline(__always)
  private func rounded(_ value: Double) -> (digits: UInt64, exponent: Int)? {
    guard precision <= 17 else { return nil }
    let (mantissa, scale) = value.parts
    guard mantissa != 0 else { return (0, 0) }
    let zeros = mantissa.leadingZeroBitCount
    let significand = mantissa &<< UInt64(truncatingIfNeeded: zeros)
    let binary = scale &- zeros
    // log2(1 + f) is f or a little more: the floor of the logarithm, or rarely one less.
    // The factor is log10(2) * 2^38; f has 12 bits.
    let logarithm = (binary &+ 63) &<< 12 | Int(truncatingIfNeeded: (significand &<< 1) &>> 52)
    var exponent = (logarithm &* 82_746_495_135) &>> 50
    let limit = DecimalDigits.powers[precision &+ 1]
    if precision <= 9 {
      while true {
        let power = precision &- exponent
        // 64 bits of value * 10^power, 27 of them for the fraction at the least. The true product
        // is above by less than 2.
        let product = significand.multipliedFullWidth(
          by: UInt64(truncatingIfNeeded: powers[power] &>> 64)
        ).high
        let fractionBits = UInt64(
          truncatingIfNeeded: -(PowersOfTen.exponent(power) &+ binary &+ 128))
        let digits = product &>> fractionBits
        if digits >= limit {
          exponent &+= 1
          continue
        }
        let half: UInt64 = 1 &<< (fractionBits &- 1)
        if half &- product & (half &<< 1 &- 1) < 2 { break }
        let rounded = (product &>> (fractionBits &- 1) &+ 1) &>> 1
        return rounded == limit ? (limit / 10, exponent &+ 1) : (rounded, exponent)
      }
    }
    return rounded(significand, binary, exponent, limit)
  }

  /// The same from 128 bits of the power, for significand * 2^binary.
  @inline(never)
  private func rounded(
    _ significand: UInt64, _ binary: Int, _ estimate: Int, _ limit: UInt64
  ) -> (digits: UInt64, exponent: Int)? {
    var exponent = estimate
    while true {
      let power = precision &- exponent
      // value * 10^power, its point `fractionBits` from the right.
      let upper = UInt64(truncatingIfNeeded: powers[power] &>> 64)
        .multipliedFullWidth(by: significand)
      let (carry, low) = UInt64(truncatingIfNeeded: powers[power])
        .multipliedFullWidth(by: significand)
      let high = UInt128(upper.high) &<< 64 &+ UInt128(upper.low) &+ UInt128(carry)
      let fractionBits = UInt128(
        truncatingIfNeeded: -(PowersOfTen.exponent(power) &+ binary &+ 64))
      let digits = UInt64(truncatingIfNeeded: high &>> fractionBits)
      if digits >= limit {
        exponent &+= 1
        continue
      }
      // Digits below limit / 10 are an exact power of ten, approximated from below: they round up.
      let half: UInt128 = 1 &<< (fractionBits &- 1)
      let fraction = high & (half &<< 1 &- 1)
      var up: UInt64 = fraction > half ? 1 : 0
      if PowersOfTen.isExact(power) {
        if fraction == half, low == 0 { up = digits & 1 } else if fraction == half { up = 1 }
      } else if fraction <= half, half &- fraction < 2 {
        return nil
      }
      let rounded = digits &+ up
      return rounded == limit ? (limit / 10, exponent &+ 1) : (rounded, exponent)
    }
  }
}
