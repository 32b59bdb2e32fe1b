// How many pairs of numbers lie how many steps of their format apart.
// SPDX-License-Identifier: Apache-2.0

/// Distances in units in the last place: how many representable numbers one is after the other.
///
/// Distances below 16 are counted exactly, larger ones in powers of two: 16 to 31, 32 to 63, …
package struct UlpHistogram: Equatable, Sendable {
  /// One bin of the histogram.
  package struct Bin: Equatable, Sendable {
    /// The smallest distance in it.
    package let ulps: UInt64
    /// The largest.
    package let upTo: UInt64
    package let count: Int
  }

  private static let exact = 16
  // 16, 32, … up to 2^63.
  private var counts = [Int](repeating: 0, count: exact + 60)

  /// The bins that are not empty, in rising order.
  package var bins: [Bin] {
    counts.enumerated().filter { $0.element > 0 }.map { slot, count in
      guard slot >= Self.exact else {
        return Bin(ulps: UInt64(slot), upTo: UInt64(slot), count: count)
      }
      let low = UInt64(1) << UInt64(slot - Self.exact + 4)
      return Bin(ulps: low, upTo: low + (low - 1), count: count)
    }
  }

  /// No distance is larger; exact below 16, 0 if there is none.
  package var most: UInt64 { bins.last?.upTo ?? 0 }

  @inline(__always)
  mutating func add(_ distance: UInt64) {
    let slot = distance < 16 ? Int(distance) : 75 - distance.leadingZeroBitCount
    counts[slot] += 1
  }

  mutating func merge(_ next: UlpHistogram) {
    for slot in counts.indices { counts[slot] += next.counts[slot] }
  }
}
