// A look at one element, before the library makes all of Y.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore

extension Verifier {
  /// The first of these claims that holds: of one method, and one place of one stream.
  ///
  /// Where the input was drawn by that stream, one element that is left of it tells the factor, and
  /// so which p are worth a try.
  func first(of claims: [Claim]) throws -> Claim? {
    guard claims.count > 1, let kept, let claim = claims.first, !claim.candidate.isAffine,
      let x = drawn(kept.number, claim)
    else { return try claims.first(where: holds) }
    guard x != 0, (x < 0) == (kept.y < 0) else { return nil }
    let slack = output.slack(kept.y) + kept.y.magnitude * 4 * Precision(output.source.dtype).step
    let (low, high) = (kept.y.magnitude - slack, kept.y.magnitude + slack)
    let factors = low / x.magnitude...high / x.magnitude
    return try claims.first { claim in
      let isScaled = claim.candidate.order != nil
      return try factors.contains(isScaled ? 1 / claim.candidate.keep(p: claim.p) : 1)
        && holds(claim)
    }
  }

  /// The first element of a drawn input that is left in Y.
  static func firstKept(of input: KnownInput, in output: Observed) -> (number: Int, y: Double)? {
    switch input {
    case .rand, .randn: break
    case .unknown, .tensor, .ones, .arange: return nil
    }
    var reader = PairReader(x: nil, y: output.source)
    var kept: (number: Int, y: Double)?
    try? reader.forEachBlock(upTo: 1 << 16) { _, ys, start in
      guard kept == nil else { return }
      kept = ys.firstIndex { $0 != 0 && $0.isFinite }.map { (start + $0, ys[$0]) }
    }
    return kept
  }

  /// An element of the input that a claim has drawn; `nil` where the engine draws no such input.
  private func drawn(_ number: Int, _ claim: Claim) -> Double? {
    let type: any DrawableScalar.Type = output.source.dtype.drawableType ?? Float.self
    func value<Element: DrawableScalar>(_ type: Element.Type) throws -> Double {
      var generator = try claim.engine.make(claim.seed)
      if !claim.engine.kind.countsCalls, claim.position > 0 { try generator.skip(claim.position) }
      var x = WideReader(try source(type, from: &generator))
      var block: [Double] = [0]
      var span = block.mutableSpan
      try x.fill(&span, from: number)
      return block[0]
    }
    return try? value(type)
  }
}
