// Every digit of a Double: the slow path behind the fast ones, and what they are proved against.

/// The exact value of a finite `Double` in decimal.
///
/// A double is m * 2^e and so has a finite decimal expansion, of 767 significant digits at the most.
/// - Complexity: a few microseconds; it allocates.
struct ExactDecimal {
  /// The significant digits 0...9, the first and the last not 0; none for zero.
  private(set) var digits: [UInt8] = []
  /// Where the point stands: the magnitude is 0.d₀d₁d₂… · 10^point.
  private(set) var point = 0

  /// - Precondition: `value` is finite; its sign is ignored.
  init(_ value: Double) {
    let (mantissa, exponent) = value.parts
    self.init(mantissa: mantissa, exponent: exponent)
  }

  /// mantissa * 2^exponent.
  init(mantissa: UInt64, exponent: Int) {
    guard mantissa != 0 else { return }
    if exponent >= 0 {
      appendInteger(mantissa, shiftedLeft: exponent)
    } else {
      let shift = -exponent
      if shift < 64 { appendInteger(mantissa >> UInt64(shift), shiftedLeft: 0) }
      appendFraction(shift < 64 ? mantissa & (1 << UInt64(shift) - 1) : mantissa, over: shift)
    }
    while digits.last == 0 { digits.removeLast() }
  }

  /// The number cut off behind `count` significant digits.
  func truncated(toDigits count: Int) -> ExactDecimal {
    var cut = self
    cut.digits = Array(digits.prefix(count))
    while cut.digits.last == 0 { cut.digits.removeLast() }
    return cut
  }

  /// The number with one unit more in its digit `count`.
  ///
  /// - Precondition: it has no digits behind that one, and is not zero.
  func incremented(atDigit count: Int) -> ExactDecimal {
    var sum = self
    sum.digits += [UInt8](repeating: 0, count: count - digits.count)
    sum.incrementLast()
    return sum
  }

  private mutating func incrementLast() {
    while digits.last == 9 { digits.removeLast() }
    if digits.isEmpty {
      digits = [1]
      point += 1
    } else {
      digits[digits.count - 1] += 1
    }
  }

  /// Rounds to `count` significant digits, ties to even; fewer than one round to 0 or to the unit
  /// above the first digit.
  mutating func round(toDigits count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else { return digits.removeAll() }
    let rest = digits[count...]
    let isTie = rest.first == 5 && rest.count == 1  // The last digit is never 0.
    let isOdd = count > 0 && digits[count - 1] & 1 == 1
    let roundsUp = isTie ? isOdd : rest.first! >= 5
    digits.removeSubrange(count...)
    if roundsUp { incrementLast() }
    while digits.last == 0 { digits.removeLast() }
  }

  /// Appends the digits of mantissa * 2^shift, base 10^19 by repeated division.
  private mutating func appendInteger(_ mantissa: UInt64, shiftedLeft shift: Int) {
    var limbs = [UInt64](repeating: 0, count: shift / 64 + 2)
    limbs[shift / 64] = mantissa << UInt64(shift % 64)
    if shift % 64 > 0 { limbs[shift / 64 + 1] = mantissa >> UInt64(64 - shift % 64) }
    var reversed: [UInt8] = []
    while let last = limbs.lastIndex(where: { $0 != 0 }) {
      limbs.removeSubrange((last + 1)...)
      var remainder: UInt64 = 0
      for i in limbs.indices.reversed() {
        (limbs[i], remainder) = DecimalDigits.powers[19].dividingFullWidth((remainder, limbs[i]))
      }
      for _ in 0..<19 {
        reversed.append(UInt8(remainder % 10))
        remainder /= 10
      }
    }
    while reversed.last == 0 { reversed.removeLast() }
    digits.append(contentsOf: reversed.reversed())
    point = digits.count
  }

  /// Appends the digits of mantissa / 2^shift, which is less than 1, base 10^19 by repeated
  /// multiplication.
  private mutating func appendFraction(_ mantissa: UInt64, over shift: Int) {
    let count = (shift + 63) / 64
    let left = count * 64 - shift
    var limbs = [UInt64](repeating: 0, count: count + 1)
    limbs[0] = mantissa << UInt64(left)
    if left > 0 { limbs[1] = mantissa >> UInt64(64 - left) }
    limbs.removeLast()
    var chunk = [UInt8](repeating: 0, count: 19)
    while limbs.contains(where: { $0 != 0 }) {
      var carry: UInt64 = 0
      for i in limbs.indices {
        let product = limbs[i].multipliedFullWidth(by: DecimalDigits.powers[19])
        let (low, overflow) = product.low.addingReportingOverflow(carry)
        limbs[i] = low
        carry = product.high + (overflow ? 1 : 0)
      }
      for i in chunk.indices.reversed() {
        chunk[i] = UInt8(carry % 10)
        carry /= 10
      }
      if digits.isEmpty {
        let zeros = chunk.prefix { $0 == 0 }.count
        point -= zeros
        digits.append(contentsOf: chunk[zeros...])
      } else {
        digits.append(contentsOf: chunk)
      }
    }
  }
}

extension ExactDecimal: Comparable {
  /// - Precondition: neither is zero.
  static func < (a: ExactDecimal, b: ExactDecimal) -> Bool {
    a.point != b.point ? a.point < b.point : a.digits.lexicographicallyPrecedes(b.digits)
  }
}
