// From the relation to everything that is worth a search.

import RandomStreams
import Regularization
import TensorCore

/// Makes the searches that a question asks for.
struct Hypotheses {
  let question: Question
  let relation: Relation
  private(set) var all: [Hypothesis] = []
  private var numbers: [Key: Int] = [:]

  /// Searches that ask the same of the same stream are one.
  private struct Key: Hashable {
    let kind: String
    let tests: StreamTests
    let p: Double?
  }

  /// The p that are tried where the input was drawn and nothing tells its scale.
  private static let usual: [Double] = [
    0.5, 0.1, 0.2, 0.3, 0.25, 0.4, 0.15, 0.05, 0.33, 0.35, 0.6, 0.7, 0.75, 0.8, 0.9,
  ]
  /// The lots whose words are tested; the library then reproduces all of Y.
  private static let testLimit = 4096

  init(_ question: Question, _ relation: Relation, _ fits: [FittingCandidate]) throws {
    self.question = question
    self.relation = relation
    for engine in question.engines {
      for fit in fits where fit.candidate.frameworks.contains(engine.framework) {
        do {
          try add(fit, engine)
        } catch is UnsupportedDraw {
          // An engine that cannot draw such an input has not drawn it.
        }
      }
    }
  }

  private mutating func add(_ fit: FittingCandidate, _ engine: SearchedEngine) throws {
    switch question.input {
    case .rand: try addDrawnInput(fit, engine)
    case .randn:
      add(fit, engine, input: [], bits: 0, words: try words(engine, normal: true))
    case .tensor(let x):
      add(fit, engine, input: [], bits: 0, words: 0)
      try addInputAsDrawn(x, fit, engine)
    case .unknown, .ones, .arange: add(fit, engine, input: [], bits: 0, words: 0)
    }
  }

  /// X was drawn: what is left of it in Y tells of its words, once p is known.
  private mutating func addDrawnInput(_ fit: FittingCandidate, _ engine: SearchedEngine) throws {
    let words = try words(engine, normal: false)
    guard let layout = engine.kind.uniformLayout(relation.survey.dtype) else {
      return add(fit, engine, input: [], bits: 0, words: words)
    }
    let survivors = try survivors()
    // Uniforms that are scaled are not negative: here their words tell nothing.
    guard survivors.allSatisfy({ $0.1 >= 0 }) else {
      return add(fit, engine, input: [], bits: 0, words: words)
    }
    let possible =
      fit.p.map { [$0] }
      ?? Self.usual.filter {
        fit.kept.contains(fit.candidate.keptChance(p: $0))
      }
    for p in possible {
      let scale = fit.candidate.order == nil ? 1 : 1 / fit.candidate.keep(p: p)
      let slack = question.output.halfStep
      let step = Precision(relation.survey.dtype).step
      let ranges = survivors.map { number, y in
        (number, (y - slack) / scale * (1 - step)...(y + slack) / scale * (1 + step))
      }
      guard let tests = InputTests.of(ranges, layout) else { continue }
      let kept = fit.candidate.keptChance(p: p)
      let known = FittingCandidate(
        candidate: fit.candidate, level: fit.level, p: p, kept: kept...kept)
      add(
        known, engine, input: tests, bits: InputTests.bits(tests, size: layout.size), words: words)
    }
  }

  /// X was given, and may have been drawn by `rand` just before the mask.
  private mutating func addInputAsDrawn(
    _ x: Observed, _ fit: FittingCandidate, _ engine: SearchedEngine
  ) throws {
    guard engine.kind.hasPositions, let layout = engine.kind.uniformLayout(x.source.dtype) else {
      return
    }
    var values: [(Int, ClosedRange<Double>)] = []
    // No draw gives NaN, and no range has one.
    var hasNaN = false
    var reader = PairReader(x: nil, y: x.source)
    try reader.forEachBlock(upTo: 256) { _, xs, start in
      hasNaN = hasNaN || xs.contains(where: \.isNaN)
      for (i, value) in xs.enumerated() where !value.isNaN {
        values.append((start + i, value - x.halfStep...value + x.halfStep))
      }
    }
    guard !hasNaN, values.allSatisfy({ $0.1.upperBound >= 0 && $0.1.lowerBound < 1 }),
      let tests = InputTests.of(values, layout)
    else { return }
    add(
      fit, engine, input: tests, bits: InputTests.bits(tests, size: layout.size),
      words: try words(engine, normal: false), isGiven: true)
  }

  /// The first elements that are left of X, with their numbers.
  private func survivors() throws -> [(Int, Double)] {
    var found: [(Int, Double)] = []
    var reader = PairReader(x: nil, y: question.output.source)
    try reader.forEachBlock(upTo: 4096) { _, ys, start in
      for (i, y) in ys.enumerated() where y != 0 && y.isFinite { found.append((start + i, y)) }
    }
    return found
  }

  /// The words that drawing the input takes.
  private func words(_ engine: SearchedEngine, normal: Bool) throws -> UInt64 {
    var generator = try engine.make(0)
    guard let before = generator.position else { return 0 }
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
    return UInt64(generator.position! - before)
  }

  private mutating func add(
    _ fit: FittingCandidate, _ engine: SearchedEngine, input: [WordTest], bits: Double,
    words: UInt64, isGiven: Bool = false
  ) {
    let layouts = engine.kind.layouts(
      of: fit.candidate.drawing, dtype: relation.survey.dtype, kept: fit.kept)
    for (layout, kept) in layouts {
      let mask = layout.tests(of: fit.level.fates.prefix(Self.testLimit), kept: kept)
      for gap in question.gaps {
        let tests = StreamTests(
          input: input, mask: mask, maskOffset: words + gap, folds: fit.candidate.folds,
          isSeededByWord: layout.isSeededByWord)
        guard !tests.input.isEmpty || !tests.mask.isEmpty else { continue }
        let key = Key(kind: engine.kind.drawName(layout), tests: tests, p: fit.p)
        if let number = numbers[key] {
          all[number].members.append((fit, engine))
          continue
        }
        numbers[key] = all.count
        all.append(
          Hypothesis(
            kind: engine.kind, tests: tests, layout: layout, gap: gap, shift: isGiven ? words : 0,
            bits: bits + maskBits(fit), members: [(fit, engine)]))
      }
    }
  }

  /// The bits of a mask: what chance has to meet.
  private func maskBits(_ fit: FittingCandidate) -> Double {
    let (kept, dropped) = (fit.level.keptCount, fit.level.droppedCount)
    guard fit.p != nil else { return Figure.log2Choices(kept + dropped, dropped) }
    let chance = fit.kept.lowerBound
    return -(kept == 0 ? 0 : Double(kept) * Figure.log2(chance))
      - (dropped == 0 ? 0 : Double(dropped) * Figure.log2(1 - chance))
  }
}
