// The shortest decimal text that reads back to the same bits, laid out as Python's `repr` does.

public import TensorCore

/// Writes values of one floating type with the fewest digits that read back to the same value.
///
/// - Of several shortest decimals the one nearest to the value is taken, of two equally near ones
///   the one that ends in an even digit; the bounds half way to the neighbours belong to values
///   with an even significand.
/// - The layout is that of Python's `repr` and NumPy's scalars: `0.1`, `1.0`, `100000.0`, and with
///   an exponent from 1e16 on and below 1e-4: `1e+16`, `1.5e-05`.
/// - Negative zero is `-0.0`; infinities are `inf` and `-inf`; every NaN is `nan`.
/// - Complexity: some 40 ns and no allocation; microseconds for a few doubles beyond 1e43.
public struct ShortestDecimal: Sendable {
  private let format: BinaryFormat

  /// Text for values of `dtype`, which come widened to `Double`; `nil` if it is no floating type.
  public init?(_ dtype: DType) {
    guard let format = BinaryFormat(dtype) else { return nil }
    self.format = format
  }

  /// The most bytes that `write` touches.
  public static let capacity = 32

  /// Writes `value`, exactly representable in the type, and returns the length of the text.
  ///
  /// - Precondition: there is room for `capacity` bytes.
  public func write(_ value: Double, into text: UnsafeMutablePointer<UInt8>) -> Int {
    guard value.isFinite else { return text.putNonFinite(value) }
    var end = text
    if value.sign == .minus { end.append(0x2d) }
    if value == 0 { return end + end.put("0.0") - text }
    let shortest = ShortestDigits(value, format)
    guard -4 <= shortest.leadingExponent, shortest.leadingExponent < 16 else {
      return shortest.writeScientific(into: end) - text
    }
    end = shortest.writePositional(into: end)
    if shortest.exponent >= 0 { end.append(0x30) }
    return end - text
  }
}

extension ShortestDigits {
  /// The power of ten of the first digit.
  var leadingExponent: Int { DecimalDigits.count(digits) + exponent - 1 }

  /// Writes `123.45`, `0.00012` or `12300.`, and returns the end.
  func writePositional(into text: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    let count = DecimalDigits.count(digits)
    let wholeCount = count + exponent
    if wholeCount <= 0 {
      DecimalDigits.store(0x3030_3030_3030_2e30, at: text)  // "0.000000"
      if wholeCount < -6 { (text + 8).update(repeating: 0x30, count: -6 - wholeCount) }
      DecimalDigits.write(digits, digits: count, into: text + (2 - wholeCount))
      return text + (2 - wholeCount + count)
    }
    if exponent >= 0 {
      DecimalDigits.write(digits, digits: count, into: text)
      var end = text + count
      for _ in 0..<exponent { end.append(0x30) }
      end.append(0x2e)
      return end
    }
    let (whole, fraction) = digits.quotientAndRemainder(
      dividingBy: DecimalDigits.powers[-exponent])
    DecimalDigits.write(whole, digits: wholeCount, into: text)
    text[wholeCount] = 0x2e
    DecimalDigits.write(fraction, digits: -exponent, into: text + wholeCount + 1)
    return text + count + 1
  }

  /// Writes `1.5e-05` or `1e+16`, and returns the end.
  func writeScientific(into text: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    let count = DecimalDigits.count(digits)
    DecimalDigits.write(digits, digits: count, into: text + 1)
    text[0] = text[1]
    text[1] = 0x2e
    return ScientificNotation.write(
      exponent: leadingExponent, into: text + (count > 1 ? count + 1 : 1))
  }
}

/// Writes the shortest text of `value` that reads back to the same bits, in the style of Python's
/// `repr`, and returns its length; `ShortestDecimal` says more, and serves whole blocks.
///
/// - Precondition: there is room for 32 bytes.
public func shortestDecimal<Element: FloatingScalar>(
  _ value: Element, into buffer: UnsafeMutablePointer<UInt8>
) -> Int {
  let element: InlineArray<1, Element> = [value]
  var wide: InlineArray<1, Double> = [0]
  var block = wide.mutableSpan
  Element.widen(element.span, into: &block)
  return ShortestDecimal(Element.dtype)!.write(wide[0], into: buffer)
}
