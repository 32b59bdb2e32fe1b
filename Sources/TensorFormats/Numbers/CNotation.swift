// C's `%.Nf` and `%.Ne`, by C itself: its printf rounds the exact value, ties to even.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The two ways in which C writes a number with a given count of digits after the point.
package enum CNotation: Sendable {
  /// `%.Nf`.
  case fixed
  /// `%.Ne`: one digit before the point, and an exponent of a sign and at least two digits.
  case scientific

  /// From this precision on only zeros are added: no double has more digits after the point.
  var exactPrecision: Int { self == .fixed ? 1074 : 766 }

  /// The bytes that the text of any double may take, and the zero byte after it.
  func capacity(precision: Int) -> Int { 320 + precision }

  /// Writes `value` as C's and Python's formats do, and returns the length of the text.
  ///
  /// - Infinities are `inf` and `-inf`; every NaN is `nan`. A zero byte follows the text.
  /// - Precondition: `precision` is within 0...`exactPrecision`, and there is room for the text and
  ///   one byte more.
  func write(
    _ value: Double, precision: Int, into text: UnsafeMutablePointer<UInt8>, capacity: Int
  ) -> Int {
    guard value.isFinite else { return text.putNonFinite(value) }
    let length = withVaList([Int32(precision), value]) { arguments in
      text.withMemoryRebound(to: CChar.self, capacity: capacity) {
        Int(vsnprintf($0, capacity, self == .fixed ? "%.*f" : "%.*e", arguments))
      }
    }
    precondition(length < capacity)
    return precision > 0 ? Self.correctPoint(in: text, length) : length
  }

  /// Puts a point where the process's locale has another sign, and returns the new length.
  static func correctPoint(in text: UnsafeMutablePointer<UInt8>, _ length: Int) -> Int {
    let digits = text.pointee == UInt8(ascii: "-") ? 1 : 0
    var start = digits
    while digitValue(text[start]) != nil { start += 1 }
    if text[start] == UInt8(ascii: ".") { return length }
    var end = start
    while digitValue(text[end]) == nil { end += 1 }
    text[start] = UInt8(ascii: ".")
    (text + start + 1).update(from: text + end, count: length - end)
    return length - (end - start - 1)
  }

  /// The text of `value`.
  ///
  /// - Precondition: as for `write`.
  package func text(_ value: Double, precision: Int) -> String {
    let capacity = capacity(precision: precision)
    return String(unsafeUninitializedCapacity: capacity) {
      write(value, precision: precision, into: $0.baseAddress!, capacity: capacity)
    }
  }
}
