// How PyTorch decides between `1.`, `1.0000` and `1.0000e+00`.

/// The form of all floating elements of one printed tensor.
enum TorchNumbers {
  case fixed(FixedText)
  case scientific(ScientificText)

  /// - Scientific: the largest magnitude is over 1000 times the smallest, over 1e8, or the smallest
  ///   is under 1e-4, unless `options` say otherwise.
  /// - Otherwise integers and a point if all are integers.
  /// - Zeros, infinities and NaN are not asked; if there is nothing else, integers of width 1.
  /// - The width is that of the longest among the elements asked.
  init(_ statistics: FloatStatistics, _ options: PrintOptions) {
    guard let range = statistics.magnitudes else {
      self = .fixed(FixedText(precision: 0, keepsPoint: true, width: 1))
      return
    }
    let (least, greatest) = (range.lowerBound, range.upperBound)
    let isScientific =
      options.sciMode ?? (greatest / least > 1000 || greatest > 1e8 || least < 1e-4)
    if isScientific {
      var text = ScientificText(precision: options.precision, width: 0)
      text.width = statistics.extremes.map(text.length).max()!
      self = .scientific(text)
    } else {
      var text = FixedText(
        precision: statistics.isIntegral ? 0 : options.precision,
        keepsPoint: statistics.isIntegral, width: 0)
      text.width = statistics.extremes.map(text.length).max()!
      self = .fixed(text)
    }
  }
}

/// What the form of floating elements depends on: of those that are finite and not zero.
struct FloatStatistics: ElementConsumer {
  private(set) var isIntegral = true
  /// The least and the greatest of the positive elements, and of the negative ones' magnitudes.
  private var positive = (least: Double.infinity, greatest: 0.0)
  private var negative = (least: Double.infinity, greatest: 0.0)

  mutating func consume(_ block: Span<Double>, to writer: inout ByteWriter) {
    var (positive, negative, isIntegral) = (positive, negative, isIntegral)
    for i in block.indices {
      let value = block[i].magnitude < .infinity ? block[i] : 0
      let magnitude = value.magnitude
      positive.greatest = value > positive.greatest ? value : positive.greatest
      negative.greatest = -value > negative.greatest ? -value : negative.greatest
      let up = value > 0 ? value : .infinity
      positive.least = up < positive.least ? up : positive.least
      let down = value < 0 ? -value : .infinity
      negative.least = down < negative.least ? down : negative.least
      // From 2^52 on there are only integers; below, adding 2^52 rounds to one.
      let rounded = (magnitude + 0x1p52) - 0x1p52
      isIntegral = isIntegral && (rounded == magnitude || magnitude >= 0x1p52)
    }
    (self.positive, self.negative, self.isIntegral) = (positive, negative, isIntegral)
  }

  /// The least and the greatest magnitude, `nil` if there is none.
  var magnitudes: ClosedRange<Double>? {
    let greatest = max(positive.greatest, negative.greatest)
    return greatest > 0 ? min(positive.least, negative.least)...greatest : nil
  }

  /// The elements of which one has the longest text: lengths grow away from zero for a fixed point,
  /// and towards both ends for an exponent.
  var extremes: [Double] {
    var extremes: [Double] = []
    if positive.greatest > 0 { extremes += [positive.least, positive.greatest] }
    if negative.greatest > 0 { extremes += [-negative.least, -negative.greatest] }
    return extremes
  }
}

/// The least and the greatest of integer elements.
struct IntegerStatistics: ElementConsumer {
  private var least = Int64.max
  private var greatest = Int64.min
  /// 0, or the bit that makes the order of `UInt64` that of `Int64`.
  private let flip: Int64
  let isSigned: Bool

  init(isSigned: Bool) {
    self.isSigned = isSigned
    flip = isSigned ? 0 : .min
  }

  mutating func consume(_ block: Span<Int64>, to writer: inout ByteWriter) {
    var (least, greatest) = (least, greatest)
    for i in block.indices {
      let value = block[i] ^ flip
      least = min(least, value)
      greatest = max(greatest, value)
    }
    (self.least, self.greatest) = (least, greatest)
  }

  /// Whether a bool is false.
  var containsZero: Bool { least <= 0 }

  /// Integers as wide as the longest of them.
  var text: IntegerText {
    let text = IntegerText(isSigned: isSigned, width: 0)
    guard least <= greatest else { return text }
    let width = max(text.length(least ^ flip), text.length(greatest ^ flip))
    return IntegerText(isSigned: isSigned, width: width)
  }
}
