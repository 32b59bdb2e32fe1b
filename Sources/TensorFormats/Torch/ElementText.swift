// The text of one element of a printed tensor, flushed right.
// SPDX-License-Identifier: Apache-2.0

/// A form that all elements of a printed tensor share.
protocol ElementText: Sendable {
  associatedtype Wide: WideNumber

  /// The characters of an element, at the least.
  var width: Int { get }

  /// The bytes that the buffer of `write` must have.
  var capacity: Int { get }

  /// Zeros that `write` leaves out: an absurd precision asks for more than a number has.
  var omittedZeros: Int { get }

  /// Writes an element flushed right to `width`, less the zeros left out, and returns the length.
  func write(_ value: Wide, into text: UnsafeMutablePointer<UInt8>) -> Int
}

extension ElementText {
  var omittedZeros: Int { 0 }

  /// The length of the whole text of `value`, which is finite.
  ///
  /// - Precondition: `width` is still 0.
  func length(of value: Wide) -> Int {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer in
      write(value, into: buffer.baseAddress!) + omittedZeros
    }
  }
}

/// `%.Nf` or `%.Ne`.
struct FloatText: ElementText {
  private let notation: CNotation
  private let precision: Int
  private let keepsPoint: Bool
  let omittedZeros: Int
  let width: Int
  let capacity: Int

  /// A form as wide as the longest of the elements asked; `keepsPoint` adds the point that a
  /// precision of 0 leaves out.
  init(
    _ notation: CNotation, precision: Int, keepsPoint: Bool = false,
    fitting statistics: FloatStatistics
  ) {
    let measure = FloatText(notation, precision: precision, keepsPoint: keepsPoint, width: 0)
    var width = 0
    statistics.forEachExtreme { width = max(width, measure.length(of: $0)) }
    self.init(notation, precision: precision, keepsPoint: keepsPoint, width: width)
  }

  /// A form of `width` characters, none of whose finite elements but zeros is longer; 0 if that is
  /// not known yet.
  init(_ notation: CNotation, precision: Int, keepsPoint: Bool = false, width: Int) {
    self.notation = notation
    self.precision = min(precision, notation.exactPrecision)
    omittedZeros = precision - self.precision
    self.keepsPoint = keepsPoint
    self.width = width
    // The longest that may exceed the width are `-0.0000` and `-inf`.
    let longest = max(width - omittedZeros, self.precision + 8) + 4
    capacity = width == 0 ? notation.capacity(precision: self.precision) : longest
  }

  func write(_ value: Double, into text: UnsafeMutablePointer<UInt8>) -> Int {
    var length = notation.write(value, precision: precision, into: text, capacity: capacity)
    if keepsPoint, value.isFinite {
      text[length] = UInt8(ascii: ".")
      length += 1
    }
    return text.flushRight(length, to: omittedZeros == 0 ? width : 0)
  }
}

/// Integers of any width.
struct IntegerText: ElementText {
  let isSigned: Bool
  let width: Int

  var capacity: Int { max(width, 20) }

  func write(_ value: Int64, into text: UnsafeMutablePointer<UInt8>) -> Int {
    let isNegative = isSigned && value < 0
    let sign = isNegative ? text.put("-") : 0
    let magnitude = isNegative ? value.magnitude : UInt64(bitPattern: value)
    return text.flushRight(sign + (text + sign).put(magnitude), to: width)
  }
}

/// `True` and `False`.
struct BooleanText: ElementText {
  let width: Int

  var capacity: Int { max(width, 5) }

  func write(_ value: Int64, into text: UnsafeMutablePointer<UInt8>) -> Int {
    text.flushRight(text.put(value == 0 ? "False" : "True"), to: width)
  }
}
