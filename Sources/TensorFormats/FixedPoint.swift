// C's `%.Nf`: the decimal text of a double with a fixed number of digits behind the point.

/// Writes doubles as C's and Python's `%.Nf` do.
///
/// The text is the exact binary value rounded to `precision` digits, ties to even: 0.125 is `0.12`
/// with two digits, 2.5 is `2` with none. Negative zero, and what rounds to it, keeps its sign.
/// Infinities are `inf` and `-inf`; every NaN is `nan`.
/// - Complexity: about 3 ns for up to 7 digits in all, 10 ns while the scaled value is below 2^64;
///   microseconds beyond.
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

  /// Writes `value` and returns the length of the text; `keepsPoint` adds the point that
  /// precision 0 leaves out, behind finite values.
  ///
  /// - Precondition: there is room for `capacity` bytes.
  @inline(__always)
  package func write(
    _ value: Double, keepsPoint: Bool = false, into text: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let exponent = value.exponentBitPattern
    if exponent == 0x7ff { return writeNonFinite(value, into: text) }
    guard let scaled = scaled(value), scaled < 100_000_000, precision < 8 else {
      return writeLong(value, keepsPoint: keepsPoint, into: text)
    }
    text[0] = 0x2d  // "-"
    let start = text + (value.sign == .minus ? 1 : 0)
    let digits = DecimalDigits.eight(scaled)
    let whole = max(DecimalDigits.count(scaled) &- precision, 1)
    DecimalDigits.store(digits >> UInt64((8 &- precision &- whole) &* 8), at: start)
    // With no digits behind the point the shift is 64, which Swift's >> answers with 0.
    DecimalDigits.store(
      (digits >> UInt64((8 &- precision) &* 8)) << 8 | 0x2e, at: start + whole)
    let point = precision > 0 || keepsPoint ? 1 : 0
    return (start - text) &+ whole &+ point &+ precision
  }

  /// `value` times 10^precision as an integer, ties to even, or `nil` where 64 bits do not hold it.
  @inline(__always)
  private func scaled(_ value: Double) -> UInt64? {
    let field = Int(value.exponentBitPattern)
    let mantissa = value.significandBitPattern | (field == 0 ? 0 : 1 << 52)
    let shift = 1075 &- max(field, 1)
    guard scale != 0, shift > 0 else { return nil }
    // The product is below 2^117: beyond a shift of 118 it is less than half.
    guard shift < 119 else { return 0 }
    let product = UInt128(truncatingIfNeeded: mantissa) &* UInt128(truncatingIfNeeded: scale)
    let odd = product &>> UInt128(truncatingIfNeeded: shift) & 1
    let half: UInt128 = 1 &<< UInt128(truncatingIfNeeded: shift &- 1)
    let rounded = (product &+ (half &- 1) &+ odd) &>> UInt128(truncatingIfNeeded: shift)
    return UInt64(exactly: rounded)
  }

  private func writeNonFinite(_ value: Double, into text: UnsafeMutablePointer<UInt8>) -> Int {
    value.isNaN ? text.put("nan") : text.put(value < 0 ? "-inf" : "inf")
  }

  private func writeLong(
    _ value: Double, keepsPoint: Bool, into text: UnsafeMutablePointer<UInt8>
  ) -> Int {
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

extension UnsafeMutablePointer<UInt8> {
  /// Writes one byte and moves past it.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    pointee = byte
    self += 1
  }

  /// Writes the digits of `number` in `places`, counted from its first digit: zeros stand before
  /// the first and behind the last.
  mutating func append(_ number: ExactDecimal, _ places: Range<Int>) {
    for place in places {
      append(number.digits.indices.contains(place) ? 0x30 + number.digits[place] : 0x30)
    }
  }

  /// Writes ASCII text and returns its length.
  func put(_ text: StaticString) -> Int {
    update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    return text.utf8CodeUnitCount
  }
}
