// The word that seeded a mask of MKL's, wherever in the stream it was drawn.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import TensorCore

/// Looks through the whole orbit of MKL's generator for the states that a mask begins with.
struct OrbitSearch {
  let question: Question
  let hypotheses: [Hypothesis]

  /// Bits that a mask must have beyond those of a state, so that chance makes none.
  private static let surplus = 10.0
  /// More p than these are not tried.
  private static let probabilityLimit = 4

  /// The masks' streams, with all methods and engines that explain them.
  func run(_ monitor: SearchMonitor) throws -> [RecoveredStream] {
    for hypothesis in hypotheses where hypothesis.layout.isSeededByWord {
      guard let fit = hypothesis.members.first?.fit else { continue }
      for p in Self.probabilities(fit) {
        guard !monitor.isCancelled() else { return [] }
        let keep = fit.candidate.keptChance(p: p)
        guard fit.level.bits(keep: keep) > Figure.log2(hypothesis.layout.size) + Self.surplus else {
          continue
        }
        let streams = try streams(hypothesis, fit.level, p: p, keep: keep)
        if !streams.isEmpty { return streams }
      }
    }
    return []
  }

  /// What is known, or the shortest that the zeros allow.
  private static func probabilities(_ fit: FittingCandidate) -> [Double] {
    if let p = fit.p { return [p] }
    let ends = [fit.kept.lowerBound, fit.kept.upperBound].map { fit.candidate.p(keptChance: $0) }
    return ShortestDecimals.within(ends.min()!, ends.max()!).filter { $0 > 0 && $0 < 1 }
      .prefix(probabilityLimit).map { $0 }
  }

  private func streams(
    _ hypothesis: Hypothesis, _ level: Level, p: Double, keep: Double
  ) throws -> [RecoveredStream] {
    let orbit = CongruentialOrbit(
      keep: Float(keep),
      lots: level.fates.prefix(CongruentialOrbit.lotLimit).map {
        $0 == .kept ? true : $0 == .dropped ? false : nil
      })
    let states = try Threads.map(CongruentialOrbit.pieceCount, threads: question.threads) {
      orbit.states(inPiece: $0)
    }.flatMap { $0 }
    let evidence = level.bits(keep: keep)
    return states.flatMap { state in
      hypothesis.members.map { fit, engine in
        RecoveredStream(
          hypothesis: hypothesis, claim: nil,
          fit: FittingCandidate(candidate: fit.candidate, level: level, p: p, kept: keep...keep),
          engine: engine, words: CongruentialOrbit.words(seeding: state), bits: evidence,
          unknownBits: Figure.log2(hypothesis.layout.size))
      }
    }
  }
}

extension Level {
  /// The bits of these fates where a draw keeps with this chance.
  func bits(keep: Double) -> Double {
    -(keptCount == 0 ? 0 : Double(keptCount) * Figure.log2(keep))
      - (droppedCount == 0 ? 0 : Double(droppedCount) * Figure.log2(1 - keep))
  }
}
