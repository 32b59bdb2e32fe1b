// Blocks that were dropped, as draws of their centres.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore

extension Relation {
  /// A method that drops blocks, and the centres that it must have drawn, or not; `nil` where its
  /// blocks cannot make these zeros.
  func blocks(_ candidate: Candidate, p known: Double?) -> FittingCandidate? {
    // The chance of a centre is p times a number; for this p it is one, whatever the shape.
    let probe: Probability = 0x1p-20
    guard granularity == .block, let method = candidate.make(probe) as? any BlockRegularizer,
      let centres = try? method.centres(for: survey.shape), centres.countEach > 0,
      let fates = centres.fates(of: survey.elements.fates)
    else { return nil }
    let level = Level(draws: centres.planes * centres.countEach, first: fates)
    guard level.keptCount > 0, level.droppedCount > 0 else { return nil }
    var candidate = candidate
    candidate.centreChance = centres.chance / probe.value
    if let known {
      let chance = candidate.keptChance(p: known)
      return FittingCandidate(candidate: candidate, level: level, p: known, kept: chance...chance)
    }
    // What is not known of the others may be one or the other.
    func interval(_ drawn: Int) -> BinomialInterval {
      BinomialInterval(successes: drawn, trials: fates.count, confidence: 1 - 1e-9)
    }
    let low = interval(level.keptCount).lower
    let high = interval(fates.count - level.droppedCount).upper
    return FittingCandidate(candidate: candidate, level: level, p: nil, kept: low...high)
  }
}

extension BlockCentres {
  /// As many centres are enough to search for; the library then reproduces all of Y.
  private static let limit = 1 << 13

  /// What elements tell of the centres of the first planes, those that were drawn as kept; `nil`
  /// where no centres drop just these elements.
  func fates(of elements: [Fate]) -> [Fate]? {
    let plane = axes.reduce(1) { $0 * $1.extent }
    guard plane > 0 else { return nil }
    let known = min(planes, elements.count / (plane * planesEach))
    var fates: [Fate] = []
    for number in 0..<known where fates.count < Self.limit {
      let first = number * planesEach * plane
      var united = [Fate](repeating: [], count: plane)
      for place in 0..<planesEach * plane {
        united[place % plane].formUnion(elements[first + place])
      }
      guard !united.contains(.mixed), let more = self.fates(ofPlane: united) else { return nil }
      fates += more
    }
    return fates
  }

  private func fates(ofPlane elements: [Fate]) -> [Fate]? {
    var fates = [Fate](repeating: .kept, count: countEach)
    let extents = axes.map(\.extent)
    let counts = axes.map(\.centres)
    // A centre whose block has an element that was kept was not drawn.
    forEachPlace(in: extents) { element, place in
      guard elements[element] == .kept else { return }
      forEachPlace(in: centres(at: place), of: counts) { fates[$0] = .dropped }
    }
    // The only centre left that may have dropped an element has.
    var (certain, isPossible) = (Set<Int>(), true)
    forEachPlace(in: extents) { element, place in
      guard elements[element] == .dropped else { return }
      var left: [Int] = []
      forEachPlace(in: centres(at: place), of: counts) { centre in
        if fates[centre] == .kept { left.append(centre) }
      }
      if left.isEmpty { isPossible = false }
      if left.count == 1 { certain.insert(left[0]) }
    }
    guard isPossible else { return nil }
    for centre in fates.indices where fates[centre] == .kept && !certain.contains(centre) {
      fates[centre] = []
    }
    return fates
  }

  /// The centres that drop the element at a place, along each axis.
  private func centres(at place: [Int]) -> [Range<Int>] {
    zip(axes, place).map { axis, element in
      let first = max(0, element - axis.before)
      return first..<max(first, min(axis.centres, element + axis.after + 1))
    }
  }

  private func forEachPlace(in extents: [Int], _ body: (_ number: Int, _ place: [Int]) -> Void) {
    for number in 0..<extents.reduce(1, *) {
      var (rest, place) = (number, extents)
      for axis in extents.indices.reversed() {
        (rest, place[axis]) = rest.quotientAndRemainder(dividingBy: extents[axis])
      }
      body(number, place)
    }
  }

  private func forEachPlace(
    in ranges: [Range<Int>], of extents: [Int], _ body: (_ number: Int) -> Void
  ) {
    func descend(_ axis: Int, _ number: Int) {
      guard axis < ranges.count else { return body(number) }
      for index in ranges[axis] { descend(axis + 1, number * extents[axis] + index) }
    }
    descend(0, 0)
  }
}
