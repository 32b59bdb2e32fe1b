// The library itself, made to reproduce the whole of Y.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore

/// Draws that may have made Y.
struct Claim {
  let candidate: Candidate
  let engine: SearchedEngine
  let p: Double
  let seed: UInt64
  /// Words before the input, where it was drawn, or else before the mask; or calls before the mask.
  let position: UInt64
  let gap: UInt64
}

/// Holds claims against the data.
struct Verifier: Sendable {
  let input: KnownInput
  let output: Observed
  let kept: (number: Int, y: Double)?

  init(input: KnownInput, output: Observed) {
    (self.input, self.output) = (input, output)
    kept = Self.firstKept(of: input, in: output)
  }

  /// Whether the method, with these draws, makes Y: to the last bit, or to the printed digits.
  ///
  /// - Throws: what reading X or Y throws. A claim that the engine or the method refuses is no error.
  func holds(_ claim: Claim) throws -> Bool {
    let type: any DrawableScalar.Type = output.source.dtype.drawableType ?? Float.self
    return try holds(claim, as: type)
  }

  private func holds<Element: DrawableScalar>(
    _ claim: Claim, as type: Element.Type
  ) throws -> Bool {
    guard var made = try? made(claim, as: type) else { return false }
    if case .unknown = input { return try hasZeros(of: &made) }
    return try equals(&made, claim)
  }

  /// What the claim says Y is; nothing of it is computed yet.
  private func made<Element: DrawableScalar>(
    _ claim: Claim, as type: Element.Type
  ) throws -> (any Source<Element>)? {
    guard let p = Probability(claim.p) else { return nil }
    var generator = try claim.engine.make(claim.seed)
    let calls = claim.engine.kind.countsCalls ? claim.position : 0
    if claim.position > calls { try generator.skip(claim.position) }
    let x = try source(type, from: &generator)
    if claim.gap > 0 { try generator.skip(claim.gap) }
    let layer = layer(claim, p)
    for _ in 0..<calls { _ = try layer.applied(to: x, using: &generator) }
    return try layer.applied(to: x, using: &generator).output
  }

  /// The method, as it is where Y has a wider type than X.
  private func layer(_ claim: Claim, _ p: Probability) -> any Regularizer {
    let layer = claim.candidate.make(p)
    guard case .tensor(let x) = input, x.source.dtype != output.source.dtype,
      let promotion = layer.promotion(of: x.source.dtype),
      promotion.dtype == output.source.dtype
    else { return layer }
    return promotion.layer
  }

  func source<Element: DrawableScalar>(
    _ type: Element.Type, from generator: inout any FrameworkGenerator
  ) throws -> any Source<Element> {
    let shape = output.source.shape
    switch input {
    case .unknown, .ones: return Constant(Element(rounding: 1 as Double), shape: shape)
    case .arange: return Arange(shape: shape)
    case .rand:
      return RandomValues(try Element.rand(count: shape.count, using: &generator), shape: shape)
    case .randn:
      let draw = try Element.normal(mean: 0, std: 1, count: shape.count, using: &generator)
      return RandomValues(draw, shape: shape)
    case .tensor(let x): return Self.converted(x.source, to: type)
    }
  }

  private static func converted<Element: DrawableScalar>(
    _ source: any Source, to type: Element.Type
  ) -> any Source<Element> {
    if let same = source as? any Source<Element> { return same }
    func open<Original: Source>(_ source: Original) -> any Source<Element> {
      Converted(source, to: type)
    }
    return open(source)
  }

  /// Whether a tensor is zero exactly where Y is.
  private func hasZeros<Element: DrawableScalar>(of made: inout any Source<Element>) throws -> Bool
  {
    var reader = PairReader(x: made, y: output.source)
    return try reader.all { made, y in (made == 0) == (y == 0) }
  }

  private func equals<Element: DrawableScalar>(
    _ made: inout any Source<Element>, _ claim: Claim
  ) throws -> Bool {
    var reader = PairReader(x: made, y: output.source)
    let inputDigits: PrintedDigits? = if case .tensor(let x) = input { x.digits } else { nil }
    guard output.digits != nil || inputDigits != nil else {
      // Of integers and truth values a zero has no sign.
      let isSigned = output.source.dtype.kind == .floating
      return try reader.all { made, y in
        isSigned ? made.bitPattern == y.bitPattern || made.isNaN && y.isNaN : made == y
      }
    }
    return try reader.all { made, y in
      // What X was rounded by is scaled; where a number is added, Y does not tell how large X was.
      let x = claim.candidate.isAffine ? max(1, y.magnitude) : y
      let slack =
        y.magnitude * 0x1p-22 + output.slack(y)
        + (inputDigits?.slack(x) ?? 0) * max(1, 1 / claim.candidate.keep(p: claim.p))
      return made == y || made.isNaN && y.isNaN || (made - y).magnitude <= slack
    }
  }
}

extension PairReader {
  /// Whether a test holds of each pair.
  fileprivate mutating func all(_ test: (Double, Double) -> Bool) throws -> Bool {
    struct Differs: Error {}
    do {
      try forEachBlock { xs, ys, _ in
        for i in ys.indices where !test(xs[i], ys[i]) { throw Differs() }
      }
    } catch is Differs {
      return false
    }
    return true
  }
}
