// The C library's elementary functions, for figures that no framework's bits depend on.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Logarithms and exponentials, to about one unit in the last place.
///
/// Libraries differ in that last place: what goes through here is printed rounded, so that it is
/// the same everywhere.
enum StatisticsMath {
  static func log(_ x: Double) -> Double { log_(x) }
  static func log1p(_ x: Double) -> Double { log1p_(x) }
  static func exp(_ x: Double) -> Double { exp_(x) }

  /// `value` rounded to 12 significant decimal digits, so that a last bit does not show.
  static func rounded(_ value: Double) -> Double {
    guard value.isFinite, value.magnitude > 1e-290, value.magnitude < 1e22 else { return value }
    var digits = 11
    var bound = value.magnitude
    while bound >= 10 {
      bound /= 10
      digits -= 1
    }
    while bound < 1 {
      bound *= 10
      digits += 1
    }
    var scale = 1.0
    for _ in 0..<abs(digits) { scale *= 10 }
    return digits < 0
      ? (value / scale).rounded() * scale : (value * scale).rounded() / scale
  }
}

// Outside the type the names are the library's.
private func log_(_ x: Double) -> Double { log(x) }
private func log1p_(_ x: Double) -> Double { log1p(x) }
private func exp_(_ x: Double) -> Double { exp(x) }

extension Double {
  /// The number, or 0 where rounding has made it less; NaN stays, which `max` would lose.
  var notBelowZero: Double { self < 0 ? 0 : self }
}
