// Powers of ten to 128 bits, which printing and reading share: made on first use.

/// The table of powers of ten, a pointer that printers keep.
///
/// 10^n is `self[n]` * 2^`exponent(n)`, the topmost of the 128 bits set; rounded down where it is
/// not exact. Static access costs a call for each number; who handles many may keep a copy.
struct PowersOfTen: @unchecked Sendable {
  // Unchecked because of the pointer; the table never changes and is never freed.
  private let table: UnsafePointer<UInt128>

  static let shared = PowersOfTen()

  /// The powers there are: doubles need -345...341, whether printed or read.
  static let range = -364...363

  /// 10^n without its exponent.
  ///
  /// - Precondition: `n` is in `range`.
  @inline(__always)
  subscript(n: Int) -> UInt128 { table[n &- Self.range.lowerBound] }

  /// The exponent of 10^n: floor(n log2 10) - 127.
  @inline(__always)
  static func exponent(_ n: Int) -> Int { (n &* 1_741_647) &>> 19 &- 127 }

  /// Whether 128 bits hold 10^n: 5^55 is the last power of five below 2^128.
  @inline(__always)
  static func isExact(_ n: Int) -> Bool { UInt(bitPattern: n) <= 55 }

  private init() {
    let table = UnsafeMutablePointer<UInt128>.allocate(capacity: Self.range.count)
    // 64 bits more than are kept: they take in what 364 truncations lose.
    var power = LongSignificand(
      high: 0xe1af_a13a_fbd1_4d6d_8218_9c09_a3a1_ec21, low: 0x7a43_5162_13c7_e04c)
    for n in Self.range {
      if n == 0 { power = LongSignificand(high: 1 << 127, low: 0) }
      (table + (n - Self.range.lowerBound)).initialize(to: power.high)
      power.multiplyByFive()
    }
    self.table = UnsafePointer(table)
  }
}

/// A significand of 192 bits, the topmost set.
private struct LongSignificand {
  var high: UInt128
  var low: UInt64

  /// Makes 5/4 or 5/8 of it, truncated: whichever has the topmost bit.
  mutating func multiplyByFive() {
    let quarter = low >> 2 | UInt64(truncatingIfNeeded: high) << 62
    let (newLow, lowCarry) = low.addingReportingOverflow(quarter)
    let (sum, carry) = high.addingReportingOverflow(high >> 2)
    let (newHigh, secondCarry) = sum.addingReportingOverflow(lowCarry ? 1 : 0)
    (high, low) = (newHigh, newLow)
    if carry || secondCarry {
      low = low >> 1 | UInt64(truncatingIfNeeded: high) << 63
      high = high >> 1 | 1 << 127
    }
  }
}
