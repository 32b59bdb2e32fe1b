// How NumPy decides on the digits and the padding of floating elements.

import TensorCore

/// Prints floating elements in the form that suits all of them.
struct NumPyFloats: ElementConsumer {
  private let form: Form
  var lines: NumPyLines

  enum Form {
    case positional(PositionalWord)
    case exponent(ExponentWord)
    case scalar(ShortestWord)
    case general
  }

  init(_ form: Form, _ page: NumPyPage) {
    self.form = form
    lines = NumPyLines(page)
  }

  mutating func consume(_ block: Span<Double>, to writer: inout ByteWriter) throws {
    switch form {
    case .positional(let word): try lines.write(block, as: word, to: &writer)
    case .exponent(let word): try lines.write(block, as: word, to: &writer)
    case .scalar(let word): try lines.write(block, as: word, to: &writer)
    case .general: try lines.write(block, as: GeneralWord(), to: &writer)
    }
  }
}

/// Prints integers, `True` and `False`, as wide as the longest; truth values of any rank but 0 as
/// wide as `False`.
struct NumPyIntegers: ElementConsumer {
  private let integer: FlushedWord<IntegerText>
  private let boolean: FlushedWord<BooleanText>?
  var lines: NumPyLines

  init(_ statistics: IntegerStatistics, _ page: NumPyPage) {
    integer = FlushedWord(text: statistics.integer)
    let width = page.rank == 0 ? statistics.boolean.width : 5
    boolean =
      statistics.kind == .boolean ? FlushedWord(text: BooleanText(width: width)) : nil
    lines = NumPyLines(page)
  }

  mutating func consume(_ block: Span<Int64>, to writer: inout ByteWriter) throws {
    if let boolean {
      try lines.write(block, as: boolean, to: &writer)
    } else {
      try lines.write(block, as: integer, to: &writer)
    }
  }
}

/// Finds the form of floating elements: first positional or not, then how many digits.
///
/// - With an exponent: the largest magnitude is at least 1e8 (1e6 for float32, 1e3 for float16), or
///   small numbers are not suppressed and the smallest is under 1e-4 or the largest over 1000 times
///   as large; compared and divided in the elements' own type.
/// - Zeros are not asked for that, but for the digits; infinities and NaN only for the width.
struct NumPyFloatMeasure: ElementConsumer {
  private let dtype: DType
  private let precision: Int
  private let isScientific: Bool
  private let format: BinaryFormat
  private var left = 0
  private var right = 0
  private var exponentDigits = 2
  private var hasFinite = false
  private var hasNonFinite = false
  private var hasNegativeInfinity = false

  /// - Precondition: `dtype` is float64, float32 or float16.
  init(_ statistics: FloatStatistics, _ dtype: DType, precision: Int, suppress: Bool) {
    self.dtype = dtype
    self.precision = precision
    format = BinaryFormat(dtype)!
    isScientific =
      statistics.magnitudes.map { Self.needsExponent($0, dtype, suppress: suppress) } ?? false
  }

  private static func needsExponent(
    _ magnitudes: ClosedRange<Double>, _ dtype: DType, suppress: Bool
  ) -> Bool {
    let (least, greatest) = (magnitudes.lowerBound, magnitudes.upperBound)
    switch dtype {
    case .float32:
      let ratio = Float(greatest) / Float(least)
      return greatest >= 1e6 || !suppress && (Float(least) < 0.0001 || ratio > 1000)
    case .float16:
      // NumPy divides halves as floats and rounds the quotient.
      let ratio = Float16(Float(greatest) / Float(least))
      return greatest >= 1e3 || !suppress && (Float16(least) < 0.0001 || ratio > 1000)
    default:
      return greatest >= 1e8 || !suppress && (least < 0.0001 || greatest / least > 1000)
    }
  }

  mutating func consume(_ block: Span<Double>, to writer: inout ByteWriter) {
    let scratch = UnsafeMutablePointer<UInt8>.allocate(capacity: numPyWordCapacity)
    defer { scratch.deallocate() }
    for i in block.indices {
      let value = block[i]
      guard value.isFinite else {
        hasNonFinite = true
        hasNegativeInfinity = hasNegativeInfinity || value == -.infinity
        continue
      }
      hasFinite = true
      if isScientific {
        measureExponent(value)
      } else {
        let word = PositionalWord(format: format, precision: precision)
        let (whole, fraction) = word.writeBare(value, into: scratch)
        left = max(left, whole)
        right = max(right, fraction)
      }
    }
  }

  private mutating func measureExponent(_ value: Double) {
    left = max(left, value.sign == .minus ? 2 : 1)
    if value == 0 { return }
    var number = ShortestDigits(value, format)
    if DecimalDigits.count(number.digits) - 1 > precision {
      let (digits, exponent) = ScientificNotation(precision: precision).digits(value)
      number = ShortestDigits(stripping: digits, exponent: exponent - precision)
    }
    right = max(right, DecimalDigits.count(number.digits) - 1)
    if number.leadingExponent.magnitude >= 100 { exponentDigits = 3 }
  }

  /// The form, once all elements have been seen.
  var form: NumPyFloats.Form {
    var left = left
    if hasNonFinite {
      let behind = !hasFinite || !isScientific ? right : exponentDigits + 2 + right
      left = max(left, 3 + (hasNegativeInfinity ? 1 : 0) - (behind + 1))
    }
    if hasFinite, isScientific {
      return .exponent(
        ExponentWord(
          format: format, precision: right, exponentDigits: exponentDigits, left: left))
    }
    return .positional(
      PositionalWord(
        format: format, precision: min(precision, FixedPoint.exactPrecision), left: left,
        right: right))
  }
}
