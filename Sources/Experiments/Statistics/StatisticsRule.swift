// Where dropout is scaled and where it is not: the right ways, and the mistakes.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
package import Regularization
import TensorCore

/// A rule of scaling: what training and evaluation multiply by.
package enum StatisticsRule: String, CaseIterable, Sendable {
  case inverted, vanilla, none, twice
  case divideByP = "divide-by-p"
  case keepForDrop = "keep-for-drop"
  case both = "both-mistakes"

  /// The probability with which a draw keeps.
  private func keep(_ p: Probability) -> Probability {
    switch self {
    case .inverted, .vanilla, .none, .twice, .divideByP: p.complement
    case .keepForDrop, .both: p
    }
  }

  /// What survivors are divided by in training; `nil` for nothing.
  private func divisor(_ p: Probability) -> Double? {
    switch self {
    case .vanilla, .none: nil
    case .inverted, .twice, .keepForDrop: p.complement.value
    case .divideByP, .both: p.value
    }
  }

  /// What evaluation multiplies by.
  package func evaluationFactor(_ p: Probability) -> Double {
    switch self {
    case .vanilla, .twice: p.complement.value
    case .inverted, .none, .divideByP, .keepForDrop, .both: 1
    }
  }

  /// What training does to mean and variance; `nil` where it divides by 0.
  package func moments(_ p: Probability) -> NoiseMoments? {
    guard let divisor = divisor(p) else { return .mask(keep: keep(p).value, scale: 1) }
    return divisor == 0 ? nil : .mask(keep: keep(p).value, scale: 1 / divisor)
  }

  /// The rule as a method, with one draw where the layer has one.
  package func method(
    _ layer: any Regularizer, p: Probability, training: Bool
  ) -> some StatisticsMethod {
    RuledDropout(
      layer: layer, keep: training ? keep(p).value : nil,
      divisor: training ? divisor(p) : nil, factor: training ? 1 : evaluationFactor(p))
  }
}

/// `(x * mask) / divisor` in training, `x * factor` in evaluation.
private struct RuledDropout: StatisticsMethod {
  /// Whose draws have the shape.
  let layer: any Regularizer
  /// The probability of keeping; `nil` for no draw.
  let keep: Double?
  let divisor: Double?
  let factor: Double

  func apply<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout any FrameworkGenerator
  ) throws(RegularizationError) -> Trial<Element> {
    let shape = try layer.noiseShape(rank: input.shape.rank).shape(for: input.shape)
    let one = Element(rounding: 1 as Double)
    guard let keep else {
      return Trial(
        mask: Constant(one, shape: shape), output: Weighted(input, by: nil, factor: factor),
        warnings: [])
    }
    do throws(UnsupportedDraw) {
      let draw = try generator.bernoulli(keep, count: shape.count)
      let mask = RandomMask(draw, one: one, shape: shape)
      return Trial(
        mask: mask, output: Weighted(input, by: mask, divisor: divisor, factor: factor),
        warnings: [])
    } catch {
      throw .unsupported(error)
    }
  }
}

/// `(x * noise) / divisor * factor`, each step rounded.
private struct Weighted<Element: DrawableScalar>: Source {
  private var input: any Source<Element>
  private var noise: (any Source<Element>)?
  /// How many neighbours share one element of the noise, which has extent 1 along the last axes.
  private let run: Int
  private let divisor: Element.Compute?
  private let factor: Element.Compute?

  init(
    _ input: any Source<Element>, by noise: (any Source<Element>)?, divisor: Double? = nil,
    factor: Double
  ) {
    self.input = input
    self.noise = noise
    run = noise.map { max(1, input.shape.count / max(1, $0.shape.count)) } ?? 1
    self.divisor = divisor.map { Element.Compute($0) }
    self.factor = factor == 1 ? nil : Element.Compute(factor)
  }

  var shape: Shape { input.shape }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    try input.fill(&block, from: start)
    if noise != nil {
      let (first, offset) = start.quotientAndRemainder(dividingBy: run)
      let count = (offset + block.count + run - 1) / run
      var factors = [Element](repeating: .zero, count: count)
      var all = factors.mutableSpan
      try noise?.fill(&all, from: first)
      Element.multiply(&block, by: factors.span, run: run, offset: offset)
    }
    if let divisor { Element.divide(&block, by: divisor) }
    if let factor { Element.multiply(&block, by: factor) }
  }
}
