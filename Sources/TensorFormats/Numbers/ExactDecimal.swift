// Every digit of a decimal number: for comparisons that must be exact, which are rare.
// SPDX-License-Identifier: Apache-2.0

/// A magnitude with all its digits.
///
/// - Complexity: a microsecond or two; it allocates.
struct ExactDecimal: Comparable {
  /// The significant digits 0...9, the first and the last not 0; none for zero.
  private(set) var digits: [UInt8] = []
  /// Where the point stands: the magnitude is 0.d₀d₁d₂… · 10^point.
  private(set) var point = 0

  /// The number that a decimal text writes, without its sign.
  init(parsing text: some Sequence<UInt8>) {
    var whole: Int?
    var exponent: String?
    for byte in text {
      if exponent != nil {
        exponent!.unicodeScalars.append(Unicode.Scalar(byte))
      } else if let digit = digitValue(byte) {
        digits.append(UInt8(digit))
      } else if byte == UInt8(ascii: ".") {
        whole = digits.count
      } else if byte | 0x20 == UInt8(ascii: "e") {
        exponent = ""
      }
    }
    let zeros = digits.prefix { $0 == 0 }.count
    point = (whole ?? digits.count) - zeros + (exponent.flatMap { Int($0) } ?? 0)
    digits.removeFirst(zeros)
    stripZeros()
  }

  /// The exact magnitude of a finite value.
  init(_ value: Double) {
    self.init(
      parsing: CNotation.scientific.text(value, precision: CNotation.scientific.exactPrecision).utf8
    )
  }

  /// The number cut off after `count` significant digits, and what is cut off.
  func cut(afterDigits count: Int) -> (kept: ExactDecimal, rest: ExactDecimal) {
    var (kept, rest) = (self, self)
    kept.digits = Array(digits.prefix(count))
    kept.stripZeros()
    let zeros = digits.dropFirst(count).prefix { $0 == 0 }.count
    rest.digits = Array(digits.dropFirst(count + zeros))
    rest.point -= count + zeros
    return (kept, rest)
  }

  /// The number with one unit more in its digit `count`.
  ///
  /// - Precondition: it has no digits after that one, and is not zero.
  func incremented(atDigit count: Int) -> ExactDecimal {
    var sum = self
    sum.digits += [UInt8](repeating: 0, count: count - digits.count)
    while sum.digits.last == 9 { sum.digits.removeLast() }
    if sum.digits.isEmpty {
      sum.digits = [1]
      sum.point += 1
    } else {
      sum.digits[sum.digits.count - 1] += 1
    }
    return sum
  }

  /// 10^power less this number.
  ///
  /// - Precondition: the number is above zero and below 10^power.
  func subtracted(fromPowerOfTen power: Int) -> ExactDecimal {
    var difference = self
    difference.digits =
      [UInt8](repeating: 9, count: power - point) + digits.dropLast().map { 9 - $0 }
      + [10 - digits[digits.count - 1]]
    difference.point = power
    let zeros = difference.digits.prefix { $0 == 0 }.count
    difference.digits.removeFirst(zeros)
    difference.point -= zeros
    return difference
  }

  /// The number times 2 or 4.
  func multiplied(by factor: UInt8) -> ExactDecimal {
    var product = self
    var carry: UInt8 = 0
    for place in digits.indices.reversed() {
      let sum = digits[place] * factor + carry
      product.digits[place] = sum % 10
      carry = sum / 10
    }
    if carry > 0 {
      product.digits.insert(carry, at: 0)
      product.point += 1
    }
    product.stripZeros()
    return product
  }

  private mutating func stripZeros() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { point = 0 }
  }

  static func < (a: ExactDecimal, b: ExactDecimal) -> Bool {
    if a.digits.isEmpty || b.digits.isEmpty { return a.digits.isEmpty && !b.digits.isEmpty }
    return a.point != b.point ? a.point < b.point : a.digits.lexicographicallyPrecedes(b.digits)
  }
}
