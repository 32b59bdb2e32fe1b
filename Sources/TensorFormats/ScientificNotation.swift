// C's `%.Ne`: the decimal text of a double with one digit before the point and an exponent.

/// Writes doubles as C's and Python's `%.Ne` do.
///
/// The text is the exact binary value rounded to `precision` + 1 significant digits, ties to even;
/// the exponent has a sign and at least two digits. Infinities are `inf` and `-inf`; every NaN is
/// `nan`.
/// - Complexity: about 10 ns up to a precision of 17, with rare exceptions; microseconds beyond.
package struct ScientificNotation: Sendable {
  /// The digits behind the point.
  package let precision: Int

  /// From this precision on only zeros are added: no double has more significant digits.
  package static let exactPrecision = 766

  /// - Precondition: `precision` is within 0...`exactPrecision`.
  package init(precision: Int) {
    precondition((0...Self.exactPrecision).contains(precision))
    self.precision = precision
  }

  /// The bytes that the buffer of `write` must have.
  package var capacity: Int { precision + 16 + DecimalDigits.slack }

  /// Writes `value` and returns the length of the text.
  ///
  /// - Precondition: there is room for `capacity` bytes.
  package func write(_ value: Double, into text: UnsafeMutablePointer<UInt8>) -> Int {
    guard value.isFinite else {
      return value.isNaN ? text.put("nan") : text.put(value < 0 ? "-inf" : "inf")
    }
    var end = text
    if value.sign == .minus { end.append(0x2d) }
    if let (digits, exponent) = Self.rounded(value, precision: precision) {
      // All digits one place to the right, then the first in its own.
      DecimalDigits.write(digits, digits: precision + 1, into: end + 1)
      end[0] = end[1]
      end[1] = 0x2e
      end += precision > 0 ? precision + 2 : 1
      return Self.write(exponent: exponent, into: end) - text
    }
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

  /// Writes `e`, the sign and two or more digits, and returns the end.
  static func write(
    exponent: Int, into text: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    text[0] = 0x65  // "e"
    text[1] = exponent < 0 ? 0x2d : 0x2b
    let digits = exponent.magnitude < 100 ? 2 : 3
    DecimalDigits.write(UInt64(exponent.magnitude), digits: digits, into: text + 2)
    return text + 2 + digits
  }

  /// The magnitude of `value` to `precision` + 1 significant digits, as digits * 10^(exponent -
  /// precision), or `nil` where the approximation does not tell which way to round.
  static func rounded(_ value: Double, precision: Int) -> (digits: UInt64, exponent: Int)? {
    guard precision <= 17 else { return nil }
    let field = Int(value.exponentBitPattern)
    let mantissa = value.significandBitPattern | (field == 0 ? 0 : 1 << 52)
    guard mantissa != 0 else { return (0, 0) }
    let zeros = mantissa.leadingZeroBitCount
    let significand = mantissa << UInt64(zeros)
    let binary = max(field, 1) - 1075 - zeros
    // floor of the logarithm of the power of two below `value`: right, or one too small.
    var exponent = ((binary + 63) * 315_653) >> 20
    let limit = DecimalDigits.powers[precision + 1]
    while true {
      let power = PowerOfTen(precision - exponent)
      // value * 10^(precision - exponent), its point `fractionBits` from the right.
      let product = power.significand.multipliedFullWidth(by: UInt128(significand) << 64)
      let fractionBits = UInt128(-(power.exponent + binary + 64))
      let digits = UInt64(truncatingIfNeeded: product.high >> fractionBits)
      if digits >= limit {
        exponent += 1
        continue
      }
      // Digits below limit / 10 are an exact power of ten, approximated from below: they round up.
      let fraction = product.high & (1 << fractionBits - 1)
      let half: UInt128 = 1 << (fractionBits - 1)
      var up = fraction > half || fraction == half && product.low != 0
      if power.error == 0 {
        if fraction == half && product.low == 0 { up = digits & 1 == 1 }
      } else if fraction <= half && half - fraction <= power.error + 1 {
        return nil
      }
      let rounded = digits + (up ? 1 : 0)
      return rounded == limit ? (limit / 10, exponent + 1) : (rounded, exponent)
    }
  }
}
