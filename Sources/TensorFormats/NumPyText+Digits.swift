// Which digits NumPy shows of a floating number: the shortest, or fewer.

/// The digits in positional notation, `precision` behind the point at the most.
struct PositionalDigits {
  private let format: BinaryFormat
  private let precision: Int
  private let fixed: FixedPoint
  /// Below this the values of the format are nearer to each other than decimals of `precision`
  /// digits: a shortest decimal with so few digits is the rounded one too.
  private let fineBound: Double

  init(_ format: BinaryFormat, precision: Int) {
    self.format = format
    self.precision = precision
    fixed = FixedPoint(precision: min(precision, FixedPoint.exactPrecision))
    // Values below 2^e are at most 2^(e - bits) apart, or as the subnormal ones are, and that is to
    // be below 10^-precision.
    let spacing = -PowersOfTen.exponent(min(precision, 19)) - 128
    fineBound =
      precision <= 19 && spacing >= format.minimumExponent
      ? Double(sign: .plus, exponent: format.precision + spacing, significand: 1) : 0
  }

  /// The shortest digits or, if too many of them stand behind the point, the exact value rounded;
  /// without zeros at the end.
  ///
  /// - Precondition: `value` is finite and below 1e8.
  @inline(__always)
  func digits(of value: Double) -> ShortestDigits {
    if value.magnitude < fineBound, let scaled = fixed.scaled(value) {
      return ShortestDigits(stripping: scaled, exponent: scaled == 0 ? 0 : -precision)
    }
    let shortest = ShortestDigits(value, format)
    return shortest.exponent >= -precision ? shortest : rounded(value)
  }

  @inline(never)
  private func rounded(_ value: Double) -> ShortestDigits {
    if let scaled = fixed.scaled(value) {
      return ShortestDigits(stripping: scaled, exponent: scaled == 0 ? 0 : -precision)
    }
    // The shortest digits are 17 at the most and reach further than these.
    var exact = ExactDecimal(value)
    exact.round(toDigits: exact.point + precision)
    let digits = exact.digits.reduce(0) { $0 * 10 + UInt64($1) }
    return ShortestDigits(
      stripping: digits, exponent: digits == 0 ? 0 : exact.point - exact.digits.count)
  }
}

/// The digits in scientific notation, `precision` behind the point at the most.
struct ExponentDigits {
  private let format: BinaryFormat
  private let precision: Int
  private let scientific: ScientificNotation
  /// From this on the values of the format are nearer to each other than decimals of so many
  /// digits: a shortest decimal with so few digits is the rounded one too.
  private let fineBound: Double

  init(_ format: BinaryFormat, precision: Int) {
    self.format = format
    self.precision = precision
    scientific = ScientificNotation(precision: min(precision, ScientificNotation.exactPrecision))
    // Subnormal values are as far apart as the least normal ones.
    let isFine =
      precision < 17 && DecimalDigits.powers[precision + 1] < 1 << UInt64(format.precision - 1)
    fineBound =
      isFine
      ? Double(
        sign: .plus, exponent: format.minimumExponent + format.precision - 1, significand: 1)
      : .infinity
  }

  /// The shortest digits or, if they are too many, the exact value rounded; without zeros at the
  /// end.
  ///
  /// - Precondition: `value` is finite.
  @inline(__always)
  func digits(of value: Double) -> ShortestDigits {
    if value.magnitude >= fineBound { return rounded(value) }
    let shortest = ShortestDigits(value, format)
    return shortest.count <= precision + 1 ? shortest : rounded(value)
  }

  @inline(__always)
  private func rounded(_ value: Double) -> ShortestDigits {
    let (digits, exponent) = scientific.digits(value)
    return ShortestDigits(stripping: digits, exponent: exponent &- precision)
  }

  /// The digits that NumPy's Dragon4 stops at when it must write `precision` + 1 of them.
  ///
  /// - The shortest digits if there are just as many, else the exact value rounded.
  /// - Beyond the shortest digits of a power of two, whose upper margin is twice the lower one,
  ///   Dragon4 rounds up where only the number above rounds back to the value.
  /// - Precondition: `value` is finite, and the precision at most 16.
  @inline(__always)
  func dragon(_ value: Double) -> (digits: UInt64, exponent: Int) {
    if value.magnitude >= fineBound || value == 0 { return scientific.digits(value) }
    let shortest = ShortestDigits(value, format)
    let count = shortest.count
    if count == precision + 1 { return (shortest.digits, shortest.leadingExponent) }
    let (c, q) = format.parts(of: value)
    guard count <= precision, format.isUneven(c, q) else { return scientific.digits(value) }
    return dragonPower(value, c, q)
  }

  /// The same for a power of two.
  @inline(never)
  private func dragonPower(_ value: Double, _ c: UInt64, _ q: Int) -> (UInt64, Int) {
    // So few bits before or behind the point are as few digits, and nothing is rounded.
    let power = q + format.precision - 1
    if power >= -precision, power <= 3 * precision { return scientific.digits(value) }
    let exact = ExactDecimal(value)
    let zeros = DecimalDigits.powers
    func padded(_ number: ExactDecimal) -> (UInt64, Int) {
      let digits = number.digits.reduce(0) { $0 * 10 + UInt64($1) }
      return (digits * zeros[precision + 1 - number.digits.count], number.point - 1)
    }
    let below = exact.truncated(toDigits: precision + 1)
    if below == exact { return padded(below) }
    let above = below.incremented(atDigit: precision + 1)
    let isLow = below >= ExactDecimal(mantissa: 4 * c - 1, exponent: q - 2)
    let isHigh = above <= ExactDecimal(mantissa: 4 * c + 2, exponent: q - 2)
    if isLow != isHigh { return padded(isLow ? below : above) }
    return scientific.digits(value)
  }
}
