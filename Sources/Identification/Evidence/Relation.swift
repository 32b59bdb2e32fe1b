// What turned X into Y, before any engine is thought of.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import TensorCore

/// The rule, the lots and the chance that the data tell of.
struct Relation {
  let survey: Survey
  var granularity: Granularity?
  /// The coarsest lots that fit.
  var level: Level
  var rule: ScalingRule?
  var fit: ScaleFit?
  var p: Double?
  /// The p of alpha dropout that are possible.
  var affineRange: ClosedRange<Double>?
  /// The chance of a draw to drop: all that the number of zeros allows.
  var dropChance: ClosedRange<Double>
  var verdict: (Verdict, String)?

  /// The share of drops beyond which chance is not believed.
  private static let disbelief = 1e-9

  init(_ survey: Survey) {
    self.survey = survey
    level = survey.levels.last { !$0.hasMixed } ?? survey.elements
    let known = level.knownCount
    if known > 0 {
      let interval = BinomialInterval(
        successes: level.droppedCount, trials: known, confidence: 1 - Self.disbelief)
      dropChance = interval.lower...interval.upper
    } else {
      dropChance = 0...1
    }
    granularity = name(of: level)
    decide()
  }

  func name(of level: Level) -> Granularity {
    if level.axes == survey.shape.rank || level.inner == 1 { return .element }
    if level.axes < 0 { return .channel }
    return level.axes == 0 ? .batch : level.axes == 1 ? .sample : .channel
  }

  private mutating func decide() {
    if let trouble = degenerate { return settle(.undetermined, trouble) }
    if survey.hasInput, survey.isSame {
      rule = .identity
      granularity = nil
      return settle(
        .undetermined, "Y is X: nothing was dropped, as in evaluation, at p = 0, or by chance")
    }
    if survey.droppedValue != 0 { return decideAffine() }
    if survey.hasInput, survey.keptCount == 0 {
      granularity = nil
      return settle(.undetermined, "all of Y is zero: any p may have done that")
    }
    if survey.hasInput, survey.scale.isBroken {
      granularity = nil
      return settle(.unexplained, "what is not zero in Y is not X times one number")
    }
    decideRule()
    if verdict == nil { decideMask() }
  }

  private var degenerate: String? {
    if survey.shape.count == 0 { return "there are no elements" }
    if survey.hasNaN { return "Y has NaN where X has numbers: a scale of 0 or of infinity" }
    if level.knownCount == 0 {
      return survey.hasInput
        ? "X tells of no element: all are 0, NaN or infinite" : "Y tells of no element"
    }
    if survey.elements.knownCount == 1 { return "one element is not enough to tell anything" }
    if !survey.hasInput {
      if level.droppedCount == 0 { return "nothing in Y is zero" }
      if survey.keptCount == 0 { return "all of Y is zero" }
    }
    return nil
  }

  private mutating func decideAffine() {
    let slack = 4 * Precision(survey.rounding).step + (survey.isExact ? 0 : 1e-4)
    let range = AffineFit.range(saturated: survey.droppedValue, slack: slack)
    guard let found = AffineFit.p(in: range, pairs: survey.pairs, slack: 2 * slack) else {
      granularity = nil
      return settle(
        .unexplained, "Y has one value again and again, and the rest is not alpha dropout of X")
    }
    (rule, p) = (.affine, found)
    affineRange = survey.isCoarse ? range : found...found
    decideMask()
  }

  private mutating func decideRule() {
    guard survey.hasInput else { return }
    let isOne = survey.scale.low <= 1 && survey.scale.high >= 1
    let dropped = level.droppedCount
    if isOne, dropped > 0 {
      rule = .vanilla
      return
    }
    if dropped == 0 {
      decideWithoutZeros()
      return
    }
    let fits = ScalingRule.ofMasks.compactMap { survey.fit($0) }
    // What the zeros do not contradict, first; of those the first.
    let believed = fits.filter { dropChance.contains($0.p) }
    guard let best = believed.first ?? fits.first else {
      granularity = nil
      return settle(.unexplained, "no probability gives the factor between X and Y")
    }
    (rule, fit, p) = (best.rule, best, best.p)
  }

  private mutating func decideWithoutZeros() {
    granularity = nil
    let isLess = survey.scale.high < 1
    // Any number is a factor; one that somebody has typed as a probability has few digits.
    guard let best = survey.fit(isLess ? .vanillaEvaluation : .inverted), Tidy.isTyped(best.p),
      isLess || dropChance.contains(best.p)
    else {
      return settle(
        .unexplained,
        "Y is X times \(Figure.short(survey.scale.middle)): nothing was dropped, and no p that"
          + " anyone would type gives this factor")
    }
    (rule, fit, p) = (isLess ? .vanillaEvaluation : .inverted, best, best.p)
    guard isLess else { return }
    settle(
      .ambiguous,
      "all of X times \(Figure.short(1 - best.p)): vanilla dropout in evaluation does this, and so"
        + " does any scaling")
  }

  private mutating func decideMask() {
    let sample = survey.sample
    if granularity == .element, survey.hasInput, let reason = Dependence.onValues(sample) {
      rule = rule == .affine ? .affine : nil
      granularity = nil
      return settle(.unexplained, reason)
    }
    guard granularity == .element else { return }
    let deviation = Dependence.amongNeighbours(
      survey.elements.fates, shape: survey.shape.extents)
    guard Dependence.isStructured(deviation) else { return }
    if Blocks.areFound(survey.elements.fates, shape: survey.shape.extents) {
      granularity = .block
    } else {
      granularity = nil
      settle(.unexplained, "the zeros depend on one another, and are no blocks")
    }
  }

  private mutating func settle(_ verdict: Verdict, _ because: String) {
    self.verdict = (verdict, because)
  }
}

/// Blocks of neighbours that were dropped together.
enum Blocks {
  /// Whether every dropped element of the planes, the last two axes, lies in a square of four that
  /// were all dropped.
  static func areFound(_ fates: [Fate], shape: [Int]) -> Bool {
    guard shape.count >= 4, let width = shape.last, width > 1 else { return false }
    let height = shape[shape.count - 2]
    let plane = width * height
    guard height > 1, plane > 0 else { return false }
    var dropped = 0
    for base in stride(from: 0, through: fates.count - plane, by: plane) {
      for row in 0..<height {
        for column in 0..<width where fates[base + row * width + column] == .dropped {
          dropped += 1
          let isInSquare = [(-1, -1), (-1, 0), (0, -1), (0, 0)].contains { down, right in
            (0...1).allSatisfy { i in
              (0...1).allSatisfy { j in
                let (r, c) = (row + down + i, column + right + j)
                guard r >= 0, c >= 0, r < height, c < width else { return false }
                return fates[base + r * width + c] != .kept
              }
            }
          }
          if !isInSquare { return false }
        }
      }
    }
    return dropped > 0
  }
}
