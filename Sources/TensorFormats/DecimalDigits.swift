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
    let high = x / 10_000
    let low = x &- high &* 10_000
    return four(high) | four(low) << 32
  }

  @inline(__always)
  private static func four(_ x: UInt64) -> UInt64 {
    let hundreds = (x &* 10_486) >> 20  // The quotient by 100 within this range.
    return pair(hundreds) | pair(x &- hundreds &* 100) << 16
  }

  @inline(__always)
  private static func pair(_ x: UInt64) -> UInt64 {
    let place = UnsafeRawPointer(pairs.utf8Start) + Int(truncatingIfNeeded: x &* 2)
    return UInt64(place.loadUnaligned(as: UInt16.self).littleEndian)
  }

  /// The two digits of 0 ... 99, one after another.
  private static var pairs: StaticString {
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"
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
