// Significant digits on paper: where the point goes, and the zeros around it.
//
// The digits are multiplied until there are 9 or 17 of them, so that their number needs no branch:
// what is too many is overwritten by what follows. A number's length is as random as its digits, and
// a branch mispredicted costs more than all of the arithmetic.

extension ShortestDigits {
  /// How many digits there are, 1 for zero.
  var count: Int {
    @inline(__always) get { DecimalDigits.count(digits) }
  }

  /// How many of the digits, and zeros behind them, stand before the point; negative if zeros follow
  /// it first.
  var whole: Int {
    @inline(__always) get { count &+ exponent }
  }

  /// The power of ten of the first digit.
  var leadingExponent: Int { whole - 1 }

  /// Writes `123.45`, `0.00012` or `12300.` and returns the end.
  ///
  /// - Precondition: there is room for 10 more bytes.
  @inline(__always)
  func writePositional(
    into text: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    let (count, whole) = (count, whole)
    guard -4 < whole, whole < 8 else { return writeLongPositional(into: text) }
    let isFraction = whole <= 0
    // The digits behind the point are moved by the point, or by "0." and zeros.
    let moved = isFraction ? 2 &- whole : 1
    let eight = Self.store(digits, count: count, at: text + moved)
    // Eight bytes of what stands up to the point or the first digit, then the digits moved.
    let wholeMask: UInt64 = 1 &<< bits(whole) &- 1
    let lead =
      isFraction ? 0x3030_3030_3030_2e30 : eight & wholeMask | 0x2e &<< bits(whole)
    let leadMask: UInt64 = ~0 &>> bits(8 &- (isFraction ? moved : whole &+ 1))
    DecimalDigits.store(lead & leadMask | eight &<< bits(moved) & ~leadMask, at: text)
    return text + (isFraction ? moved &+ count : max(count, whole) &+ 1)
  }

  /// The bits of so many bytes, for a shift.
  @inline(__always)
  private func bits(_ bytes: Int) -> UInt64 { UInt64(truncatingIfNeeded: bytes &* 8) }

  @inline(never)
  private func writeLongPositional(
    into text: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    let (count, whole) = (count, whole)
    if whole <= 0 {
      text[0] = 0x30
      text[1] = 0x2e
      (text + 2).update(repeating: 0x30, count: -whole)
      DecimalDigits.write(digits, digits: count, into: text + (2 - whole))
      return text + (2 - whole + count)
    }
    if exponent >= 0 {
      DecimalDigits.write(digits, digits: count, into: text)
      (text + count).update(repeating: 0x30, count: exponent)
      text[whole] = 0x2e
      return text + whole + 1
    }
    let (before, behind) = digits.quotientAndRemainder(
      dividingBy: DecimalDigits.powers[-exponent])
    DecimalDigits.write(before, digits: whole, into: text)
    text[whole] = 0x2e
    DecimalDigits.write(behind, digits: -exponent, into: text + whole + 1)
    return text + count + 1
  }

  /// Writes `1.5e-05` or `1e+16`, and returns the end.
  @inline(__always)
  func writeScientific(into text: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    let count = count
    let eight = Self.store(digits, count: count, at: text + 1)
    text[0] = UInt8(truncatingIfNeeded: eight)
    text[1] = 0x2e
    return ScientificNotation.write(
      exponent: whole &- 1, into: text + (count > 1 ? count &+ 1 : 1))
  }

  /// Writes `digits`, of which there are `count`, and zeros behind them, 9 bytes or 17 in all;
  /// returns the first eight.
  @inline(__always)
  private static func store(
    _ digits: UInt64, count: Int, at text: UnsafeMutablePointer<UInt8>
  ) -> UInt64 {
    let first: UInt64
    let next: UInt64
    if digits < 1_000_000_000 {
      let aligned = digits &* DecimalDigits.powers[9 &- count]
      first = aligned / 100_000_000
      next = DecimalDigits.eight(aligned &- first &* 100_000_000)
    } else {
      let aligned = digits &* DecimalDigits.powers[17 &- count]
      let high = aligned / 100_000_000
      first = high / 100_000_000
      next = DecimalDigits.eight(high &- first &* 100_000_000)
      DecimalDigits.store(DecimalDigits.eight(aligned &- high &* 100_000_000), at: text + 9)
    }
    text[0] = 0x30 | UInt8(truncatingIfNeeded: first)
    DecimalDigits.store(next, at: text + 1)
    return 0x30 | first | next &<< 8
  }
}
