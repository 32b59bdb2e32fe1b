// The text of one element of a printed array.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// A form that all elements of a printed array share.
protocol NumPyWord {
  associatedtype Wide: WideNumber

  /// The bytes that the buffer of `write` must have.
  var capacity: Int { get }

  /// Writes an element, spaces in front included, and returns the length and the number of spaces
  /// that belong after it.
  func write(_ value: Wide, into text: UnsafeMutablePointer<UInt8>) -> (length: Int, spaces: Int)
}

/// Integers and truth values, flushed right.
struct FlushedWord<Text: ElementText>: NumPyWord {
  let text: Text
  var capacity: Int { text.capacity }

  func write(
    _ value: Text.Wide, into buffer: UnsafeMutablePointer<UInt8>
  ) -> (length: Int, spaces: Int) {
    (text.write(value, into: buffer), 0)
  }
}

/// C's `%g` with 6 significant digits, as the package ml_dtypes shows bfloat16.
struct GeneralWord: NumPyWord {
  let capacity = 64

  func write(
    _ value: Double, into text: UnsafeMutablePointer<UInt8>
  ) -> (length: Int, spaces: Int) {
    guard value.isFinite else { return (text.putNonFinite(value), 0) }
    let start = text + text.put(signOf: value)
    let number = SignificantDigits(value, .scientific, precision: 5)
    guard -4...5 ~= number.leadingExponent else {
      return (number.writeScientific(into: start) - text, 0)
    }
    let end = number.writePositional(into: start)
    return (end - text - (number.exponent >= 0 ? 1 : 0), 0)  // Without a point at the end.
  }
}

/// NumPy's scalars: the shortest digits, with an exponent below 1e-4 and from a bound on that
/// depends on the type.
struct ShortestWord: NumPyWord {
  private let dtype: DType
  private let bound: Double

  let capacity = 64

  /// - Precondition: `dtype` is a floating type.
  init(_ dtype: DType) {
    self.dtype = dtype
    bound = dtype == .float64 ? 1e16 : dtype == .float32 ? 1e6 : 1e3
  }

  func write(
    _ value: Double, into text: UnsafeMutablePointer<UInt8>
  ) -> (length: Int, spaces: Int) {
    guard value.isFinite else { return (text.putNonFinite(value), 0) }
    let start = text + text.put(signOf: value)
    let shortest = SignificantDigits(shortest: value, dtype)
    guard value == 0 || value.magnitude >= 1e-4 && value.magnitude < bound else {
      return (shortest.writeScientific(into: start) - text, 0)
    }
    let end = shortest.writePositional(into: start)
    end[0] = UInt8(ascii: "0")
    return (end - text + (shortest.exponent >= 0 ? 1 : 0), 0)
  }
}

/// Floating elements in positional notation, points in one column.
struct PositionalWord: NumPyWord {
  let digits: PositionalDigits
  /// The characters before the point and after it.
  let left: Int
  let right: Int

  var width: Int { left + 1 + right }
  var capacity: Int { width + 64 }

  func write(
    _ value: Double, into text: UnsafeMutablePointer<UInt8>
  ) -> (length: Int, spaces: Int) {
    guard value.isFinite else {
      return (text.flushRight(text.putNonFinite(value), to: width), 0)
    }
    let number = digits.digits(of: value)
    let start = text + text.put(signOf: value)
    let end = number.writePositional(into: start)
    let after = max(-number.exponent, 0)
    let length = text.flushRight(end - text, to: left + 1 + after)
    return (length, right - after)
  }
}

/// Floating elements with an exponent, all with the same number of digits.
struct ExponentWord: NumPyWord {
  let digits: ExponentDigits
  let exponentDigits: Int
  /// The characters before the point.
  let left: Int

  /// - Parameters:
  ///   - precision: The digits after the point.
  ///   - exponentDigits: The digits of the exponent.
  init(dtype: DType, precision: Int, exponentDigits: Int, left: Int) {
    digits = ExponentDigits(dtype: dtype, precision: precision)
    self.exponentDigits = exponentDigits
    self.left = left
  }

  var width: Int { left + digits.precision + 3 + exponentDigits }
  var capacity: Int { width + 64 }

  func write(
    _ value: Double, into text: UnsafeMutablePointer<UInt8>
  ) -> (length: Int, spaces: Int) {
    guard value.isFinite else {
      return (text.flushRight(text.putNonFinite(value), to: width), 0)
    }
    let number = digits.dragon(value)
    var end = text + text.put(signOf: value)
    // The digits one place to the right, then the first in its own.
    let count = (end + 1).put(number.digits)
    end[0] = end[1]
    end[1] = UInt8(ascii: ".")
    (end + 1 + count).update(
      repeating: UInt8(ascii: "0"), count: digits.precision + 1 - count)
    end += digits.precision + 2
    end += end.put(exponent: number.leadingExponent, digits: exponentDigits)
    return (text.flushRight(end - text, to: width), 0)
  }
}
