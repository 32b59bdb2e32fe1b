// Bytes of text written through a pointer.

extension UnsafeMutablePointer<UInt8> {
  /// Writes one byte and moves past it.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    pointee = byte
    self += 1
  }

  /// Writes the digits of `number` in `places`, counted from its first digit: zeros stand before
  /// the first and behind the last.
  mutating func append(_ number: ExactDecimal, _ places: Range<Int>) {
    for place in places {
      append(number.digits.indices.contains(place) ? 0x30 + number.digits[place] : 0x30)
    }
  }

  /// Writes ASCII text and returns its length.
  func put(_ text: StaticString) -> Int {
    update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    return text.utf8CodeUnitCount
  }

  /// Writes `nan`, `inf` or `-inf` and returns the length.
  func putNonFinite(_ value: Double) -> Int {
    value.isNaN ? put("nan") : put(value < 0 ? "-inf" : "inf")
  }

  /// Writes the spaces that flush a text of `length` bytes right to `width`, and returns how many.
  ///
  /// Known before the text is written: moving the text afterwards would wait for its stores.
  /// - Precondition: there is room for the spaces and 16 bytes.
  @inline(__always)
  func pad(_ length: Int, to width: Int) -> Int {
    let spaces = max(width &- length, 0)
    // Also where there are none: random signs would mispredict a branch.
    UnsafeMutableRawPointer(self).storeBytes(
      of: SIMD16<UInt8>(repeating: 0x20), as: SIMD16<UInt8>.self)
    if spaces > 16 { (self + 16).update(repeating: 0x20, count: spaces &- 16) }
    return spaces
  }

  /// Moves a text of `length` bytes right, so that it ends at `width`, and returns the length with
  /// the spaces in front.
  func flushRight(_ length: Int, to width: Int) -> Int {
    let spaces = width - length
    if spaces <= 0 { return length }
    (self + spaces).update(from: self, count: length)
    update(repeating: 0x20, count: spaces)
    return width
  }
}
