// A method on an engine, as what it would say of the words.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import TensorCore

/// A method that fits the relation between X and Y, before its draws are looked for.
struct FittingCandidate {
  let candidate: Candidate
  let level: Level
  /// Its p, where the factor tells it.
  let p: Double?
  /// The chances of a draw to keep that are possible.
  let kept: ClosedRange<Double>
}

/// One search: what a stream's words must be like, and the methods and engines that say so.
struct Hypothesis {
  let kind: any StreamKind
  let tests: StreamTests
  /// All that is known of the words that drew the input, if they are a Mersenne Twister's: `tests`
  /// has the first of them.
  let inputTests: [WordTest]
  let layout: DrawLayout
  let gap: UInt64
  /// From the place that is tried to the one that is told: past an input that was given, and was
  /// drawn all the same.
  let shift: UInt64
  /// One stream of 2 to this power passes by chance.
  let bits: Double
  var members: [(fit: FittingCandidate, engine: SearchedEngine)]

  /// The name of the draws, whichever engine makes them.
  var drawName: String { kind.drawName(layout) }
}

extension Relation {
  /// The methods that fit, and how.
  func fitting(_ candidates: [Candidate], p known: Double?) -> [FittingCandidate] {
    let fits = candidates.compactMap { fitting($0, p: known) }
    // Smaller blocks always fit as well: of one method the largest.
    var largest: [String: Double] = [:]
    for fit in fits where fit.candidate.dropsBlocks {
      largest[fit.candidate.name] = min(
        largest[fit.candidate.name] ?? .infinity, fit.candidate.centreChance)
    }
    return fits.filter {
      !$0.candidate.dropsBlocks || $0.candidate.centreChance == largest[$0.candidate.name]
    }
  }

  private func fitting(_ candidate: Candidate, p known: Double?) -> FittingCandidate? {
    if candidate.dropsBlocks { return blocks(candidate, p: known) }
    guard granularity != .block else { return nil }
    guard candidate.isAffine == (rule == .affine) || rule == nil,
      let axes = candidate.noiseAxes(survey.shape),
      let level = survey.levels.first(where: { $0.axes == axes }), !level.hasMixed,
      level.knownCount > 0
    else { return nil }
    return axes == self.level.axes
      ? settled(candidate, level, known) : finer(candidate, level, known)
  }

  /// Lots that are finer than need be: only where they may agree by chance.
  private func finer(_ candidate: Candidate, _ level: Level, _ known: Double?) -> FittingCandidate?
  {
    let ratio = chanceThatFiner(level)
    return ratio > 1e-6 ? settled(candidate, level, known) : nil
  }

  /// The chance that independent draws of these lots agree as the coarsest lots have them.
  private func chanceThatFiner(_ finer: Level) -> Double {
    guard finer.axes > level.axes else { return 0 }
    let drop = max(1e-9, min(1 - 1e-9, p ?? 0.5))
    let kept = Double(finer.keptCount - level.keptCount) * Figure.log2(1 - drop)
    let dropped = Double(finer.droppedCount - level.droppedCount) * Figure.log2(drop)
    return Figure.exp2(kept + dropped)
  }

  private func settled(
    _ candidate: Candidate, _ level: Level, _ known: Double?
  ) -> FittingCandidate? {
    let interval = level.axes == self.level.axes ? dropChance : Self.chance(level)
    let chances = 1 - interval.upperBound...1 - interval.lowerBound
    guard let found = parameter(candidate) else { return nil }
    let range = known.map { $0...$0 } ?? found
    guard found.lowerBound - 1e-6 <= range.lowerBound, range.upperBound <= found.upperBound + 1e-6
    else { return nil }
    // The chance to keep rises or falls with p.
    let ends = [range.lowerBound, range.upperBound].map { candidate.keptChance(p: $0) }.sorted()
    let (low, high) = (
      max(ends[0], chances.lowerBound), min(ends[1], chances.upperBound)
    )
    guard low <= high else { return nil }
    let p = range.lowerBound == range.upperBound ? range.lowerBound : nil
    return FittingCandidate(candidate: candidate, level: level, p: p, kept: low...high)
  }

  private static func chance(_ level: Level) -> ClosedRange<Double> {
    let interval = BinomialInterval(
      successes: level.droppedCount, trials: level.knownCount, confidence: 1 - 1e-9)
    return interval.lower...interval.upper
  }

  /// The method's p as the factor tells it: one number, or where the factor has few bits, a range;
  /// `nil` where the method cannot make this factor.
  private func parameter(_ candidate: Candidate) -> ClosedRange<Double>? {
    guard survey.hasInput, let rule else { return 0...1 }
    switch rule {
    case .affine: return affineRange ?? 0...1
    case .vanilla: return candidate.order == nil ? 0...1 : nil
    case .identity, .vanillaEvaluation, .twice: return nil
    case .inverted, .reciprocalP:
      guard candidate.order != nil, let fit else { return nil }
      guard !survey.isCoarse else {
        let ends = [fit.bounds.lowerBound, fit.bounds.upperBound].map {
          candidate.p(inverted: min(1, max(0, 1 - $0)))
        }.sorted()
        return ends[0]...ends[1]
      }
      let p = candidate.p(inverted: rule == .inverted ? fit.p : Tidy.complement(fit.p))
      if survey.isExact, let way = candidate.arithmetic {
        guard fit.ways[candidate.keep(p: p)]?.contains(way) == true else { return nil }
      }
      return p...p
    }
  }
}

/// What words say that drew the input itself.
enum InputTests {
  /// So many are searched for; a state is solved for from all.
  static let searched = 256
  /// More values than these tell a state.
  static let limit = 1 << 14

  /// Tests of the words behind a `rand` whose values lie in these ranges; `nil` where one lies
  /// outside of 0 to 1.
  static func of(
    _ values: [(number: Int, range: ClosedRange<Double>)], _ layout: DrawLayout
  ) -> [WordTest]? {
    var tests: [WordTest] = []
    for (number, range) in values {
      guard let test = layout.test(of: number, uniform: range) else { return nil }
      tests.append(test)
    }
    return tests
  }

  /// Whether the largest value comes as close to 1 as that of so many uniforms does, but for once in
  /// 10^8 times: a p that is too large makes all of them too small.
  static func reachOne(_ values: [(number: Int, range: ClosedRange<Double>)]) -> Bool {
    let largest = values.reduce(0) { max($0, $1.range.upperBound) }
    return largest >= 1 - 20 / Double(max(values.count, 1))
  }

  /// The bits that tests ask for.
  static func bits(_ tests: [WordTest], size: Double) -> Double {
    tests.reduce(0) { $0 + Figure.log2(size / (Double($1.high - $1.low) + 1)) }
  }
}
