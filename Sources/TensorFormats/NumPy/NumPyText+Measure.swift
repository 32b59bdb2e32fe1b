// How NumPy decides on the digits and the padding of floating elements.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// Learns what the form of floating elements depends on, but for the digits after the point.
struct NumPyFloatStatistics: ElementConsumer {
  private(set) var numbers = FloatStatistics()
  private(set) var hasFinite = false
  private(set) var hasNonFinite = false
  private(set) var hasNegativeInfinity = false
  /// Whether an element is finite and has a minus sign, -0 included.
  private(set) var hasNegative = false

  mutating func consume(_ block: Span<Double>, to writer: inout ByteWriter) {
    numbers.consume(block, to: &writer)
    let infinity = Double.infinity.bitPattern
    var (finite, nonFinite, infinite, negative) = (false, false, false, false)
    for i in block.indices {
      let bits = block[i].bitPattern
      let isFinite = bits & infinity != infinity
      finite = finite || isFinite
      nonFinite = nonFinite || !isFinite
      infinite = infinite || bits == infinity | 1 << 63
      negative = negative || isFinite && bits >> 63 == 1
    }
    hasFinite = hasFinite || finite
    hasNonFinite = hasNonFinite || nonFinite
    hasNegativeInfinity = hasNegativeInfinity || infinite
    hasNegative = hasNegative || negative
  }

  /// Whether an exponent is shown.
  ///
  /// - The largest magnitude is at least 1e8 (1e6 for float32, 1e3 for float16), or small numbers
  ///   are not suppressed and the smallest is under 1e-4 or the largest over 1000 times as large;
  ///   compared and divided in the elements' own type.
  /// - Zeros, infinities and NaN are not asked.
  func needsExponent(_ dtype: DType, suppress: Bool) -> Bool {
    guard let magnitudes = numbers.magnitudes else { return false }
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
}

/// Finds the form of floating elements, whose statistics are known: how many digits.
///
/// - Infinities and NaN are asked only for the width.
/// - Random numbers soon have as many digits as are allowed, and whole numbers none after the
///   point: the elements are seldom read to their end.
struct NumPyFloatMeasure: ElementConsumer {
  private let statistics: NumPyFloatStatistics
  private let precision: Int
  private let isScientific: Bool
  private let positional: PositionalDigits
  private let scientific: ExponentDigits
  /// The most digits after the point so far.
  private var right = 0

  /// - Precondition: `dtype` is float64, float32 or float16.
  init(_ statistics: NumPyFloatStatistics, _ dtype: DType, precision: Int, suppress: Bool) {
    self.statistics = statistics
    self.precision = precision
    isScientific = statistics.needsExponent(dtype, suppress: suppress)
    positional = PositionalDigits(dtype: dtype, precision: precision)
    scientific = ExponentDigits(dtype: dtype, precision: precision)
  }

  var isDone: Bool {
    right == precision || !isScientific && statistics.numbers.isIntegral
  }

  mutating func consume(_ block: Span<Double>, to writer: inout ByteWriter) {
    for i in block.indices where right < precision && block[i].isFinite {
      if isScientific {
        right = max(right, scientific.digits(of: block[i]).count - 1)
      } else {
        right = max(right, -positional.digits(of: block[i]).exponent)
      }
    }
  }

  /// The form, once all elements have been seen that make a difference.
  var form: NumPyFloats.Form {
    // Of numbers with the same sign the greatest has most digits before the point, rounded or not,
    // and one of the extremes has the longest exponent.
    var left = !statistics.hasFinite ? 0 : statistics.hasNegative ? 2 : 1
    var exponentDigits = 2
    statistics.numbers.forEachExtreme { value in
      if !isScientific {
        left = max(left, positional.digits(of: value).whole + (value < 0 ? 1 : 0))
      } else if scientific.digits(of: value).leadingExponent.magnitude >= 100 {
        exponentDigits = 3
      }
    }
    if statistics.hasNonFinite {
      let after = isScientific ? exponentDigits + 2 + right : right
      left = max(left, 3 + (statistics.hasNegativeInfinity ? 1 : 0) - (after + 1))
    }
    if isScientific {
      return .exponent(
        ExponentWord(
          dtype: scientific.dtype, precision: right, exponentDigits: exponentDigits, left: left))
    }
    if right == 0, statistics.numbers.isIntegral {
      // Whole numbers, masks among them, need no search for digits.
      return .whole(
        FlushedWord(text: FloatText(.fixed, precision: 0, keepsPoint: true, width: left + 1)))
    }
    return .positional(PositionalWord(digits: positional, left: left, right: right))
  }
}
