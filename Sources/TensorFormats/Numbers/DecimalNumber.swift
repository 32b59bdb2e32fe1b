// A number as text writes it, found in a window of bytes and turned into an element.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// A decimal number in prepared text.
struct DecimalNumber {
  /// The bytes it is written in.
  var length: Int
  var isNegative: Bool
  /// The digits modulo 2^64, and the power of ten that they are multiplied by.
  private var digits: UInt64
  private var power: Int
  /// Whether it has neither point nor exponent.
  var isInteger: Bool
  /// Whether it has so many digits, zeros in front included, that 64 bits may not hold them.
  private var isLong: Bool
  /// Whether JSON too allows this form: digits on both sides of a point, no plus sign in front, no
  /// needless zero.
  var isJSON: Bool

  /// The number that begins at `text`, nil if none does.
  ///
  /// - Reads what Python's `float` and `int` read of decimal digits: `1`, `-1.5`, `+.5`, `5.`,
  ///   `1e-05`. What follows it is for the caller to check.
  /// - Precondition: a byte that is no digit ends the text.
  @inline(__always)
  init?(_ text: UnsafePointer<UInt8>) {
    var place = text
    isNegative = place.pointee == UInt8(ascii: "-")
    let hasPlus = place.pointee == UInt8(ascii: "+")
    if isNegative || hasPlus { place += 1 }
    let first = place
    var digits: UInt64 = 0
    while let digit = digitValue(place.pointee) {
      digits = digits &* 10 &+ digit
      place += 1
    }
    let whole = place - first
    var fraction = 0
    isInteger = true
    if place.pointee == UInt8(ascii: ".") {
      isInteger = false
      place += 1
      let start = place
      while let digit = digitValue(place.pointee) {
        digits = digits &* 10 &+ digit
        place += 1
      }
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
    isLong = whole + fraction > 19
    length = place - text
  }

  /// The bit pattern of the nearest value of a floating dtype, ties to even, rounded once.
  @inline(__always)
  func floatingPattern(_ dtype: DType, text: UnsafePointer<UInt8>) -> UInt64 {
    let value = double(text)
    switch dtype {
    case .float64: return value.bitPattern
    case .float16:
      return UInt64(narrowed(value, text, to: Float16.self).bitPattern)
    case .bfloat16:
      return UInt64(narrowed(value, text, to: BFloat16.self).bitPattern)
    default: return UInt64(narrowed(value, text, to: Float.self).bitPattern)
    }
  }

  /// The nearest double.
  @inline(__always)
  private func double(_ text: UnsafePointer<UInt8>) -> Double {
    // A quotient or product of two exact doubles is rounded once: most numbers are short.
    if !isLong, digits <= 1 << 53, (-22...22).contains(power) {
      let magnitude = PowersOfTen.scale(Double(digits), by: power)
      return isNegative ? -magnitude : magnitude
    }
    return Double(string(text))!
  }

  /// The value of a narrower type that is nearest to the decimal, whose nearest double is `value`.
  @inline(__always)
  private func narrowed<Element: FloatingScalar>(
    _ value: Double, _ text: UnsafePointer<UInt8>, to: Element.Type
  ) -> Element {
    // Half way between two values the double does not tell on which side the decimal lies. It has
    // 25 bits at the most there, and its neighbours have more.
    let isShort = value.bitPattern & (1 << 28 - 1) == 0
    let isTie =
      isShort && Element(rounding: value.nextUp) != Element(rounding: value.nextDown)
    return Element(rounding: isTie ? moved(value, text) : value)
  }

  /// The double nearest to the decimal, or its neighbour on the side where the decimal lies.
  @inline(never)
  private func moved(_ value: Double, _ text: UnsafePointer<UInt8>) -> Double {
    guard value.isFinite else { return value }
    let exact = ExactDecimal(parsing: UnsafeBufferPointer(start: text, count: length))
    let found = ExactDecimal(value)
    if exact == found { return value }
    return (exact > found) == (value > 0) ? value.nextUp : value.nextDown
  }

  private func string(_ text: UnsafePointer<UInt8>) -> String {
    String(decoding: UnsafeBufferPointer(start: text, count: length), as: UTF8.self)
  }

  /// The number's magnitude where it is a whole number below 2^64, nil where it is beyond.
  func magnitude(_ text: UnsafePointer<UInt8>) -> UInt64? {
    isLong ? UInt64(string(text).drop { $0 == "-" || $0 == "+" }) : digits
  }
}

/// The value of a decimal digit, nil for any other byte.
@inline(__always)
func digitValue(_ byte: UInt8) -> UInt64? {
  let value = byte &- UInt8(ascii: "0")
  return value < 10 ? UInt64(value) : nil
}
