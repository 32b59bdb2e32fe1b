// Probabilities as they are typed.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Regularization

extension Probability {
  /// A decimal number, a percentage (`33%` is 0.33), or a fraction of integers (`1/3`), as Python
  /// computes it: rounded once.
  static func parsed(_ text: String) throws(ValueError) -> Probability {
    guard let value = number(text) else {
      let point = String(text.map { $0 == "," ? "." : $0 })
      let remedy = point != text && number(point) != nil ? "; with a point it is \(point)" : ""
      throw ValueError("must be a number between 0 and 1" + remedy)
    }
    guard let p = Probability(value) else { throw ValueError("must be between 0 and 1") }
    return p
  }

  private static func number(_ text: String) -> Double? {
    let bytes = text.utf8
    if bytes.last == UInt8(ascii: "%") {
      let digits = String(Substring(bytes.dropLast()))
      // The decimal point moves before anything is rounded: 33% is the double that 0.33 is.
      guard digits.utf8.allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: ".") }) else {
        return nil
      }
      return Double(digits + "e-2")
    }
    let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 2 else { return Double(text) }
    guard let above = UInt32(Substring(parts[0])), let below = UInt32(Substring(parts[1])),
      below > 0
    else { return nil }
    return Double(above) / Double(below)
  }
}
