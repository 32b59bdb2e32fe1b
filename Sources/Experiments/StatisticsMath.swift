// Numbers that rounding must not take out of their range.

extension Double {
  /// The number, or 0 where rounding has made it less; NaN stays, which `max` would lose.
  var notBelowZero: Double { self < 0 ? 0 : self }
}
