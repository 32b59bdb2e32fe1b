// The shortest decimal text that reads back to the same bits, laid out as Python's `repr` does.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// Writes values of one floating type with the fewest digits that read back to the same value.
///
/// - Of several shortest decimals the one nearest to the value is taken; the bounds half way to the
///   neighbours belong to values with an even significand.
/// - The layout is that of Python's `repr` and NumPy's scalars: `0.1`, `1.0`, `100000.0`, and with
///   an exponent from 1e16 on and below 1e-4: `1e+16`, `1.5e-05`.
/// - Negative zero is `-0.0`; infinities are `inf` and `-inf`; every NaN is `nan`.
public struct ShortestDecimal: Sendable {
  private let dtype: DType

  /// Text for values of `dtype`, which come widened to `Double`; `nil` if it is no floating type.
  public init?(_ dtype: DType) {
    guard dtype.kind == .floating else { return nil }
    self.dtype = dtype
  }

  /// The most bytes that `write` touches.
  public static let capacity = 32

  /// Writes `value`, exactly representable in the type, and returns the length of the text.
  ///
  /// - Precondition: there is room for `capacity` bytes.
  public func write(_ value: Double, into text: UnsafeMutablePointer<UInt8>) -> Int {
    guard value.isFinite else { return text.putNonFinite(value) }
    let shortest = SignificantDigits(shortest: value, dtype)
    let start = text + text.put(signOf: value)
    guard -4 < shortest.whole, shortest.whole <= 16 else {
      return shortest.writeScientific(into: start) - text
    }
    let end = shortest.writePositional(into: start)
    guard shortest.exponent >= 0 else { return end - text }
    end[0] = UInt8(ascii: "0")
    return end - text + 1
  }
}

/// Writes the shortest text of `value` that reads back to the same bits, in the style of Python's
/// `repr`, and returns its length; `ShortestDecimal` says more, and serves whole blocks.
///
/// - Precondition: there is room for 32 bytes.
public func shortestDecimal<Element: FloatingScalar>(
  _ value: Element, into buffer: UnsafeMutablePointer<UInt8>
) -> Int {
  ShortestDecimal(Element.dtype)!.write(value.double, into: buffer)
}

extension FloatingScalar {
  /// The value, exactly.
  var double: Double { Double(compute) }
}
