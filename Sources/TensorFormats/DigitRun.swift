// Decimal digits of text, eight at a time.

enum DigitRun {
  /// The bytes that are looked at at once.
  static let width = 8

  /// Appends the digits that stand at `text` to a number, modulo 2^64, and returns their end.
  @inline(__always)
  static func read(
    _ text: UnsafePointer<UInt8>, onto number: inout UInt64
  ) -> UnsafePointer<UInt8> {
    // One digit or none: what most numbers have before the point, and short ones behind it.
    guard let first = digitValue(text[0]) else { return text }
    guard digitValue(text[1]) != nil else {
      number = number &* 10 &+ first
      return text + 1
    }
    var place = text
    while true {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
      let values = word ^ 0x3030_3030_3030_3030
      // The highest bit of each byte that is no digit, and perhaps of some behind the first such.
      let others = (values &+ 0x7676_7676_7676_7676 | values) & 0x8080_8080_8080_8080
      let count = others.trailingZeroBitCount &>> 3
      // The digits flush right, zeros before them.
      number =
        number &* DecimalDigits.powers[count]
        &+ value(values << UInt64(truncatingIfNeeded: 64 &- 8 &* count))
      place += count
      if count < width { return place }
    }
  }

  /// The number of eight digits, the first in the lowest byte.
  @inline(__always)
  private static func value(_ digits: UInt64) -> UInt64 {
    // Lanes of 2, 4 and 8 digits.
    let twos = (digits &* 10 &+ digits &>> 8) & 0x00ff_00ff_00ff_00ff
    let fours = (twos &* 100 &+ twos &>> 16) & 0x0000_ffff_0000_ffff
    return (fours &* 10_000 &+ fours &>> 32) & 0xffff_ffff
  }
}
