// A method on an engine, as what it would say of the words.

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
    guard let scaled = parameter(candidate) else { return nil }
    guard case .some(let p) = scaled.p ?? known else {
      return FittingCandidate(candidate: candidate, level: level, p: nil, kept: chances)
    }
    if let known, let found = scaled.p, (known - found).magnitude > 1e-6 { return nil }
    let kept = candidate.keptChance(p: p)
    guard chances.contains(kept) else { return nil }
    return FittingCandidate(candidate: candidate, level: level, p: p, kept: kept...kept)
  }

  private static func chance(_ level: Level) -> ClosedRange<Double> {
    let interval = BinomialInterval(
      successes: level.droppedCount, trials: level.knownCount, confidence: 1 - 1e-9)
    return interval.lower...interval.upper
  }

  /// The method's p as the factor tells it; `nil` where it cannot make this factor.
  private func parameter(_ candidate: Candidate) -> (p: Double?, Void)? {
    guard survey.hasInput, let rule else { return (nil, ()) }
    switch rule {
    case .affine: return (p, ())
    case .vanilla: return candidate.order == nil ? (nil, ()) : nil
    case .identity, .vanillaEvaluation, .twice: return nil
    case .inverted, .reciprocalP:
      guard candidate.order != nil, let fit else { return nil }
      if survey.isExact, let way = candidate.arithmetic, !fit.arithmetic.contains(way) {
        return nil
      }
      let p = rule == .inverted ? fit.p : Tidy.complement(fit.p)
      return (candidate.p(inverted: p), ())
    }
  }
}

/// What words say that drew the input itself.
enum InputTests {
  /// Tests of the words behind a `rand` whose values lie in these ranges; `nil` where one lies
  /// outside of 0 to 1.
  static func of(
    _ values: [(number: Int, range: ClosedRange<Double>)], _ layout: DrawLayout
  ) -> [WordTest]? {
    var tests: [WordTest] = []
    for (number, range) in values.prefix(256) {
      guard let test = layout.test(of: number, uniform: range) else { return nil }
      tests.append(test)
    }
    return tests
  }

  /// The bits that tests ask for.
  static func bits(_ tests: [WordTest], size: Double) -> Double {
    tests.reduce(0) { $0 + Figure.log2(size / (Double($1.high - $1.low) + 1)) }
  }
}
