// Values in classes, so that a few colours and one digit can show them.
// SPDX-License-Identifier: Apache-2.0

/// A scale that several grids share: diverging around zero, or from zero up.
package struct ValueScale: Hashable, Sendable {
  /// Whether any value is negative: nine classes around zero; else seven from zero up.
  package let isDiverging: Bool
  /// How far a class reaches.
  package let step: Double
  /// What the digit of a cell counts.
  package let unit: Double

  /// The scale of `values`; those that are not finite do not count.
  package init(_ values: some Sequence<Double>) {
    var largest = 0.0
    var isDiverging = false
    for value in values where value.isFinite {
      largest = max(largest, value.magnitude)
      if value < 0 { isDiverging = true }
    }
    self.init(largest: largest, isDiverging: isDiverging)
  }

  /// The scale up to `largest`, not negative.
  package init(largest: Double, isDiverging: Bool) {
    self.isDiverging = isDiverging
    // The outermost class of nine begins at 3.5 steps, so 4.5 of them are enough.
    step = RoundNumber.least { largest <= $0 * (isDiverging ? 4.5 : 7) }
    unit = RoundNumber.least { largest / $0 < 10 }
  }

  var classCount: Int { isDiverging ? 9 : 7 }

  /// The class of a value, 0 for the lowest; the outermost take what lies beyond.
  func valueClass(_ value: Double) -> Int {
    let place = isDiverging ? (value / step).rounded() + 4 : (value / step).rounded(.down)
    return Int(min(max(place, 0), Double(classCount - 1)))
  }

  /// The digit of a value: its magnitude in whole units.
  func digit(_ value: Double) -> Int { Int(min(value.magnitude / unit, 9)) }

  /// The lower bounds of the classes after the first.
  var bounds: [Double] {
    (1..<classCount).map { isDiverging ? (Double($0) - 4.5) * step : Double($0) * step }
  }

  /// What a digit means, for a legend.
  package var digitMeaning: String {
    let text = NumberText.plain(unit)
    return "|value| in units of \(text) (3 is \(NumberText.plain(3 * unit)) to"
      + " \(NumberText.plain(4 * unit)))"
  }
}

/// The numbers 1, 2, 2.5 and 5 times a power of ten, that ticks and classes stand at.
enum RoundNumber {
  static let mantissas = [1, 2, 2.5, 5]

  /// Ten to a power.
  static func power(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<exponent.magnitude { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }

  /// The number; the quotient of small powers is the double nearest to the decimal.
  static func number(_ mantissa: Double, _ exponent: Int) -> Double {
    exponent < 0 ? mantissa / power(-exponent) : mantissa * power(exponent)
  }

  /// The least of them that is large enough, not below 10^-30.
  static func least(_ isEnough: (Double) -> Bool) -> Double {
    for exponent in -30...300 {
      for mantissa in mantissas where isEnough(number(mantissa, exponent)) {
        return exponent == -30 && mantissa == 1 ? 1 : number(mantissa, exponent)
      }
    }
    return number(1, 300)
  }
}
