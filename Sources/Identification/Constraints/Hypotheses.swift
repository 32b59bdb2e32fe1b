// From the relation to everything that is worth a search.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore

/// Makes the searches that a question asks for.
struct Hypotheses {
  let question: Question
  let relation: Relation
  private(set) var all: [Hypothesis] = []
  /// The engines that are not searched, and why.
  private(set) var notSearched: [NotSearched] = []
  private var numbers: [Key: Int] = [:]

  /// Searches that ask the same of the same stream are one.
  private struct Key: Hashable {
    let kind: String
    let places: StreamPlaces
    let tests: StreamTests
    let p: Double?
  }

  /// The p that are tried where the input was drawn and nothing tells its scale.
  private static let usual: [Double] = [
    0.5, 0.1, 0.2, 0.3, 0.25, 0.4, 0.15, 0.05, 0.33, 0.35, 0.6, 0.7, 0.75, 0.8, 0.9,
  ]
  /// The bits at which a mask is searched for by itself: few seeds pass by chance.
  private static let enoughBits = 32.0
  /// The lots whose words are tested; the library then reproduces all of Y.
  private static let testLimit = 4096

  init(_ question: Question, _ relation: Relation, _ fits: [FittingCandidate]) throws {
    self.question = question
    self.relation = relation
    for engine in question.engines {
      var obstacle: Obstacle? = .noSuchLayer
      for fit in fits where fit.candidate.frameworks.contains(engine.framework) {
        do {
          let before = memberCount
          for machine in try machines(fit, engine) { try add(fit, machine) }
          if memberCount > before {
            obstacle = nil
          } else if obstacle != nil {
            obstacle = .unknownDraws(fit.candidate.name)
          }
        } catch let refusal as UnsupportedDraw {
          // An engine that cannot draw such an input has not drawn it.
          if obstacle != nil { obstacle = .unsupported(refusal) }
        } catch let refusal as RegularizationError {
          if obstacle != nil { obstacle = .refused(refusal) }
        }
      }
      if let obstacle { notSearched.append(NotSearched(engine: engine.name, because: obstacle)) }
    }
  }

  private var memberCount: Int { all.reduce(0) { $0 + $1.members.count } }

  /// The engine, or where machines draw such a tensor differently, the engine on each of them.
  ///
  /// - Throws: why it cannot have made Y.
  private func machines(
    _ fit: FittingCandidate, _ engine: SearchedEngine
  ) throws -> [SearchedEngine] {
    let type: any DrawableScalar.Type = relation.survey.dtype.drawableType ?? Float.self
    func apply<Element: DrawableScalar>(_ type: Element.Type) throws {
      let kept = (fit.kept.lowerBound + fit.kept.upperBound) / 2
      guard let p = Probability(fit.p ?? fit.candidate.p(keptChance: kept)) else { return }
      var generator = try engine.make(0)
      let ones = Constant(Element(rounding: 1 as Double), shape: question.output.source.shape)
      _ = try fit.candidate.make(p).applied(to: ones, using: &generator)
    }
    do {
      try apply(type)
      return [engine]
    } catch RegularizationError.unsupported(.unknownGPU) where !engine.machines.isEmpty {
      return engine.machines
    }
  }

  private mutating func add(_ fit: FittingCandidate, _ engine: SearchedEngine) throws {
    switch question.input {
    case .rand: try addDrawnInput(fit, engine)
    case .randn:
      add(fit, engine, input: [], words: try words(engine, normal: true))
    case .tensor(let x):
      add(fit, engine, input: [], words: 0)
      try addInputAsDrawn(x, fit, engine)
    case .unknown, .ones, .arange: add(fit, engine, input: [], words: 0)
    }
  }

  /// X was drawn: what is left of it in Y tells of its words, once p is known.
  private mutating func addDrawnInput(_ fit: FittingCandidate, _ engine: SearchedEngine) throws {
    let words = try words(engine, normal: false)
    let count = question.output.source.shape.count
    // What blocks leave is scaled by a number that is not told by p.
    guard !fit.candidate.dropsBlocks,
      let layout = engine.kind.uniformLayout(relation.survey.dtype, count: count)
    else {
      return add(fit, engine, input: [], words: words)
    }
    let survivors = try survivors()
    // Uniforms that are scaled are not negative: here their words tell nothing.
    guard survivors.allSatisfy({ $0.1 >= 0 }) else {
      return add(fit, engine, input: [], words: words)
    }
    let possible =
      fit.p.map { [$0] }
      ?? Self.usual.filter {
        fit.kept.contains(fit.candidate.keptChance(p: $0))
      }
    for p in possible {
      let scale = fit.candidate.order == nil ? 1 : 1 / fit.candidate.keep(p: p)
      let output = question.output
      let step = Precision(relation.survey.dtype).step
      let ranges = survivors.map { number, y in
        let (low, high) = (y - output.slack(y), y + output.slack(y))
        return (number, low / scale * (1 - step)...high / scale * (1 + step))
      }
      guard InputTests.reachOne(ranges), let tests = InputTests.of(ranges, layout) else {
        continue
      }
      let kept = fit.candidate.keptChance(p: p)
      let known = FittingCandidate(
        candidate: fit.candidate, level: fit.level, p: p, kept: kept...kept)
      add(
        known, engine, input: tests, of: layout.words, size: layout.size, words: words)
    }
    // A p that nobody would guess: then the mask must tell, if it is long enough to.
    if fit.p == nil, maskBits(fit) > Self.enoughBits {
      add(fit, engine, input: [], words: words)
    }
  }

  /// X was given, and may have been drawn by `rand` or `randn` just before the mask.
  private mutating func addInputAsDrawn(
    _ x: Observed, _ fit: FittingCandidate, _ engine: SearchedEngine
  ) throws {
    guard engine.kind.places == .words,
      let layout = engine.kind.uniformLayout(x.source.dtype, count: x.source.shape.count)
    else { return }
    var values: [(Int, ClosedRange<Double>)] = []
    // No draw gives NaN, and no range has one.
    var hasNaN = false
    var reader = PairReader(x: nil, y: x.source)
    try reader.forEachBlock(upTo: InputTests.limit) { _, xs, start in
      hasNaN = hasNaN || xs.contains(where: \.isNaN)
      for (i, value) in xs.enumerated() where !value.isNaN {
        values.append((start + i, value - x.slack(value)...value + x.slack(value)))
      }
    }
    guard !hasNaN, values.allSatisfy({ $0.1.upperBound >= 0 && $0.1.lowerBound < 1 }),
      let tests = InputTests.of(values, layout)
    else { return try addInputAsNormal(fit, engine) }
    add(
      fit, engine, input: tests, of: layout.words, size: layout.size,
      words: try words(engine, normal: false), isGiven: true)
  }

  /// Of normals the mask's words alone are tested: they come as many words after the seed as any
  /// normals take.
  private mutating func addInputAsNormal(_ fit: FittingCandidate, _ engine: SearchedEngine) throws {
    // Rejection takes a number of words that depends on the seed, and some engines have no normals.
    guard let words = try? words(engine, normal: true),
      try words == self.words(engine, normal: true, seed: 1),
      !question.positions.contains(words)
    else { return }
    add(fit, engine, input: [], words: words, isGiven: true)
  }

  /// The first elements that are left of X, with their numbers.
  private func survivors() throws -> [(Int, Double)] {
    var found: [(Int, Double)] = []
    var reader = PairReader(x: nil, y: question.output.source)
    try reader.forEachBlock(upTo: InputTests.limit) { _, ys, start in
      for (i, y) in ys.enumerated() where y != 0 && y.isFinite { found.append((start + i, y)) }
    }
    return found
  }

  /// The words that drawing the input takes, after this seed, or the calls.
  private func words(
    _ engine: SearchedEngine, normal: Bool, seed: UInt64 = 0
  ) throws -> UInt64 {
    var generator = try engine.make(seed)
    if case .calls(let calls) = engine.kind.places { return calls }
    let before = generator.position ?? 0
    let shape = question.output.source.shape
    let type: any DrawableScalar.Type = relation.survey.dtype.drawableType ?? Float.self
    func draw<Element: DrawableScalar>(_ type: Element.Type) throws {
      if normal {
        _ = try Element.normal(mean: 0, std: 1, count: shape.count, using: &generator)
      } else {
        _ = try Element.rand(count: shape.count, using: &generator)
      }
    }
    try draw(type)
    return UInt64((generator.position ?? 0) - before)
  }

  private mutating func add(
    _ fit: FittingCandidate, _ engine: SearchedEngine, input inputTests: [WordTest],
    of inputWords: WordOrder = .stream, size: Double = 1, words: UInt64, isGiven: Bool = false
  ) {
    let input = Array(inputTests.prefix(InputTests.searched))
    let bits = InputTests.bits(input, size: size)
    let layouts = engine.kind.layouts(
      of: fit.candidate.drawing, dtype: relation.survey.dtype, count: fit.level.lotCount,
      kept: fit.kept)
    // Between calls there are no words.
    let gaps: ClosedRange<UInt64> = engine.kind.places == .words ? question.gaps : 0...0
    for (layout, kept) in layouts {
      let mask = layout.tests(of: fit.level.fates.prefix(Self.testLimit), kept: kept)
      for gap in gaps {
        let tests = StreamTests(
          input: input, mask: mask, maskOffset: words + gap, folds: fit.candidate.folds,
          isSeededByWord: layout.isSeededByWord, inputWords: inputWords, maskWords: layout.words)
        guard !tests.input.isEmpty || !tests.mask.isEmpty else { continue }
        let key = Key(
          kind: engine.kind.drawName(layout), places: engine.kind.places, tests: tests, p: fit.p)
        if let number = numbers[key] {
          all[number].members.append((fit, engine))
          continue
        }
        numbers[key] = all.count
        all.append(
          Hypothesis(
            kind: engine.kind, tests: tests,
            inputTests: engine.kind.drawsByTwister ? inputTests : [], layout: layout, gap: gap,
            shift: isGiven ? words : 0,
            bits: bits + self.bits(fit, layout), members: [(fit, engine)]))
      }
    }
  }

  /// The bits of a mask: what chance has to meet.
  ///
  /// A generator that one word seeds has no more masks than that word has values.
  private func bits(_ fit: FittingCandidate, _ layout: DrawLayout) -> Double {
    layout.isSeededByWord ? min(maskBits(fit), Figure.log2(layout.size)) : maskBits(fit)
  }

  private func maskBits(_ fit: FittingCandidate) -> Double {
    let (kept, dropped) = (fit.level.keptCount, fit.level.droppedCount)
    guard fit.p != nil else { return Figure.log2Choices(kept + dropped, dropped) }
    let chance = fit.kept.lowerBound
    return -(kept == 0 ? 0 : Double(kept) * Figure.log2(chance))
      - (dropped == 0 ? 0 : Double(dropped) * Figure.log2(1 - chance))
  }
}
