// Decimal digits of machine integers, eight at a time.
//
// A step writes eight bytes wherever fewer are meant, so that no loop runs over digits: every
// buffer needs `DecimalDigits.slack` spare bytes behind the text.

enum DecimalDigits {
  /// The bytes that may be overwritten behind the text.
  static let slack = 8

  /// 10^0 ... 10^19: every power of ten below 2^64.
  static let powers: [UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000,
    100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
    100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
  ]

  /// The number of decimal digits of `x`, 1 for 0.
  @inline(__always)
  static func count(_ x: UInt64) -> Int {
    let positive = x | 1  // As many digits: powers of ten are even.
    // 1233 / 4096 is a little more than log10 2.
    let estimate = ((64 &- positive.leadingZeroBitCount) &* 1233) &>> 12
    return estimate &+ (positive >= powers[estimate] ? 1 : 0)
  }

  /// The eight digits of `x` as ASCII, the first in the lowest byte.
  ///
  /// - Precondition: `x` is less than 10^8.
  @inline(__always)
  static func eight(_ x: UInt64) -> UInt64 {
    // Lanes of 4, 2 and 1 digits; the products are quotients by 100 and by 10 within their range.
    let high = x / 10_000
    let fours = high | (x &- high &* 10_000) << 32
    let hundreds = (fours &* 10_486) >> 20 & 0x0000_007f_0000_007f
    let twos = hundreds | (fours &- hundreds &* 100) << 16
    let tens = (twos &* 103) >> 10 & 0x000f_000f_000f_000f
    return (tens | (twos &- tens &* 10) << 8) | 0x3030_3030_3030_3030
  }

  @inline(__always)
  static func store(_ bytes: UInt64, at text: UnsafeMutablePointer<UInt8>) {
    UnsafeMutableRawPointer(text).storeBytes(of: bytes.littleEndian, as: UInt64.self)
  }

  /// Writes `x` without leading zeros and returns how many digits it has.
  @inline(__always)
  static func write(_ x: UInt64, into text: UnsafeMutablePointer<UInt8>) -> Int {
    let digits = count(x)
    write(x, digits: digits, into: text)
    return digits
  }

  /// Writes the last `digits` digits of `x`, with leading zeros.
  ///
  /// - Precondition: `digits` is within 0...20.
  @inline(__always)
  static func write(_ x: UInt64, digits: Int, into text: UnsafeMutablePointer<UInt8>) {
    if digits <= 8 {
      let low = x < 100_000_000 ? x : x % 100_000_000
      // Without digits the shift is 64, which Swift's >> answers with 0.
      store(eight(low) >> UInt64(truncatingIfNeeded: (8 &- digits) &* 8), at: text)
    } else {
      writeLong(x, digits: digits, into: text)
    }
  }

  @inline(__always)
  private static func writeLong(
    _ x: UInt64, digits: Int, into text: UnsafeMutablePointer<UInt8>
  ) {
    let (high, low) = x.quotientAndRemainder(dividingBy: 100_000_000)
    let (top, middle) = high.quotientAndRemainder(dividingBy: 100_000_000)
    var end = text
    if digits > 16 {
      store(eight(top) >> UInt64(truncatingIfNeeded: (24 &- digits) &* 8), at: end)
      end += digits &- 16
      store(eight(middle), at: end)
    } else {
      store(eight(middle) >> UInt64(truncatingIfNeeded: (16 &- digits) &* 8), at: end)
      end -= 16 &- digits
    }
    store(eight(low), at: end + 8)
  }
}
