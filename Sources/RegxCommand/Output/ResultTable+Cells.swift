// Figures as text: for reading, and with all their digits.
// SPDX-License-Identifier: Apache-2.0

import TensorFormats

extension ResultTable.Cell {
  /// For reading: six digits behind the point, and three in all of what is below 0.0001.
  var text: String {
    switch self {
    case .text(let text): return text
    case .count(let count): return "\(count)"
    case .number(nil): return "-"
    case .number(let number?):
      // Six digits would leave less than three of it.
      if number != 0, number.magnitude < 1e-4 { return scientific(number) }
      return fixed(number, digits: 6)
    }
  }

  /// The number with all its digits; `nil` where there is none.
  var exact: String? {
    switch self {
    case .text(let text): text
    case .count(let count): "\(count)"
    case .number(let number): number.map(shortest)
    }
  }

  var json: String {
    switch self {
    case .text(let text): JSON.string(text)
    case .count(let count): "\(count)"
    // JSON has neither infinity nor NaN.
    case .number(let number): number.flatMap { $0.isFinite ? shortest($0) : nil } ?? "null"
    }
  }
}

/// The fewest digits that read back to the same number.
func shortest(_ number: Double) -> String {
  String(unsafeUninitializedCapacity: 32) {
    shortestDecimal(number, into: $0.baseAddress!)
  }
}

private func fixed(_ number: Double, digits: Int) -> String {
  CNotation.fixed.text(number, precision: digits)
}

/// A small number other than 0 with three digits: `1.23e-05`.
private func scientific(_ number: Double) -> String {
  var (bound, exponent) = (number.magnitude, 0)
  while bound < 1 {
    bound *= 10
    exponent += 1
  }
  let rounded = (bound * 100).rounded()
  // What rounds up to 10 has an exponent more.
  let digits = rounded == 1000 ? "1.00" : fixed(rounded / 100, digits: 2)
  if rounded == 1000 { exponent -= 1 }
  return "\(number < 0 ? "-" : "")\(digits)e-\(exponent < 10 ? "0" : "")\(exponent)"
}
