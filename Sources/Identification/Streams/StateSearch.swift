// A generator's whole state, from a mask that is long enough.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import TensorCore

/// A state that was solved for.
struct RecoveredStream {
  let hypothesis: Hypothesis
  /// The draws from the seed on; `nil` where no seed was found.
  let claim: Claim?
  /// The method and engine that the state explains.
  let fit: FittingCandidate
  let engine: SearchedEngine
  /// The words of the stream that may have seeded the mask's own generator, where it has one.
  var words: [UInt32] = []
  /// What the agreement is worth.
  let bits: Double
  /// The bits of all that was tried.
  var unknownBits = Double(StateRecovery.unknowns)
}

/// Solves for the states of Mersenne Twisters.
struct StateSearch {
  let question: Question
  let hypotheses: [Hypothesis]
  /// How many bits were known where they were too few.
  private(set) var knownBits = 0

  init(question: Question, hypotheses: [Hypothesis]) {
    self.question = question
    self.hypotheses = hypotheses
  }

  /// The first state with a seed that explains the masks, with all methods and engines that it does
  /// so for; without one, the states that no seed was found for.
  ///
  /// Bits that obey the generator's recurrence are those of some state wherever they are taken to
  /// lie in its words: only a seed tells which state was the one.
  mutating func run(_ monitor: SearchMonitor) throws -> [RecoveredStream] {
    var tried: Set<Evidence> = []
    var unseeded: [RecoveredStream] = []
    for hypothesis in hypotheses {
      guard let fit = hypothesis.members.first?.fit else { continue }
      for evidence in Self.evidence(hypothesis, fit) where tried.insert(evidence).inserted {
        guard !monitor.isCancelled() else { return [] }
        let tests = try self.tests(hypothesis, fit, evidence)
        let equations = tests.flatMap(\.equations)
        knownBits = max(knownBits, equations.count)
        guard equations.count >= StateRecovery.unknowns + StateRecovery.surplus / 2,
          case .states(let states) = StateRecovery.solve(equations)
        else { continue }
        let first = equations[0].word
        for state in states where explains(state, tests, from: first) {
          let streams = try streams(of: state, from: first, hypothesis)
          if streams.contains(where: { $0.claim != nil }) { return streams }
          unseeded += streams
        }
      }
    }
    return unseeded
  }

  /// What is solved for a state: the same need not be solved twice.
  private enum Evidence: Hashable {
    /// The words that drew the input, whatever the mask.
    case input([WordTest])
    /// The words that drew the masks. A gap is known by the position of the state, whatever it is
    /// taken for.
    case mask(DrawLayout, low: Double, high: Double, axes: Int)
  }

  private static func evidence(_ hypothesis: Hypothesis, _ fit: FittingCandidate) -> [Evidence] {
    guard hypothesis.inputTests.isEmpty else { return [.input(hypothesis.inputTests)] }
    guard hypothesis.kind.isTwister else { return [] }
    return chances(fit).map {
      .mask(hypothesis.layout, low: $0.lowerBound, high: $0.upperBound, axes: fit.level.axes)
    }
  }

  /// Chances to keep: what is known, and the powers of two in it, for which a draw tells most.
  private static func chances(_ fit: FittingCandidate) -> [ClosedRange<Double>] {
    let powers = (1...6).flatMap { k in
      let power = Double(sign: .plus, exponent: -k, significand: 1)
      return k == 1 ? [power] : [power, 1 - power]
    }
    return powers.filter(fit.kept.contains).map { $0...$0 } + [fit.kept]
  }

  /// What is known of the words from the input's beginning on, or from the first mask's.
  private func tests(
    _ hypothesis: Hypothesis, _ fit: FittingCandidate, _ evidence: Evidence
  ) throws -> [WordTest] {
    guard case .mask(_, let low, let high, _) = evidence else { return hypothesis.inputTests }
    let kept = low...high
    let layout = hypothesis.layout
    var tests = layout.sharpTests(of: fit.level.fates, kept: kept)
    var offset = layout.stride * UInt64(fit.level.lotCount)
    for mask in question.further {
      let survey = try Survey(input: nil, output: mask.output)
      guard let axes = fit.candidate.noiseAxes(survey.shape),
        let level = survey.levels.first(where: { $0.axes == axes }), !level.hasMixed
      else { continue }
      offset += mask.words
      tests += layout.sharpTests(of: level.fates, kept: kept).map { test in
        var test = test
        test.offset += offset
        return test
      }
      offset += layout.stride * UInt64(level.lotCount)
    }
    return tests
  }

  /// Whether a state's words pass all tests, from the word on that comes next.
  private func explains(_ state: MT19937, _ tests: [WordTest], from first: UInt64) -> Bool {
    var (state, next) = (state, first)
    for test in tests where test.offset >= first {
      if test.offset > next { state.advance(by: test.offset - next) }
      next = test.offset + 1
      guard test.passes(state.next()) else { return false }
    }
    return true
  }

  private func streams(
    of state: MT19937, from first: UInt64, _ hypothesis: Hypothesis
  ) throws -> [RecoveredStream] {
    let origin = state.origin(within: question.seedWithin)
    let verifier = Verifier(input: question.input, output: question.output)
    let isOfInput = !hypothesis.inputTests.isEmpty
    let before = isOfInput ? first : first + hypothesis.tests.maskOffset
    let isSame = { (other: Hypothesis) in
      guard !isOfInput else { return other.inputTests == hypothesis.inputTests }
      return other.drawName == hypothesis.drawName && other.layout == hypothesis.layout
        && other.gap == hypothesis.gap && other.inputTests.isEmpty
    }
    return try hypotheses.filter(isSame).flatMap { other in
      try other.members.compactMap { fit, engine -> RecoveredStream? in
        guard let origin, origin.position >= before else {
          return RecoveredStream(
            hypothesis: other, claim: nil, fit: fit, engine: engine, bits: other.bits)
        }
        guard let p = fit.p ?? shortest(fit) else { return nil }
        let claim = Claim(
          candidate: fit.candidate, engine: engine, p: p, seed: UInt64(origin.seed),
          position: origin.position - before + other.shift, gap: other.gap)
        guard try verifier.holds(claim) else { return nil }
        return RecoveredStream(
          hypothesis: other, claim: claim, fit: fit, engine: engine, bits: other.bits)
      }
    }
  }

  /// A p for a mask that tells none: the shortest that the zeros allow.
  private func shortest(_ fit: FittingCandidate) -> Double? {
    let ends = [fit.kept.lowerBound, fit.kept.upperBound].map {
      fit.candidate.p(keptChance: $0)
    }
    return ShortestDecimals.within(ends.min()!, ends.max()!).first { $0 > 0 && $0 < 1 }
  }
}
