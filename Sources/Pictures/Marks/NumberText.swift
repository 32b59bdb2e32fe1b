// Numbers as labels show them: grouped counts, shares, round values.
// SPDX-License-Identifier: Apache-2.0

/// Numbers as text, with ASCII signs; renderers put the typographic ones in their place.
package enum NumberText {
  /// `7,580`.
  package static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return value < 0 ? "-" + text : text
  }

  /// `30.2 %`, with `decimals` digits after the point.
  package static func share(_ value: Double, decimals: Int = 1) -> String {
    fixed(value * 100, decimals) + " %"
  }

  /// A value with so many digits after the point, halves away from zero.
  package static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return "\(value)" }
    let scale = RoundNumber.power(decimals)
    guard value.magnitude * scale < 9e15 else { return "\(value)" }
    let whole = Int((value.magnitude * scale).rounded())
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(whole) }
    let digits = String(whole)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let point = padded.index(padded.endIndex, offsetBy: -decimals)
    return sign + padded[..<point] + "." + padded[point...]
  }

  /// A value with at most so many digits after the point and no zeros at the end: `0.5`, `12`.
  package static func short(_ value: Double, _ decimals: Int) -> String {
    var text = fixed(value, decimals)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// A value to four significant digits, without zeros at the end: `1.493`, `0.0541`, `1,200`.
  package static func plain(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    guard value != 0 else { return "0" }
    var exponent = 0
    while value.magnitude >= RoundNumber.power(exponent + 1), exponent < 15 { exponent += 1 }
    while value.magnitude < RoundNumber.power(exponent), exponent > -6 { exponent -= 1 }
    guard exponent < 15, exponent > -6 else { return "\(Float(value))" }
    if exponent >= 3 { return count(Int(value.rounded())) }
    return short(value, 3 - exponent)
  }
}
