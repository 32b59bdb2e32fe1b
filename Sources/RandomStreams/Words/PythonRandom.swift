// random.Random of Python, from which frameworks take seeds.
//
// Source: Lib/random.py and Modules/_randommodule.c of CPython 3.13, PSF licence.
// SPDX-License-Identifier: Apache-2.0

/// Python's `random.Random` after seeding with an integer.
struct PythonRandom: Sendable {
  private var words: MT19937

  /// `random.Random(seed)`: the sign does not matter.
  init(seed: Int64) {
    let magnitude = seed.magnitude
    var key = [UInt32(truncatingIfNeeded: magnitude)]
    if magnitude >> 32 != 0 { key.append(UInt32(magnitude >> 32)) }
    words = MT19937(key: key)
  }

  /// `randint(low, low + width - 1)`.
  ///
  /// - Draws: one word, and another while the number in its high bits is too large.
  /// - Precondition: `width` is from 1 to 2^31.
  mutating func integer(from low: UInt32, width: UInt32) -> UInt32 {
    while true {
      let bits = words.next() >> UInt32(width.leadingZeroBitCount)
      if bits < width { return low + bits }
    }
  }
}
