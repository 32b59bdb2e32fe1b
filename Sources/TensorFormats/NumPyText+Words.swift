// The text of one element of a printed array.

import TensorCore

/// A form that all elements of a printed array share.
protocol NumPyWord {
  associatedtype Wide: WideNumber

  /// The characters of a word with the spaces around it; 0 if words differ.
  var width: Int { get }

  /// The bytes that the buffer of `write` must have.
  var capacity: Int { get }

  /// Writes an element, spaces in front included, and returns the length and the number of spaces
  /// that belong behind it.
  func write(_ value: Wide, into text: UnsafeMutablePointer<UInt8>) -> (length: Int, spaces: Int)
}

/// Integers and truth values, flushed right.
struct FlushedWord<Text: ElementText>: NumPyWord {
  let text: Text
  var width: Int { text.width }
  var capacity: Int { text.capacity }

  @inline(__always)
  func write(
    _ value: Text.Wide, into buffer: UnsafeMutablePointer<UInt8>
  ) -> (length: Int, spaces: Int) {
    (text.write(value, into: buffer), 0)
  }
}

/// C's `%g` with 6 significant digits, as the package ml_dtypes shows bfloat16.
struct GeneralWord: NumPyWord {
  private let scientific = ScientificNotation(precision: 5)
  let width = 0
  let capacity = 64

  @inline(__always)
  func write(
    _ value: Double, into text: UnsafeMutablePointer<UInt8>
  ) -> (length: Int, spaces: Int) {
    guard value.isFinite else { return (text.putNonFinite(value), 0) }
    text[0] = 0x2d  // Soon overwritten if there is no sign.
    let start = text + value.signBit
    let (digits, exponent) = scientific.digits(value)
    let number = ShortestDigits(stripping: digits, exponent: digits == 0 ? 0 : exponent - 5)
    if exponent < -4 || exponent >= 6 { return (number.writeScientific(into: start) - text, 0) }
    let end = number.writePositional(into: start)
    return (end - text - (number.exponent >= 0 ? 1 : 0), 0)  // Without a point at the end.
  }
}

/// NumPy's scalars: the shortest digits, with an exponent below 1e-4 and from a bound on that
/// depends on the type.
struct ShortestWord: NumPyWord {
  private let format: BinaryFormat
  private let bound: Double

  let width = 0
  let capacity = 64

  /// - Precondition: `dtype` is a floating type.
  init(_ dtype: DType) {
    format = BinaryFormat(dtype)!
    bound = dtype == .float64 ? 1e16 : dtype == .float32 ? 1e6 : 1e3
  }

  func write(
    _ value: Double, into text: UnsafeMutablePointer<UInt8>
  ) -> (length: Int, spaces: Int) {
    guard value.isFinite else { return (text.putNonFinite(value), 0) }
    text[0] = 0x2d  // Soon overwritten if there is no sign.
    let start = text + value.signBit
    let shortest = ShortestDigits(value, format)
    guard value == 0 || value.magnitude >= 1e-4 && value.magnitude < bound else {
      return (shortest.writeScientific(into: start) - text, 0)
    }
    let end = shortest.writePositional(into: start)
    end[0] = 0x30
    return (end - text + (shortest.exponent >= 0 ? 1 : 0), 0)
  }
}

/// Floating elements in positional notation, points in one column.
struct PositionalWord: NumPyWord {
  let digits: PositionalDigits
  /// The characters before the point and behind it.
  let left: Int
  let right: Int

  var width: Int { left + 1 + right }
  var capacity: Int { width + 64 }

  @inline(__always)
  func write(
    _ value: Double, into text: UnsafeMutablePointer<UInt8>
  ) -> (length: Int, spaces: Int) {
    guard value.isFinite else {
      return (text.flushRight(text.putNonFinite(value), to: width), 0)
    }
    let number = digits.digits(of: value)
    let sign = value.signBit
    let start = text + text.pad(sign &+ max(number.whole, 1), to: left)
    start[0] = 0x2d  // Soon overwritten if there is no sign.
    let end = number.writePositional(into: start + sign)
    return (end - text, right &+ min(number.exponent, 0))
  }
}

/// Floating elements with an exponent, all with the same number of digits.
struct ExponentWord: NumPyWord {
  let digits: ExponentDigits
  /// The digits behind the point, and of the exponent.
  let precision: Int
  let exponentDigits: Int
  /// The characters before the point.
  let left: Int

  init(_ format: BinaryFormat, precision: Int, exponentDigits: Int, left: Int) {
    digits = ExponentDigits(format, precision: precision)
    self.precision = precision
    self.exponentDigits = exponentDigits
    self.left = left
  }

  var width: Int { left + precision + 3 + exponentDigits }
  var capacity: Int { width + 64 }

  @inline(__always)
  func write(
    _ value: Double, into text: UnsafeMutablePointer<UInt8>
  ) -> (length: Int, spaces: Int) {
    guard value.isFinite else {
      return (text.flushRight(text.putNonFinite(value), to: width), 0)
    }
    let (digits, exponent) = digits.dragon(value)
    let start = text + text.pad(value.signBit &+ 1, to: left)
    start[0] = 0x2d
    // All digits one place to the right, then the first in its own.
    var end = start + value.signBit
    DecimalDigits.write(digits, digits: precision &+ 1, into: end + 1)
    end[0] = end[1]
    end[1] = 0x2e
    end += precision &+ 2
    let sign = exponent &>> 63
    end[0] = 0x65  // "e"
    end[1] = 0x2b &+ UInt8(truncatingIfNeeded: sign & 2)  // "+" or "-"
    let magnitude = UInt64(truncatingIfNeeded: (exponent ^ sign) &- sign)
    DecimalDigits.write(magnitude, digits: exponentDigits, into: end + 2)
    return (end - text + 2 + exponentDigits, 0)
  }
}
