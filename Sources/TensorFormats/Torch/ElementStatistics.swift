// What the common form of printed elements depends on.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// What the form of floating elements depends on: of those that are finite and not zero.
struct FloatStatistics: ElementConsumer {
  private(set) var isIntegral = true
  /// The least and the greatest of the positive elements, and of the negative ones' magnitudes.
  private var positive = (least: Double.infinity, greatest: 0.0)
  private var negative = (least: Double.infinity, greatest: 0.0)

  mutating func consume(_ block: Span<Double>, to writer: inout ByteWriter) {
    var (positive, negative) = (positive, negative)
    var fraction: UInt64 = 0
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
      let small = magnitude < 0x1p52 ? magnitude : 0
      let rounded = (small + 0x1p52) - 0x1p52
      fraction |= rounded.bitPattern ^ small.bitPattern
    }
    (self.positive, self.negative) = (positive, negative)
    isIntegral = isIntegral && fraction == 0
  }

  /// The least and the greatest magnitude, `nil` if there is none.
  var magnitudes: ClosedRange<Double>? {
    let greatest = max(positive.greatest, negative.greatest)
    return greatest > 0 ? min(positive.least, negative.least)...greatest : nil
  }

  /// Hands on the elements of which one has the longest text: lengths grow away from zero for a
  /// fixed point, and towards both ends for an exponent.
  func forEachExtreme(_ body: (Double) -> Void) {
    if positive.greatest > 0 {
      body(positive.least)
      body(positive.greatest)
    }
    if negative.greatest > 0 {
      body(-negative.least)
      body(-negative.greatest)
    }
  }
}

/// The least and the greatest of integer elements.
struct IntegerStatistics: ElementConsumer {
  let kind: DType.Kind
  private var least = Int64.max
  private var greatest = Int64.min
  /// 0, or the bit that makes the order of `UInt64` that of `Int64`.
  private let flip: Int64

  init(_ kind: DType.Kind) {
    self.kind = kind
    flip = kind == .unsigned ? .min : 0
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

  /// Integers as wide as the longest of them.
  var integer: IntegerText {
    let text = IntegerText(isSigned: kind == .signed, width: 0)
    guard least <= greatest else { return text }
    return IntegerText(
      isSigned: kind == .signed,
      width: max(text.length(of: least ^ flip), text.length(of: greatest ^ flip)))
  }

  /// Truth values as wide as the longest of them.
  var boolean: BooleanText { BooleanText(width: least <= 0 ? 5 : 4) }
}
