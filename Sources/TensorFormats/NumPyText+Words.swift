// The text of one element of a printed array.

import TensorCore

/// The bytes that the buffer of a word must have: a fixed point with 341 digits needs most.
let numPyWordCapacity = 1024

/// A form that all elements of a printed array share.
protocol NumPyWord {
  associatedtype Wide: WideNumber

  /// Writes an element, spaces in front included, and returns the length and the number of spaces
  /// that belong behind it.
  func write(_ value: Wide, into text: UnsafeMutablePointer<UInt8>) -> (length: Int, spaces: Int)
}

/// Integers and truth values, flushed right.
struct FlushedWord<Text: ElementText>: NumPyWord {
  let text: Text

  @inline(__always)
  func write(
    _ value: Text.Wide, into buffer: UnsafeMutablePointer<UInt8>
  ) -> (length: Int, spaces: Int) {
    (text.write(value, into: buffer), 0)
  }
}

/// C's `%g` with 6 significant digits, as the package ml_dtypes shows bfloat16.
struct GeneralWord: NumPyWord {
  func write(
    _ value: Double, into text: UnsafeMutablePointer<UInt8>
  ) -> (length: Int, spaces: Int) {
    guard value.isFinite else { return (text.putNonFinite(value), 0) }
    var end = text
    if value.sign == .minus { end.append(0x2d) }
    let (digits, exponent) = ScientificNotation(precision: 5).digits(value)
    if digits == 0 {
      end.append(0x30)
      return (end - text, 0)
    }
    let number = ShortestDigits(stripping: digits, exponent: exponent - 5)
    if exponent < -4 || exponent >= 6 { return (number.writeScientific(into: end) - text, 0) }
    end = number.writePositional(into: end)
    return (end - text - (number.exponent >= 0 ? 1 : 0), 0)  // Without a point at the end.
  }
}

/// NumPy's scalars: the shortest digits, with an exponent below 1e-4 and from a bound on that
/// depends on the type.
struct ShortestWord: NumPyWord {
  private let format: BinaryFormat
  private let bound: Double

  /// - Precondition: `dtype` is a floating type.
  init(_ dtype: DType) {
    format = BinaryFormat(dtype)!
    bound = dtype == .float64 ? 1e16 : dtype == .float32 ? 1e6 : 1e3
  }

  func write(
    _ value: Double, into text: UnsafeMutablePointer<UInt8>
  ) -> (length: Int, spaces: Int) {
    guard value.isFinite else { return (text.putNonFinite(value), 0) }
    var end = text
    if value.sign == .minus { end.append(0x2d) }
    if value == 0 { return (end + end.put("0.0") - text, 0) }
    let shortest = ShortestDigits(value, format)
    guard value.magnitude >= 1e-4, value.magnitude < bound else {
      return (shortest.writeScientific(into: end) - text, 0)
    }
    end = shortest.writePositional(into: end)
    if shortest.exponent >= 0 { end.append(0x30) }
    return (end - text, 0)
  }
}

/// Floating elements in positional notation, points in one column.
struct PositionalWord: NumPyWord {
  let format: BinaryFormat
  let precision: Int
  /// The characters before the point and behind it.
  var left = 0
  var right = 0

  func write(
    _ value: Double, into text: UnsafeMutablePointer<UInt8>
  ) -> (length: Int, spaces: Int) {
    guard value.isFinite else {
      return (text.flushRight(text.putNonFinite(value), to: left + right + 1), 0)
    }
    let (whole, fraction) = writeBare(value, into: text)
    return (text.flushRight(whole + 1 + fraction, to: left + 1 + fraction), right - fraction)
  }

  /// Writes `-12.5` or `3.` and returns how many characters stand before the point and behind it.
  ///
  /// - Precondition: `value` is finite and below 1e8.
  func writeBare(
    _ value: Double, into text: UnsafeMutablePointer<UInt8>
  ) -> (whole: Int, fraction: Int) {
    var end = text
    if value.sign == .minus { end.append(0x2d) }
    if value == 0 {
      end.append(0x30)
      return (end - text, (end.put(".") - 1))
    }
    let shortest = ShortestDigits(value, format)
    let fraction = max(-shortest.exponent, 0)
    if fraction <= precision {
      end = shortest.writePositional(into: end)
      return (end - text - 1 - fraction, fraction)
    }
    // More digits than asked for: the exact value is rounded, and zeros at the end go.
    let length = FixedPoint(precision: precision).write(value, keepsPoint: true, into: text)
    var kept = precision
    while kept > 0, text[length - precision + kept - 1] == 0x30 { kept -= 1 }
    return (length - precision - 1, kept)
  }
}

/// Floating elements with an exponent, all with the same number of digits.
struct ExponentWord: NumPyWord {
  let format: BinaryFormat
  /// The digits behind the point, and at least of the exponent.
  var precision: Int
  var exponentDigits = 2
  /// The characters before the point.
  var left = 0

  func write(
    _ value: Double, into text: UnsafeMutablePointer<UInt8>
  ) -> (length: Int, spaces: Int) {
    guard value.isFinite else {
      let width = left + exponentDigits + 2 + precision + 1
      return (text.flushRight(text.putNonFinite(value), to: width), 0)
    }
    var end = text
    if value.sign == .minus { end.append(0x2d) }
    let (digits, exponent) = digits(value)
    DecimalDigits.write(digits, digits: precision + 1, into: end + 1)
    end[0] = end[1]
    end[1] = 0x2e
    end += precision + 2
    end.append(0x65)
    end.append(exponent < 0 ? 0x2d : 0x2b)
    let magnitude = UInt64(exponent.magnitude)
    let count = max(DecimalDigits.count(magnitude), exponentDigits)
    DecimalDigits.write(magnitude, digits: count, into: end)
    let sign = value.sign == .minus ? 1 : 0
    let length = end + count - text
    return (text.flushRight(length, to: length + left - sign - 1), 0)
  }

  /// The digits that NumPy's Dragon4 stops at when it must write `precision` + 1 of them.
  ///
  /// - The shortest digits if there are just as many, else the exact value rounded.
  /// - Beyond the shortest digits of a power of two, whose upper margin is twice the lower one,
  ///   Dragon4 rounds up where only the number above rounds back to the value.
  private func digits(_ value: Double) -> (digits: UInt64, exponent: Int) {
    if value == 0 { return (0, 0) }
    let shortest = ShortestDigits(value, format)
    let count = DecimalDigits.count(shortest.digits)
    if count == precision + 1 { return (shortest.digits, shortest.leadingExponent) }
    let (c, q) = format.parts(of: value)
    guard count <= precision, format.isUneven(c, q) else {
      return ScientificNotation(precision: precision).digits(value)
    }
    let exact = ExactDecimal(value)
    let zeros = DecimalDigits.powers
    func padded(_ number: ExactDecimal) -> (UInt64, Int) {
      let digits = number.digits.reduce(0) { $0 * 10 + UInt64($1) }
      return (digits * zeros[precision + 1 - number.digits.count], number.point - 1)
    }
    let below = exact.truncated(toDigits: precision + 1)
    if below == exact { return padded(below) }
    let above = below.incremented(atDigit: precision + 1)
    let isLow = below >= ExactDecimal(mantissa: 4 * c - 1, exponent: q - 2)
    let isHigh = above <= ExactDecimal(mantissa: 4 * c + 2, exponent: q - 2)
    if isLow != isHigh { return padded(isLow ? below : above) }
    return ScientificNotation(precision: precision).digits(value)
  }
}
