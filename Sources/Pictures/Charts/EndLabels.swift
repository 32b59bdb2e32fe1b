// Labels at the ends of curves, moved apart where they would overlap.
// SPDX-License-Identifier: Apache-2.0

/// Places for labels along an edge.
enum EndLabels {
  /// Where labels begin that want to begin at `wanted` and are so long: in order of their wishes,
  /// each after the one before, and moved back from the end of the edge where they must.
  static func places(wanted: [Int], lengths: [Int], within edge: Range<Int>) -> [Int] {
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    var places = wanted
    var next = edge.lowerBound
    for i in order {
      places[i] = max(wanted[i], next)
      next = places[i] + lengths[i]
    }
    var end = edge.upperBound
    for i in order.reversed() {
      places[i] = min(places[i], end - lengths[i])
      end = places[i]
    }
    return places
  }
}
