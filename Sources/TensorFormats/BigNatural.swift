// Whole numbers of any size, for the few decimals whose rounding 128 bits do not settle.

/// A natural number, 64 bits a limb, the least significant first.
struct BigNatural {
  private(set) var limbs: [UInt64]

  init(_ value: UInt64) { limbs = value == 0 ? [] : [value] }

  var isZero: Bool { limbs.isEmpty }

  /// The bits from the highest 1 down.
  var bitWidth: Int {
    limbs.isEmpty ? 0 : 64 * limbs.count - limbs[limbs.count - 1].leadingZeroBitCount
  }

  /// Makes `self * factor + term` of it.
  mutating func multiply(by factor: UInt64, adding term: UInt64 = 0) {
    var carry = term
    for i in limbs.indices {
      let (high, low) = limbs[i].multipliedFullWidth(by: factor)
      let (sum, overflow) = low.addingReportingOverflow(carry)
      limbs[i] = sum
      carry = high &+ (overflow ? 1 : 0)
    }
    if carry != 0 { limbs.append(carry) }
  }

  /// Makes `self * 10^exponent` of it.
  mutating func multiply(byPowerOfTen exponent: Int) {
    for _ in 0..<exponent / 19 { multiply(by: 10_000_000_000_000_000_000) }
    var factor: UInt64 = 1
    for _ in 0..<exponent % 19 { factor *= 10 }
    if factor != 1 { multiply(by: factor) }
  }

  mutating func shiftLeft(_ count: Int) {
    guard !isZero, count > 0 else { return }
    let bits = UInt64(count % 64)
    if bits != 0 {
      var carry: UInt64 = 0
      for i in limbs.indices {
        let limb = limbs[i]
        limbs[i] = limb << bits | carry
        carry = limb >> (64 - bits)
      }
      if carry != 0 { limbs.append(carry) }
    }
    limbs.insert(contentsOf: repeatElement(0, count: count / 64), at: 0)
  }

  /// - Precondition: `other` is not greater.
  mutating func subtract(_ other: BigNatural) {
    var borrow: UInt64 = 0
    for i in limbs.indices {
      let (first, one) = limbs[i].subtractingReportingOverflow(
        i < other.limbs.count ? other.limbs[i] : 0)
      let (second, two) = first.subtractingReportingOverflow(borrow)
      limbs[i] = second
      borrow = one || two ? 1 : 0
    }
    while limbs.last == 0 { limbs.removeLast() }
  }

  static func >= (a: BigNatural, b: BigNatural) -> Bool {
    if a.limbs.count != b.limbs.count { return a.limbs.count > b.limbs.count }
    for i in a.limbs.indices.reversed() where a.limbs[i] != b.limbs[i] {
      return a.limbs[i] > b.limbs[i]
    }
    return true
  }
}
