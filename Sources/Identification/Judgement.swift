// From what was found to a verdict.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams

/// Weighs what the search has found against chance.
struct Judgement {
  let relation: Relation
  let fits: [FittingCandidate]
  let search: Search

  /// Where chance gives fewer false matches than this over all that was searched, one is certain.
  private static let certain = 1e-6
  /// Fewer bits than these, and a pattern of zeros may be anything.
  private static let fewestBits = 20.0

  func settle(_ answer: inout Explanation) {
    guard !fits.isEmpty else {
      answer.order = order(fits)
      (answer.verdict, answer.because) = unknownMethod
      return
    }
    if search.found.isEmpty, !search.unseeded.isEmpty { return settleWithState(&answer) }
    if search.found.isEmpty { return settleWithoutDraws(&answer) }
    answer.candidates = listed
    answer.order = search.found.first?.claim.candidate.order ?? order(fits)
    if answer.p?.fromScale == nil, let p = answer.candidates.first?.p, relation.survey.hasInput {
      answer.p?.agree = relation.dropChance.contains(p)
    }
    let first = answer.candidates[0]
    let chance = answer.candidates.compactMap(\.falseMatch).max() ?? 1
    if let level = search.found.first?.hypothesis.members.first?.fit.level,
      search.found.allSatisfy({ $0.hypothesis.members.first?.fit.level.axes == level.axes })
    {
      answer.granularity = relation.name(of: level)
      answer.dropped = DroppedShare(count: level.droppedCount, of: level.knownCount)
    }
    let draws = Set(
      search.found.map { hypothesis, claim in
        "\(claim.seed) \(claim.position) \(claim.gap) \(hypothesis.drawName)"
      })
    if draws.count == 1, chance < Self.certain {
      answer.verdict = .identified
      answer.because =
        "\(first.mode) on \(first.engine ?? "") with seed \(first.seed ?? 0) reproduces all of Y"
    } else {
      answer.verdict = .ambiguous
      let more = search.isCutShort ? "more than " : ""
      answer.because =
        draws.count > 1
        ? "\(more)\(draws.count) draws reproduce Y: \(evidence) cannot tell them apart"
        : "one draw reproduces Y, and chance would give \(Figure.short(chance, digits: 2)) of them"
    }
  }

  /// Everything that reproduces Y, the engines of the same draws in one entry.
  private var listed: [Explained] {
    var entries: [Explained] = []
    var places: [String: Int] = [:]
    for (hypothesis, claim) in search.found {
      let key =
        "\(claim.candidate.name) \(hypothesis.drawName) \(claim.seed) \(claim.position) \(claim.gap)"
        + " \(claim.p)"
      let names = [claim.engine.name] + claim.engine.aliases
      if let place = places[key] {
        entries[place].engines += names.filter { !entries[place].engines.contains($0) }
        continue
      }
      places[key] = entries.count
      let level = hypothesis.members.first!.fit.level
      entries.append(
        Explained(
          mode: claim.candidate.name, p: claim.p, engine: claim.engine.name, engines: names,
          seed: claim.seed, position: claim.position, gap: claim.gap,
          agree: level.knownCount, of: level.knownCount, bits: hypothesis.bits,
          falseMatch: search.searched.tried * Figure.exp2(-hypothesis.bits),
          countsCalls: claim.engine.kind.countsCalls,
          flags: [claim.engine.flags, claim.candidate.flags].filter { !$0.isEmpty }
            .joined(separator: " ")))
    }
    return entries
  }

  /// A generator's state explains the mask, but no integer seeded it within reach.
  private func settleWithState(_ answer: inout Explanation) {
    answer.order = order(search.unseeded.map(\.fit))
    for stream in search.unseeded {
      let known = stream.fit.level.knownCount
      answer.candidates.append(
        Explained(
          mode: stream.fit.candidate.name, p: stream.fit.p, engine: stream.engine.name,
          engines: [stream.engine.name] + stream.engine.aliases, agree: known, of: known,
          bits: stream.bits, falseMatch: Figure.exp2(stream.unknownBits - stream.bits),
          words: stream.words))
    }
    let layouts = Set(search.unseeded.map(\.hypothesis.layout))
    answer.verdict = layouts.count == 1 ? .identified : .ambiguous
    let words = Set(search.unseeded.map(\.words))
    if let first = words.first, !first.isEmpty {
      if words.count > 1 { answer.verdict = .ambiguous }
      answer.because =
        "MKL draws this mask after the word \(first.map { "\($0)" }.joined(separator: " or ")) of"
        + " PyTorch's generator, and no seed that was searched has it there"
      return
    }
    answer.because =
      "a Mersenne Twister's state draws this mask, but no integer seeded it within the last"
      + " \(search.question.seedWithin) words"
  }

  private func settleWithoutDraws(_ answer: inout Explanation) {
    let level = relation.level
    answer.order = order(fits)
    var seen: Set<String> = []
    for fit in fits where seen.insert("\(fit.candidate.name)").inserted {
      answer.candidates.append(
        Explained(
          mode: fit.candidate.name, p: fit.p, agree: 0, of: fit.level.knownCount))
    }
    let computations = Set(
      fits.map { fit in
        "\(fit.level.axes) \(fit.p.map { fit.candidate.keptChance(p: $0) } ?? -1)"
          + " \(fit.candidate.order.map(Arithmetic.of).map { "\($0)" } ?? "")"
      })
    // A mask that scales nothing may be anything, and so may a few zeros.
    let isTelling =
      relation.rule != .vanilla
      && Figure.log2Choices(level.knownCount, level.droppedCount) > Self.fewestBits
    answer.verdict = computations.count == 1 && isTelling ? .identified : .ambiguous
    let tried = search.searched.tried > 0
    answer.because =
      "\(fits[0].candidate.name) fits"
      + (computations.count > 1 ? ", as do others" : "")
      + (relation.rule == .vanilla ? ", and so does any mask that scales nothing" : "")
      + (tried ? ", and no draw that was searched reproduces Y" : "")
  }

  /// The order of rounding, where all that fits has one.
  private func order(_ fits: [FittingCandidate]) -> ScaleOrder? {
    let orders = Set(fits.map(\.candidate.order))
    if orders.count == 1, let only = orders.first { return only }
    guard let ways = relation.fit?.arithmetic, !ways.isEmpty,
      ways.isDisjoint(with: [.quotient, .ownQuotient])
    else { return nil }
    return .noise
  }

  private var evidence: String {
    let count = relation.level.knownCount
    return "\(count) \(relation.granularity?.rawValue ?? "draw")\(count == 1 ? "" : "s")"
  }

  private var unknownMethod: (Verdict, String) {
    switch relation.rule {
    case .twice: (.identified, "the survivors are scaled twice, by 1 / (1 - p)^2")
    case .reciprocalP: (.identified, "the survivors are scaled by 1 / p, not by 1 / (1 - p)")
    case .inverted where relation.granularity == .block:
      (.ambiguous, "blocks were dropped, as by DropBlock")
    case .inverted, .affine:
      (.ambiguous, "scaled as dropout does, and rounded as by none of the modes that were tried")
    default: (.unexplained, "no method that is known drops and scales like this")
    }
  }
}
