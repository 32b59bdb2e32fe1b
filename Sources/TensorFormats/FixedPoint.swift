// C's `%.Nf`: the decimal text of a double with a fixed number of digits behind the point.

/// Writes doubles as C's and Python's `%.Nf` do.
///
/// The text is the exact binary value rounded to `precision` digits, ties to even: 0.125 is `0.12`
/// with two digits, 2.5 is `2` with none. Negative zero, and what rounds to it, keeps its sign.
/// Infinities are `inf` and `-inf`; every NaN is `nan`.
/// - Complexity: a few nanoseconds for up to 8 digits in all, some more while the scaled value is
///   below 2^64; microseconds and an allocation beyond.
package struct FixedPoint: Sendable {
  /// The digits behind the point.
  package let precision: Int
  /// 10^precision where the fast path may be taken, else 0.
  private let scale: UInt64

  /// From this precision on only zeros are added: no double has more digits behind the point.
  package static let exactPrecision = 1074

  /// - Precondition: `precision` is within 0...`exactPrecision`.
  package init(precision: Int) {
    precondition((0...Self.exactPrecision).contains(precision))
    self.precision = precision
    scale = precision <= 19 ? DecimalDigits.powers[precision] : 0
  }

  /// The bytes that the buffer of `write` must have.
  package var capacity: Int { 320 + precision + DecimalDigits.slack }

  /// Writes `value`, flushed right to `width`, and returns the length of the text; `keepsPoint`
  /// adds the point that precision 0 leaves out, behind finite values.
  ///
  /// - Precondition: there is room for `capacity` bytes, and for `width` and 16 more.
  @inline(__always)
  package func write(
    _ value: Double, keepsPoint: Bool = false, width: Int = 0,
    into text: UnsafeMutablePointer<UInt8>
  ) -> Int {
    guard value.exponentBitPattern < 0x7ff, let scaled = scaled(value), scaled < 100_000_000,
      precision < 8
    else {
      let length = writeLong(value, keepsPoint: keepsPoint, into: text)
      return text.flushRight(length, to: width)
    }
    let digits = DecimalDigits.eight(scaled)
    let whole = max(DecimalDigits.count(scaled) &- precision, 1)
    let sign = value.signBit
    let point = precision > 0 || keepsPoint ? 1 : 0
    let length = sign &+ whole &+ point &+ precision
    let start = text + text.pad(length, to: width) + sign
    start[-sign] = 0x2d  // "-", or soon overwritten
    DecimalDigits.store(digits >> UInt64((8 &- precision &- whole) &* 8), at: start)
    // With no digits behind the point the shift is 64, which Swift's >> answers with 0.
    DecimalDigits.store(
      (digits >> UInt64((8 &- precision) &* 8)) << 8 | 0x2e, at: start + whole)
    return max(length, width)
  }

  /// `value` times 10^precision as an integer, ties to even, or `nil` where 64 bits do not hold it.
  @inline(__always)
  func scaled(_ value: Double) -> UInt64? {
    let (mantissa, exponent) = value.parts
    let shift = -exponent
    guard scale != 0, shift > 0 else { return nil }
    if mantissa & 0x1fff_ffff == 0, precision < 12, shift > 29 {
      // What was widened from float32 has 24 bits: the product is below 2^61.
      // Shifted by more, as zero is, nothing is left either way.
      let shift = UInt64(truncatingIfNeeded: min(shift &- 29, 63))
      let product = (mantissa &>> 29) &* scale
      let half: UInt64 = 1 &<< (shift &- 1)
      return (product &+ (half &- 1) &+ (product &>> shift & 1)) &>> shift
    }
    // The product is below 2^117: beyond a shift of 118 it is less than half.
    guard shift < 119 else { return 0 }
    let product = UInt128(truncatingIfNeeded: mantissa) &* UInt128(truncatingIfNeeded: scale)
    let odd = product &>> UInt128(truncatingIfNeeded: shift) & 1
    let half: UInt128 = 1 &<< UInt128(truncatingIfNeeded: shift &- 1)
    let rounded = (product &+ (half &- 1) &+ odd) &>> UInt128(truncatingIfNeeded: shift)
    return UInt64(exactly: rounded)
  }

  private func writeLong(
    _ value: Double, keepsPoint: Bool, into text: UnsafeMutablePointer<UInt8>
  ) -> Int {
    guard value.isFinite else { return text.putNonFinite(value) }
    var end = text
    if value.sign == .minus { end.append(0x2d) }
    if let scaled = scaled(value) {
      let (whole, fraction) = scaled.quotientAndRemainder(dividingBy: scale)
      end += DecimalDigits.write(whole, into: end)
      if precision > 0 || keepsPoint { end.append(0x2e) }
      DecimalDigits.write(fraction, digits: precision, into: end)
      return end + precision - text
    }
    var exact = ExactDecimal(value)
    exact.round(toDigits: exact.point + precision)
    if exact.point <= 0 || exact.digits.isEmpty {
      end.append(0x30)
    } else {
      end.append(exact, 0..<exact.point)
    }
    if precision > 0 || keepsPoint { end.append(0x2e) }
    end.append(exact, exact.point..<exact.point + precision)
    return end - text
  }
}
