// Which digits NumPy shows of a floating number: the shortest, or fewer.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// The digits in positional notation, `precision` after the point at the most.
struct PositionalDigits {
  let dtype: DType
  let precision: Int

  /// The shortest digits or, if too many of them stand after the point, the exact value rounded;
  /// without zeros at the end.
  ///
  /// - Precondition: `value` is finite and below 1e8.
  func digits(of value: Double) -> SignificantDigits {
    let shortest = SignificantDigits(shortest: value, dtype)
    return shortest.rounded(to: -precision)
      ?? SignificantDigits(value, .fixed, precision: precision)
  }
}

/// The digits in scientific notation, `precision` after the point at the most.
struct ExponentDigits {
  let dtype: DType
  let precision: Int

  /// The shortest digits or, if they are too many, the exact value rounded; without zeros at the
  /// end.
  ///
  /// - Precondition: `value` is finite.
  func digits(of value: Double) -> SignificantDigits {
    let shortest = SignificantDigits(shortest: value, dtype)
    return shortest.rounded(to: shortest.leadingExponent - precision)
      ?? SignificantDigits(value, .scientific, precision: precision)
  }

  /// The digits that NumPy's Dragon4 stops at when it must write `precision` + 1 of them.
  ///
  /// - The shortest digits if there are just as many, else the exact value rounded.
  /// - Beyond the shortest digits of a power of two, whose upper margin is twice the lower one,
  ///   Dragon4 rounds up where only the number above rounds back to the value.
  /// - Precondition: the precision is at most 16.
  func dragon(_ value: Double) -> SignificantDigits {
    let shortest = SignificantDigits(shortest: value, dtype)
    if value == 0 || shortest.count > precision { return digits(of: value) }
    let rounded = SignificantDigits(value, .scientific, precision: precision)
    guard dtype.hasUnevenNeighbours(value) else { return rounded }
    let exact = ExactDecimal(value)
    let (below, rest) = exact.cut(afterDigits: precision + 1)
    if rest.digits.isEmpty { return rounded }
    // The number above is nearer to the value than the rest is to its place.
    let above = below.incremented(atDigit: precision + 1)
    let unit = ExactDecimal(dtype.unitInLastPlace(value))
    let isLow = rest.multiplied(by: 4) <= unit
    let isHigh =
      rest.subtracted(fromPowerOfTen: exact.point - precision - 1).multiplied(by: 2) <= unit
    guard isLow != isHigh else { return rounded }
    return SignificantDigits(isLow ? below : above)
  }
}

extension SignificantDigits {
  /// The digits of a decimal that has 19 of them at the most.
  fileprivate init(_ decimal: ExactDecimal) {
    let digits = decimal.digits.map(String.init).joined()
    self.init(parsing: "\(digits)e\(decimal.point - decimal.digits.count)".utf8)
  }
}
