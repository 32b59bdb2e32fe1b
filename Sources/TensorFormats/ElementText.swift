// The text of one element of a printed tensor, flushed right.

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

/// `%.Nf`.
struct FixedText: ElementText {
  private let number: FixedPoint
  private let keepsPoint: Bool
  let omittedZeros: Int
  let width: Int
  let capacity: Int

  /// A form as wide as the longest of the elements asked; `keepsPoint` adds the point that a
  /// precision of 0 leaves out.
  init(precision: Int, keepsPoint: Bool, fitting statistics: FloatStatistics) {
    let measure = FixedText(precision: precision, keepsPoint: keepsPoint, width: 0)
    var width = 0
    statistics.forEachExtreme { width = max(width, measure.length(of: $0)) }
    self.init(precision: precision, keepsPoint: keepsPoint, width: width)
  }

  /// A form of `width` characters, none of whose finite elements but zeros is longer; 0 if that is
  /// not known yet.
  init(precision: Int, keepsPoint: Bool, width: Int) {
    number = FixedPoint(precision: min(precision, FixedPoint.exactPrecision))
    omittedZeros = precision - number.precision
    self.keepsPoint = keepsPoint
    self.width = width
    // The longest that may exceed the width are `-0.0000` and `-inf`.
    let longest = max(width - omittedZeros, number.precision + 4) + 16 + DecimalDigits.slack
    capacity = width == 0 ? number.capacity : longest
  }

  @inline(__always)
  func write(_ value: Double, into text: UnsafeMutablePointer<UInt8>) -> Int {
    number.write(
      value, keepsPoint: keepsPoint, width: omittedZeros == 0 ? width : 0, into: text)
  }
}

/// `%.Ne`.
struct ScientificText: ElementText {
  private let number: ScientificNotation
  let omittedZeros: Int
  let width: Int

  /// A form as wide as the longest of the elements asked.
  init(precision: Int, fitting statistics: FloatStatistics) {
    let measure = ScientificText(precision: precision, width: 0)
    var width = 0
    statistics.forEachExtreme { width = max(width, measure.length(of: $0)) }
    self.init(precision: precision, width: width)
  }

  private init(precision: Int, width: Int) {
    number = ScientificNotation(
      precision: min(precision, ScientificNotation.exactPrecision))
    omittedZeros = precision - number.precision
    self.width = width
  }

  var capacity: Int { number.capacity + 16 }

  @inline(__always)
  func write(_ value: Double, into text: UnsafeMutablePointer<UInt8>) -> Int {
    number.write(value, width: omittedZeros == 0 ? width : 0, into: text)
  }
}

/// Integers of any width.
struct IntegerText: ElementText {
  let isSigned: Bool
  let width: Int

  var capacity: Int { 40 }

  @inline(__always)
  func write(_ value: Int64, into text: UnsafeMutablePointer<UInt8>) -> Int {
    let isNegative = isSigned && value < 0
    let magnitude = isNegative ? value.magnitude : UInt64(bitPattern: value)
    let sign = isNegative ? 1 : 0
    let digits = DecimalDigits.count(magnitude)
    let start = text + text.pad(sign &+ digits, to: width) + sign
    start[-sign] = 0x2d  // Soon overwritten if there is no sign.
    DecimalDigits.write(magnitude, digits: digits, into: start)
    return max(sign &+ digits, width)
  }
}

/// `True` and `False`.
struct BooleanText: ElementText {
  let width: Int

  var capacity: Int { 32 }

  @inline(__always)
  func write(_ value: Int64, into text: UnsafeMutablePointer<UInt8>) -> Int {
    // "False", "True" and " True" as bytes, the first lowest.
    let truth: UInt64 = width == 4 ? 0x6575_7254 : 0x65_7572_5420
    DecimalDigits.store(value == 0 ? 0x65_736c_6146 : truth, at: text)
    return width
  }
}
