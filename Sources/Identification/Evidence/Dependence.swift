// Whether zeros follow the values of X or one another, as those of a random mask never do.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import TensorCore

/// Tests that a mask drawn independently of everything passes, but for once in ten million times.
enum Dependence {
  /// The deviation of a normal that chance exceeds once in ten million times.
  private static let limit = 5.4
  /// Fewer arrangements than these say nothing: one of them is the one seen.
  private static let fewest = 20.0

  /// Why the zeros follow X's values, as a phrase; `nil` where they do not.
  static func onValues(_ sample: [(x: Double, isDropped: Bool)]) -> String? {
    let dropped = sample.reduce(0) { $0 + ($1.isDropped ? 1 : 0) }
    let bits = Figure.log2Choices(sample.count, dropped)
    let views: [(String, (Double) -> Double)] = [("the values", { $0 }), ("the size", \.magnitude)]
    for (name, key) in views {
      let sorted = sample.map { (key: key($0.x), isDropped: $0.isDropped) }.sorted {
        $0.key < $1.key
      }
      guard let first = sorted.first, let last = sorted.last, first.key < last.key else { continue }
      // All zeros on one side of a number that no element crosses.
      let parts = split(sorted)
      if parts, bits > fewest {
        return "Y is zero exactly where \(name) of X \(name == "the size" ? "is" : "are") on one"
          + " side of a threshold"
      }
      if rankDeviation(sorted, dropped) > limit { return "the zeros follow \(name) of X" }
    }
    return nil
  }

  /// Whether the dropped ones all lie before or all after the others, and no two are equal.
  private static func split(_ sorted: [(key: Double, isDropped: Bool)]) -> Bool {
    var changes = 0
    for i in sorted.indices.dropFirst() where sorted[i].isDropped != sorted[i - 1].isDropped {
      changes += 1
      if sorted[i].key == sorted[i - 1].key { return false }
    }
    return changes == 1
  }

  /// How many deviations the sum of the dropped ones' ranks lies from where chance puts it (Mann and
  /// Whitney); equal keys share their ranks.
  private static func rankDeviation(
    _ sorted: [(key: Double, isDropped: Bool)], _ dropped: Int
  ) -> Double {
    let (n, k) = (Double(sorted.count), Double(dropped))
    guard k > 8, n - k > 8 else { return 0 }
    var (sum, ties, start) = (0.0, 0.0, 0)
    while start < sorted.count {
      var end = start
      var inside = 0.0
      while end < sorted.count, sorted[end].key == sorted[start].key {
        inside += sorted[end].isDropped ? 1 : 0
        end += 1
      }
      sum += inside * Double(start + end + 1) / 2
      let size = Double(end - start)
      ties += size * size * size - size
      start = end
    }
    let variance = k * (n - k) / 12 * (n + 1 - ties / (n * (n - 1)))
    guard variance > 0 else { return 0 }
    return (sum - k * (n + 1) / 2).magnitude / variance.squareRoot()
  }

  /// How many deviations the neighbours along one axis agree more often, or less, than chance has
  /// it; the largest over all axes.
  ///
  /// - `fates`: of the first lots of a tensor of this shape.
  static func amongNeighbours(_ fates: [Fate], shape: [Int]) -> Double {
    var worst = 0.0
    var stride = 1
    let count = min(fates.count, 1 << 16)
    for extent in shape.reversed() {
      defer { stride *= max(extent, 1) }
      guard extent > 1, stride < count else { continue }
      var (pairs, both, first, second) = (0.0, 0.0, 0.0, 0.0)
      for i in 0..<count - stride where i / stride % extent + 1 < extent {
        let (a, b) = (fates[i], fates[i + stride])
        guard !a.isEmpty, !b.isEmpty else { continue }
        pairs += 1
        both += a == .dropped && b == .dropped ? 1 : 0
        first += a == .dropped ? 1 : 0
        second += b == .dropped ? 1 : 0
      }
      guard pairs > 30 else { continue }
      let (p, q) = (first / pairs, second / pairs)
      let expected = p * q * pairs
      let variance = pairs * p * q * (1 - p) * (1 - q)
      guard variance > 1 else { continue }
      worst = max(worst, (both - expected).magnitude / variance.squareRoot())
    }
    return worst
  }

  static func isStructured(_ deviation: Double) -> Bool { deviation > limit + 1 }
}
