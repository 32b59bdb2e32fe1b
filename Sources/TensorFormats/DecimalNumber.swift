// A number as text writes it, found in a window of bytes and turned into an element.

import TensorCore

/// A decimal number in prepared text.
struct DecimalNumber {
  /// The bytes it is written in.
  var length: Int
  var isNegative: Bool
  /// The significant digits, where `isLong` is false: the value is `digits * 10^power`.
  var digits: UInt64
  var power: Int
  /// Whether it has neither point nor exponent.
  var isInteger: Bool
  /// Whether it has more than 19 significant digits: then the text decides.
  var isLong: Bool
  /// Whether JSON too allows this form: digits on both sides of a point, no plus sign in front, no
  /// needless zero.
  var isJSON: Bool

  /// The number that begins at `text`, nil if none does.
  ///
  /// - Reads what Python's `float` and `int` read of decimal digits: `1`, `-1.5`, `+.5`, `5.`,
  ///   `1e-05`. What follows it is for the caller to check.
  /// - Precondition: a byte that is no digit and `DigitRun.width` bytes more can be read behind it.
  @inline(__always)
  init?(_ text: UnsafePointer<UInt8>) {
    var place = text
    isNegative = place.pointee == UInt8(ascii: "-")
    let hasPlus = place.pointee == UInt8(ascii: "+")
    // Random signs would mispredict a branch.
    place += (isNegative ? 1 : 0) | (hasPlus ? 1 : 0)
    let first = place
    var digits: UInt64 = 0
    place = DigitRun.read(place, onto: &digits)
    let whole = place - first
    var fraction = 0
    isInteger = true
    if place.pointee == UInt8(ascii: ".") {
      isInteger = false
      place += 1
      let start = place
      place = DigitRun.read(place, onto: &digits)
      fraction = place - start
    }
    guard whole + fraction > 0 else { return nil }
    isJSON =
      !hasPlus && whole > 0 && (isInteger || fraction > 0)
      && (whole == 1 || first.pointee != UInt8(ascii: "0"))
    power = -fraction
    if place.pointee | 0x20 == UInt8(ascii: "e") {
      let sign = place[1]
      let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
      var end = place + (isSigned ? 2 : 1)
      if digitValue(end.pointee) != nil {
        var exponent = 0
        while let digit = digitValue(end.pointee) {
          // Far beyond every range already, and no overflow however long the text.
          if exponent < 100_000 { exponent = exponent * 10 + Int(digit) }
          end += 1
        }
        power += sign == UInt8(ascii: "-") ? -exponent : exponent
        isInteger = false
        place = end
      }
    }
    self.digits = digits
    isLong = false
    length = place - text
    if whole + fraction > 19 {
      var significant = whole + fraction
      var place = first
      while place.pointee == UInt8(ascii: "0") || place.pointee == UInt8(ascii: ".") {
        if place.pointee == UInt8(ascii: "0") { significant -= 1 }
        place += 1
      }
      isLong = significant > 19
    }
  }

  /// The bit pattern of the nearest value of a floating dtype, ties to even, rounded once.
  @inline(__always)
  func floatingPattern(_ dtype: DType, text: UnsafePointer<UInt8>) -> UInt64 {
    switch dtype {
    case .float64: pattern(52, 11, text)
    case .float16: pattern(10, 5, text)
    case .bfloat16: pattern(7, 8, text)
    default: pattern(23, 8, text)
    }
  }

  @inline(__always)
  private func pattern(
    _ significandBits: Int, _ exponentBits: Int, _ text: UnsafePointer<UInt8>
  ) -> UInt64 {
    let sign: UInt64 = isNegative ? 1 << UInt64(significandBits + exponentBits) : 0
    if !isLong {
      // Below, every number of 64 bits is nearest to 0.
      if digits == 0 || power < PowersOfTen.range.lowerBound { return sign }
      if power <= PowersOfTen.range.upperBound, let wide = WideBinary(digits, power: power) {
        return sign
          | wide.rounded(significandBits: significandBits, exponentBits: exponentBits)
      }
    }
    return sign | exactPattern(significandBits, exponentBits, text)
  }

  /// The same by exact arithmetic over the digits as they are written.
  @inline(never)
  private func exactPattern(
    _ significandBits: Int, _ exponentBits: Int, _ text: UnsafePointer<UInt8>
  ) -> UInt64 {
    // No tie between two doubles has more than 768 digits: of the others only whether they are
    // all zero matters, and a final 1 says so.
    let most = 800
    var value = BigNatural(0)
    var taken = 0
    var dropped = 0
    var hasRest = false
    for place in 0..<length {
      guard let digit = digitValue(text[place]) else {
        if text[place] | 0x20 == UInt8(ascii: "e") { break }
        continue
      }
      if taken == 0, digit == 0 { continue }
      if taken < most {
        value.append(digit)
        taken += 1
      } else {
        dropped += 1
        hasRest = hasRest || digit != 0
      }
    }
    var power = power + dropped
    if value.isZero { return 0 }
    if hasRest {
      value.multiply(by: 10, adding: 1)
      power -= 1
      taken += 1
    }
    if taken + power < -330 { return 0 }
    if taken + power > 320 { return (1 << UInt64(exponentBits) - 1) << UInt64(significandBits) }
    return WideBinary(value, power: power)
      .rounded(significandBits: significandBits, exponentBits: exponentBits)
  }

  /// The number's magnitude where it is a whole number below 2^64, nil where it is beyond.
  func magnitude(_ text: UnsafePointer<UInt8>) -> UInt64? {
    guard isLong else { return digits }
    var value: UInt64 = 0
    for place in 0..<length {
      guard let digit = digitValue(text[place]) else { continue }
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(digit)
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }
}

extension BigNatural {
  /// Appends a decimal digit.
  fileprivate mutating func append(_ digit: UInt64) {
    if isZero { self = BigNatural(digit) } else { multiply(by: 10, adding: digit) }
  }
}

/// The value of a decimal digit, nil for any other byte.
@inline(__always)
func digitValue(_ byte: UInt8) -> UInt64? {
  let value = byte &- UInt8(ascii: "0")
  return value < 10 ? UInt64(value) : nil
}
