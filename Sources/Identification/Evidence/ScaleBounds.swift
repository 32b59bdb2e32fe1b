// The factor between X and Y, as an interval that narrows with each element.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// How finely the elements of a type lie.
struct Precision {
  /// The significant bits.
  let bits: Int
  /// The least normal number: products below it have fewer bits.
  let leastNormal: Double

  init(_ dtype: DType) {
    switch dtype {
    case .float32: (bits, leastNormal) = (24, 0x1p-126)
    case .float16: (bits, leastNormal) = (11, 0x1p-14)
    case .bfloat16: (bits, leastNormal) = (8, 0x1p-126)
    default: (bits, leastNormal) = (53, 0x1p-1022)
    }
  }

  /// The relative distance of two neighbours.
  var step: Double { Double(sign: .plus, exponent: 1 - bits, significand: 1) }
}

/// The factors that all elements seen so far allow.
struct ScaleBounds {
  private(set) var low = -Double.infinity
  private(set) var high = Double.infinity
  private(set) var count = 0
  /// The elements that some factor explained, before one came that none does.
  private(set) var isBroken = false

  /// Takes in one element that was kept: `xSlack` and `ySlack` are how far the true numbers may lie
  /// from what is given.
  mutating func take(x: Double, y: Double, xSlack: Double, ySlack: Double) {
    guard !isBroken else { return }
    count += 1
    guard (x < 0) == (y < 0) else {
      isBroken = true
      return
    }
    let (x, y) = (x.magnitude, y.magnitude)
    // The quotients are rounded, too.
    low = max(low, (y - ySlack) / (x + xSlack) * (1 - 0x1p-52))
    high = min(high, x > xSlack ? (y + ySlack) / (x - xSlack) * (1 + 0x1p-52) : .infinity)
    if low > high { isBroken = true }
  }

  /// One number of the interval.
  var middle: Double { (low + high) / 2 }
}

/// Decimal numbers in an interval, the shortest first.
enum ShortestDecimals {
  /// Up to `limit` numbers within `low...high`, both from 0 to 1.
  static func within(_ low: Double, _ high: Double, limit: Int = 40) -> [Double] {
    var found: [Double] = []
    var scale = 1.0
    // With 15 digits each whole number is a double of its own.
    for _ in 0...15 {
      var k = (low * scale).rounded(.up)
      let last = (high * scale).rounded(.down)
      // The middle of many of the same length is as good as any: nothing speaks for an end.
      if last - k > Double(limit) { k = ((low + high) / 2 * scale).rounded() }
      while k <= last, found.count < limit {
        let value = k / scale
        if value >= low, value <= high, !found.contains(value) { found.append(value) }
        k += 1
      }
      if found.count >= limit { return found }
      scale *= 10
    }
    return found
  }
}
