// The significant digits of a number, apart from their layout on paper.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// A magnitude as digits · 10^exponent, without zeros at the end.
struct SignificantDigits {
  private(set) var digits: UInt64
  private(set) var exponent: Int

  /// The digits in a decimal text of up to 19 of them, such as `-1.50e-07`; signs are ignored.
  init(parsing text: some Sequence<UInt8>) {
    var (digits, exponent) = (0 as UInt64, 0)
    var isFraction = false
    var power: (value: Int, isNegative: Bool)?
    for byte in text {
      if let digit = digitValue(byte) {
        if power != nil {
          power!.value = power!.value * 10 + Int(digit)
        } else {
          digits = digits * 10 + digit
          if isFraction { exponent -= 1 }
        }
      } else if byte == UInt8(ascii: ".") {
        isFraction = true
      } else if byte == UInt8(ascii: "e") {
        power = (0, false)
      } else if byte == UInt8(ascii: "-") {
        power?.isNegative = true
      }
    }
    if let power { exponent += power.isNegative ? -power.value : power.value }
    self.init(digits, exponent: exponent)
  }

  private init(_ digits: UInt64, exponent: Int) {
    (self.digits, self.exponent) = (digits, digits == 0 ? 0 : exponent)
    while self.digits != 0, self.digits % 10 == 0 {
      self.digits /= 10
      self.exponent += 1
    }
  }

  /// The fewest digits that read back to the same value of `dtype`, and of these the nearest; 0 for
  /// zero.
  ///
  /// - Precondition: `value` is finite and a value of `dtype`.
  init(shortest value: Double, _ dtype: DType) {
    var text: String
    switch dtype {
    case .float64: text = value.description
    case .float32: text = Float(value).description
    default:
      self.init(shortestHalf: value.magnitude, dtype)
      return
    }
    self = text.withUTF8 { Self(parsing: $0) }
  }

  /// The exact value rounded to `precision` digits in this notation.
  init(_ value: Double, _ notation: CNotation, precision: Int) {
    let capacity = notation.capacity(precision: precision)
    self = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { text in
      let length = notation.write(
        value, precision: precision, into: text.baseAddress!, capacity: capacity)
      return Self(parsing: text[..<length])
    }
  }

  /// The shortest digits of a half type, which the standard library lacks for one and writes at full
  /// length for great numbers of the other.
  ///
  /// A shorter decimal has a greater unit: from the greatest down the first multiple is taken that
  /// rounds to the value. Doubles are precise enough: the tests try every value there is.
  private init(shortestHalf value: Double, _ dtype: DType) {
    guard value != 0 else {
      self.init(0, exponent: 0)
      return
    }
    let ulp = dtype.unitInLastPlace(value)
    // Below a power of two the neighbour is nearer.
    let lower = value - ulp / (dtype.hasUnevenNeighbours(value) ? 4 : 2)
    let upper = value + ulp / 2
    // The bounds round to the value if its significand is even.
    let isClosed = (value / ulp).truncatingRemainder(dividingBy: 2) == 0
    /// The multiple of 10^unit that rounds to the value, the nearest one if it does.
    func multiple(of unit: Int) -> Double? {
      let (scaled, low, high) = (
        PowersOfTen.scale(value, by: -unit), PowersOfTen.scale(lower, by: -unit),
        PowersOfTen.scale(upper, by: -unit)
      )
      let nearest = scaled.rounded(.toNearestOrEven)
      return [nearest, nearest + 1].first {
        isClosed ? low <= $0 && $0 <= high : low < $0 && $0 < high
      }
    }
    var unit = PowersOfTen.first { upper < PowersOfTen[$0 + 1] }!
    var found = multiple(of: unit)
    while found == nil {
      unit -= 1
      found = multiple(of: unit)
    }
    // A single digit is no longer than a 1 in the place before it, and nearer.
    if found == 1, let finer = multiple(of: unit - 1), finer < 10 {
      (unit, found) = (unit - 1, finer)
    }
    self.init(UInt64(found!), exponent: unit)
  }

  /// The shortest digits of a value rounded to a multiple of 10^`place`, which is what the exact
  /// value is rounded to; `nil` for a tie, where that is not so.
  ///
  /// A bound between the shortest digits and the value would be shorter, or nearer, itself.
  func rounded(to place: Int) -> SignificantDigits? {
    guard place > exponent else { return self }
    guard place - exponent < 19 else { return nil }
    let unit = (0..<place - exponent).reduce(1 as UInt64) { unit, _ in unit * 10 }
    let (kept, rest) = digits.quotientAndRemainder(dividingBy: unit)
    if rest == unit / 2 { return nil }
    return SignificantDigits(kept + (rest > unit / 2 ? 1 : 0), exponent: place)
  }

  /// How many digits there are, 1 for zero.
  var count: Int {
    var (count, rest) = (1, digits / 10)
    while rest > 0 {
      count += 1
      rest /= 10
    }
    return count
  }

  /// How many of the digits, and zeros after them, stand before the point; negative if zeros follow
  /// it first.
  var whole: Int { count + exponent }

  /// The power of ten of the first digit.
  var leadingExponent: Int { whole - 1 }

  /// Writes `123.45`, `0.00012` or `12300.`, and returns the end.
  func writePositional(into text: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    let (count, whole) = (count, whole)
    var end = text
    if whole <= 0 {
      end += end.put("0.")
      end.update(repeating: UInt8(ascii: "0"), count: -whole)
      end += -whole
      return end + end.put(digits)
    }
    let length = end.put(digits)
    if exponent >= 0 {
      (end + length).update(repeating: UInt8(ascii: "0"), count: exponent)
    } else {
      // The digits after the point move one place to the right.
      for place in (whole..<count).reversed() { end[place + 1] = end[place] }
    }
    end[whole] = UInt8(ascii: ".")
    return text + max(count, whole) + 1
  }

  /// Writes `1.5e-05` or `1e+16`, and returns the end.
  func writeScientific(into text: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    let length = (text + 1).put(digits)
    text[0] = text[1]
    text[1] = UInt8(ascii: ".")
    let end = text + (length > 1 ? length + 1 : 1)
    return end + end.put(exponent: leadingExponent, digits: 2)
  }
}

/// Powers of ten as doubles, exact from 10^0 to 10^22.
enum PowersOfTen {
  private static let range = -50...50
  private static let table = range.map { Double("1e\($0)")! }

  static subscript(_ power: Int) -> Double { table[power - range.lowerBound] }

  /// The first power for which `condition` holds, from the least on.
  static func first(where condition: (Int) -> Bool) -> Int? {
    range.dropLast().first(where: condition)
  }

  /// value · 10^power with one rounding where the power is exact: 10^-n is not, and a quotient is.
  static func scale(_ value: Double, by power: Int) -> Double {
    power >= 0 ? value * self[power] : value / self[-power]
  }
}

extension DType {
  /// The least positive value of a floating type that has all its digits.
  private var leastNormal: Double {
    switch self {
    case .float64: 0x1p-1022
    case .float16: 0x1p-14
    default: 0x1p-126
    }
  }

  /// The bits of a significand.
  private var precision: Int {
    switch self {
    case .float64: 53
    case .float32: 24
    case .float16: 11
    default: 8
    }
  }

  /// What a unit in the last place of a value of this floating type is.
  func unitInLastPlace(_ value: Double) -> Double {
    let exponent = max(value.magnitude, leastNormal).exponent
    return Double(sign: .plus, exponent: Int(exponent) - precision + 1, significand: 1)
  }

  /// Whether the neighbour below a value of this floating type is nearer than the one above: for
  /// powers of two.
  func hasUnevenNeighbours(_ value: Double) -> Bool {
    value.significand == 1 && value.magnitude > leastNormal
  }
}
