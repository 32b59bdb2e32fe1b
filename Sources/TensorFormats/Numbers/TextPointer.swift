// Bytes of text written through a pointer.
// SPDX-License-Identifier: Apache-2.0

extension UnsafeMutablePointer<UInt8> {
  /// Writes ASCII text and returns its length.
  func put(_ text: StaticString) -> Int {
    update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    return text.utf8CodeUnitCount
  }

  /// Writes `-` if the number has a minus sign, zero too, and returns the length.
  func put(signOf value: Double) -> Int {
    guard value.sign == .minus else { return 0 }
    pointee = UInt8(ascii: "-")
    return 1
  }

  /// Writes the digits of a whole number, at least as many as `digits`, and returns the length.
  func put(_ number: UInt64, digits: Int = 1) -> Int {
    var (length, bound) = (1, number / 10)
    while bound > 0 {
      length += 1
      bound /= 10
    }
    length = Swift.max(length, digits)
    var rest = number
    for place in (0..<length).reversed() {
      self[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    return length
  }

  /// Writes `e`, a sign and at least as many digits as `digits`, and returns the length.
  func put(exponent: Int, digits: Int) -> Int {
    self[0] = UInt8(ascii: "e")
    self[1] = UInt8(ascii: exponent < 0 ? "-" : "+")
    return 2 + (self + 2).put(UInt64(exponent.magnitude), digits: digits)
  }

  /// Writes `nan`, `inf` or `-inf` and returns the length.
  func putNonFinite(_ value: Double) -> Int {
    value.isNaN ? put("nan") : put(value < 0 ? "-inf" : "inf")
  }

  /// Moves a text of `length` bytes right, so that it ends at `width`, and returns the length with
  /// the spaces in front.
  func flushRight(_ length: Int, to width: Int) -> Int {
    let spaces = width - length
    if spaces <= 0 { return length }
    (self + spaces).update(from: self, count: length)
    update(repeating: UInt8(ascii: " "), count: spaces)
    return width
  }
}
