// Logarithms of chances.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams

/// The few functions that evidence is weighed with.
enum Figure {
  static func log2(_ x: Double) -> Double {
    x <= 0 ? -.infinity : CMath.log(x) / CMath.log(2.0 as Double)
  }

  static func exp2(_ x: Double) -> Double { CMath.exp(x * CMath.log(2.0 as Double)) }

  /// A number with so many digits.
  static func short(_ x: Double, digits: Int = 6) -> String {
    guard x != 0, x.isFinite else { return "\(x)" }
    let unit = exp10(Double(digits - 1) - log10(x.magnitude).rounded(.down))
    // Powers of ten above one are whole; division by them gives the nearest decimal.
    guard unit > 0.5 else { return "\(x.rounded())" }
    return "\((x * unit.rounded()).rounded() / unit.rounded())"
  }

  /// Of a positive number.
  static func log10(_ x: Double) -> Double { CMath.log(x) / CMath.log(10.0 as Double) }

  static func exp10(_ x: Double) -> Double { CMath.exp(x * CMath.log(10.0 as Double)) }

  /// log2 of the number of ways to choose k of n.
  static func log2Choices(_ n: Int, _ k: Int) -> Double {
    let small = min(k, n - k)
    guard small > 0 else { return 0 }
    if small < 1000 {
      return (0..<small).reduce(0) { $0 + log2(Double(n - $1)) - log2(Double($1 + 1)) }
    }
    // Stirling's formula: exact to a thousandth of a bit here.
    func entropy(_ x: Int) -> Double { -Double(x) * log2(Double(x) / Double(n)) }
    let (a, b, whole) = (Double(k), Double(n - k), Double(n))
    return entropy(k) + entropy(n - k) - 0.5 * log2(2 * Double.pi * a * b / whole)
  }
}
