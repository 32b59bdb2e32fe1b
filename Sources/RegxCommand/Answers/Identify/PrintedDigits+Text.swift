// How text was printed: the digits after the point, and whether an exponent follows them.
// SPDX-License-Identifier: Apache-2.0

import Identification

extension PrintedDigits {
  /// As many digits are enough for float32: numbers that were rounded so are taken as they stand.
  private static let exact = 7

  /// The digits that a framework printed; `nil` for a binary file and for numbers that stand in full.
  ///
  /// - `text`: the beginning of a file.
  static func ofText(_ text: [UInt8]) -> PrintedDigits? {
    guard !text.contains(0) else { return nil }
    var (decimals, run, isAfterPoint, hasExponent) = (0, 0, false, false)
    var isListed = false
    for byte in text {
      switch byte {
      case UInt8(ascii: "."): (isAfterPoint, run) = (true, 0)
      case UInt8(ascii: "0")...UInt8(ascii: "9") where isAfterPoint: run += 1
      default:
        if byte == UInt8(ascii: ",") { isListed = true }
        if isAfterPoint, run > 0, byte == UInt8(ascii: "e") { hasExponent = true }
        if isAfterPoint { decimals = max(decimals, run) }
        isAfterPoint = false
      }
    }
    if isAfterPoint { decimals = max(decimals, run) }
    // Numbers printed as 2. are whole.
    guard decimals > 0 else { return nil }
    // PyTorch and NumPy round what they print; a list of numbers is rounded if all of it is short.
    let isPrinted = text.containsWord("tensor(") || !isListed && text.contains(UInt8(ascii: "["))
    guard isPrinted || decimals > 1 && decimals < exact && !hasExponent else { return nil }
    return hasExponent ? .scientific(decimals: decimals) : .fixed(decimals: decimals)
  }
}

extension [UInt8] {
  fileprivate func containsWord(_ word: StaticString) -> Bool {
    let wanted = word.withUTF8Buffer { [UInt8]($0) }
    guard count >= wanted.count else { return false }
    return (0...count - wanted.count).contains {
      self[$0..<$0 + wanted.count].elementsEqual(wanted)
    }
  }
}
