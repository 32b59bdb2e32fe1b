// Numbers as figures show them.
// SPDX-License-Identifier: Apache-2.0

/// What keeps a figure the same everywhere: the last place of a logarithm is the C library's own.
package enum Figures {
  /// `value` rounded to 12 significant decimal digits, so that a last bit does not show.
  package static func rounded(_ value: Double) -> Double {
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
