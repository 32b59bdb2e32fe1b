// The text of one element of a printed tensor, flushed right.

/// A form that all elements of a printed tensor share.
protocol ElementText: Sendable {
  associatedtype Wide: WideNumber

  /// The characters of an element, at the least.
  var width: Int { get }

  /// The bytes that the buffer of `write` must have, padding to `width` included.
  var capacity: Int { get }

  /// Zeros that `write` leaves out: an absurd precision asks for more than a number has.
  var omittedZeros: Int { get }

  /// Writes an element without padding and returns its length.
  func write(_ value: Wide, into text: UnsafeMutablePointer<UInt8>) -> Int
}

extension ElementText {
  var omittedZeros: Int { 0 }

  /// The length of the whole text of an element that is finite.
  func length(_ value: Wide) -> Int {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) {
      write(value, into: $0.baseAddress!) + omittedZeros
    }
  }
}

/// `%.Nf`.
struct FixedText: ElementText {
  private let number: FixedPoint
  private let keepsPoint: Bool
  var width: Int { didSet { setCapacity() } }
  let omittedZeros: Int
  private(set) var capacity: Int

  /// `keepsPoint` adds the point that a precision of 0 leaves out.
  init(precision: Int, keepsPoint: Bool, width: Int) {
    number = FixedPoint(precision: min(precision, FixedPoint.exactPrecision))
    omittedZeros = precision - number.precision
    self.keepsPoint = keepsPoint
    self.width = width
    capacity = number.capacity
  }

  /// Texts are no longer than `width`, but for zeros and what is not finite: `-0.0000`, `-inf`.
  private mutating func setCapacity() {
    capacity = max(width - omittedZeros, number.precision + 4) + 16 + DecimalDigits.slack
  }

  @inline(__always)
  func write(_ value: Double, into text: UnsafeMutablePointer<UInt8>) -> Int {
    number.write(value, keepsPoint: keepsPoint, into: text)
  }
}

/// `%.Ne`.
struct ScientificText: ElementText {
  private let number: ScientificNotation
  var width: Int
  let omittedZeros: Int

  init(precision: Int, width: Int) {
    number = ScientificNotation(
      precision: min(precision, ScientificNotation.exactPrecision))
    omittedZeros = precision - number.precision
    self.width = width
  }

  var capacity: Int { number.capacity + 16 }

  func write(_ value: Double, into text: UnsafeMutablePointer<UInt8>) -> Int {
    number.write(value, into: text)
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
    text[0] = 0x2d
    let sign = isNegative ? 1 : 0
    let magnitude = isNegative ? value.magnitude : UInt64(bitPattern: value)
    return sign &+ DecimalDigits.write(magnitude, into: text + sign)
  }
}

/// `True` and `False`.
struct BooleanText: ElementText {
  let width: Int

  var capacity: Int { 32 }

  @inline(__always)
  func write(_ value: Int64, into text: UnsafeMutablePointer<UInt8>) -> Int {
    // "True" and "False" as bytes, the first lowest.
    DecimalDigits.store(value == 0 ? 0x65_736c_6146 : 0x6575_7254, at: text)
    return value == 0 ? 5 : 4
  }
}

extension UnsafeMutablePointer<UInt8> {
  /// Moves the text of `length` bytes at this address right, so that it ends at `width`, fills with
  /// spaces, and returns the length it has then.
  ///
  /// - Precondition: 16 bytes behind the text may be overwritten.
  @inline(__always)
  func padded(_ length: Int, to width: Int) -> Int {
    let shift = width &- length
    if shift <= 0 { return length }
    if length <= 16, shift <= 16 {
      let raw = UnsafeMutableRawPointer(self)
      let text = raw.loadUnaligned(as: SIMD16<UInt8>.self)
      raw.storeBytes(of: SIMD16(repeating: 0x20), as: SIMD16<UInt8>.self)
      raw.storeBytes(of: text, toByteOffset: shift, as: SIMD16<UInt8>.self)
    } else {
      (self + shift).update(from: self, count: length)
      update(repeating: 0x20, count: shift)
    }
    return width
  }
}
