// All searches of a question, in pieces that threads take.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import TensorCore

/// Runs searches one after the other, each over all seeds in their order.
struct Search {
  let question: Question
  let hypotheses: [Hypothesis]
  private(set) var found: [(hypothesis: Hypothesis, claim: Claim)] = []
  private(set) var searched = Searched()
  /// States that no seed was found for.
  private(set) var unseeded: [RecoveredStream] = []
  /// Whether there were too many matches to list.
  private(set) var isCutShort = false

  /// More matches than these say only that chance makes them.
  private static let matchLimit = 100
  /// The first call that is not tried: each is made of the one before.
  private static let callLimit: UInt64 = 256

  init(question: Question, hypotheses: [Hypothesis], notSearched: [NotSearched]) {
    self.question = question
    self.hypotheses = hypotheses
    searched.notSearched = notSearched + Self.unreached(question, hypotheses)
    let left = Set(notSearched.map(\.engine))
    searched.engines = question.engines.map(\.name).filter { !left.contains($0) }
    searched.seeds = question.seeds.ranges.isEmpty ? "none" : Self.text(question.seeds.ranges[0])
    searched.positions = Self.text(question.positions)
  }

  private static func text(_ range: ClosedRange<UInt64>) -> String {
    "\(range.lowerBound):\(range.upperBound)"
  }

  /// The engines whose later calls are left out.
  private static func unreached(
    _ question: Question, _ hypotheses: [Hypothesis]
  ) -> [NotSearched] {
    guard question.positions.upperBound >= callLimit else { return [] }
    let counting = hypotheses.flatMap(\.members).map(\.engine).filter { $0.kind.countsCalls }
    let names = Set(counting.map(\.name))
    return question.engines.map(\.name).filter(names.contains).map {
      NotSearched(engine: $0, because: .laterCalls(callLimit))
    }
  }

  /// The places that are tried of a stream; `nil` where none of those asked for is.
  private func positions(_ kind: any StreamKind) -> ClosedRange<UInt64>? {
    switch kind.places {
    case .none: 0...0
    case .words: question.positions
    case .calls:
      question.positions.lowerBound < Self.callLimit
        ? question.positions.clamped(to: 0...Self.callLimit - 1) : nil
    }
  }

  /// Takes in what was recovered as a state.
  mutating func add(_ streams: [RecoveredStream]) {
    for stream in streams {
      guard let claim = stream.claim else {
        unseeded.append(stream)
        continue
      }
      let isNew = !found.contains {
        $0.claim.candidate.name == claim.candidate.name && $0.claim.engine.name == claim.engine.name
          && $0.claim.seed == claim.seed && $0.claim.position == claim.position
      }
      if isNew { found.append((stream.hypothesis, claim)) }
    }
  }

  mutating func run(_ monitor: SearchMonitor) throws {
    let pieces = question.seeds.pieces(of: pieceSize)
    let (total, searches) = (Double(max(pieces.count, 1)), Double(hypotheses.count))
    for (number, hypothesis) in hypotheses.enumerated() {
      try run(hypothesis, pieces, monitor) { done in
        monitor.progress((Double(number) + Double(done) / total) / searches)
      }
      if searched.isCancelled { return }
    }
  }

  /// A piece takes some milliseconds: no more seeds than that, no fewer than side by side.
  private var pieceSize: UInt64 {
    let places = question.positions.upperBound - question.positions.lowerBound + 1
    return max(1, min(1 << 14, (1 << 22) / max(places, 1)))
  }

  private mutating func run(
    _ hypothesis: Hypothesis, _ pieces: SeedPieces, _ monitor: SearchMonitor,
    _ progress: (Int) -> Void
  ) throws {
    let verifier = Verifier(input: question.input, output: question.output)
    // Of a mask, any p in the interval is as good; the values of Y tell one from the other.
    let isScaleOpen = if case .unknown = question.input { false } else { true }
    guard let positions = positions(hypothesis.kind) else { return }
    let places = Double(positions.upperBound - positions.lowerBound) + 1
    // Some pieces at a time: their matches are taken in order, and enough is enough.
    let group = 64 * max(question.threads, 1)
    var count = 0
    for start in stride(from: 0, to: pieces.count, by: group) {
      let part = (start..<min(start + group, pieces.count)).map { pieces[$0] }
      let claims = try Threads.map(part.count, threads: question.threads) { number in
        guard !monitor.isCancelled() else { return nil as [Claim]? }
        let (first, count) = part[number]
        let matches = hypothesis.kind.matches(
          hypothesis.tests, seedsFrom: first, count: count, positions: positions)
        var claims: [Claim] = []
        for match in matches where claims.count <= Self.matchLimit {
          claims += try hypothesis.claims(match, isScaleOpen: isScaleOpen)
            .compactMap(verifier.first)
        }
        return claims
      }
      for (claims, piece) in zip(claims, part) {
        guard let claims else {
          searched.isCancelled = true
          return
        }
        searched.tried += Double(piece.count) * places
        found += claims.map { (hypothesis, $0) }
        count += claims.count
        // After this piece, however many threads have made more of them.
        if count > Self.matchLimit {
          isCutShort = true
          return
        }
      }
      progress(start + part.count)
    }
  }
}

extension Hypothesis {
  /// A match as claims: for each engine and method that would make it, one for each p that may have
  /// been, the likeliest first.
  func claims(_ match: StreamMatch, isScaleOpen: Bool) -> [[Claim]] {
    members.map { fit, engine in
      guard match.seed <= engine.lastSeed else { return [] }
      // Where words do not tell the threshold, each p of two digits may be the one.
      let limit = layout.isSharp ? (isScaleOpen ? 40 : 1) : 120
      return probabilities(fit, match, limit: limit).map { p in
        Claim(
          candidate: fit.candidate, engine: engine, p: p, seed: match.seed,
          position: match.position + shift, gap: gap)
      }
    }
  }

  /// The p of a match: known, or the shortest that the words allow.
  private func probabilities(
    _ fit: FittingCandidate, _ match: StreamMatch, limit: Int
  ) -> [Double] {
    if let p = fit.p { return [p] }
    let kept = layout.kept(match.bounds)
    let (low, high) = (
      max(kept.lowerBound, fit.kept.lowerBound), min(kept.upperBound, fit.kept.upperBound)
    )
    guard low <= high else { return [] }
    // The chance to keep rises or falls with p.
    let ends = [low, high].map { fit.candidate.p(keptChance: $0) }
    let decimals = ShortestDecimals.within(ends.min()!, ends.max()!, limit: max(limit, 40))
    return Array(decimals.filter { $0 > 0 && $0 < 1 }.prefix(limit))
  }
}
