// From the factor between X and Y to a rule, a p and an order of rounding.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import TensorCore

extension ScalingRule {
  /// The rules that a factor and zeros together are read by, the commonest first.
  static let ofMasks: [ScalingRule] = [.inverted, .reciprocalP, .twice]

  /// What survivors are divided by, for this p.
  func divisor(p: Double) -> Double {
    switch self {
    case .inverted: 1 - p
    case .reciprocalP: p
    case .twice: (1 - p) * (1 - p)
    case .vanillaEvaluation: 1 / (1 - p)
    case .identity, .vanilla, .affine: 1
    }
  }

  /// The p whose divisor this is.
  func p(divisor: Double) -> Double {
    switch self {
    case .inverted: 1 - divisor
    case .reciprocalP: divisor
    case .twice: 1 - divisor.squareRoot()
    case .vanillaEvaluation: 1 - 1 / divisor
    case .identity, .vanilla, .affine: 0
    }
  }
}

/// How a factor may have been applied, as far as its roundings tell.
enum Arithmetic: Hashable, CaseIterable {
  /// x times a number that was rounded first.
  case product
  /// x divided by a number of the computation's type.
  case quotient
  /// x divided by a number of the element's own type.
  case ownQuotient
  /// x times 1 / divisor as float64 has it, rounded to the computation's type.
  case exactProduct
  /// The same, rounded to the element's own type.
  case ownExactProduct
  /// x times a reciprocal in the computation's type.
  case wideProduct
  /// The same, of 1 less p in the computation's type.
  case wideDifference

  /// The order of a method whose arithmetic this is.
  static func of(_ order: ScaleOrder) -> Arithmetic {
    switch order {
    case .noise: .product
    case .input: .quotient
    case .output: .ownQuotient
    }
  }

  /// x scaled by 1 / divisor.
  func apply<Element: FloatingScalar>(_ x: Element, divisor: Double) -> Element {
    switch self {
    case .product:
      let factor = Element(rounding: 1 / Element.Compute(divisor))
      return Element(rounding: x.compute * factor.compute)
    case .quotient:
      return Element(rounding: x.compute / Element.Compute(divisor))
    case .ownQuotient:
      return Element(rounding: x.compute / Element(rounding: divisor).compute)
    case .exactProduct:
      return Element(rounding: x.compute * Element.Compute(1 / divisor))
    case .ownExactProduct:
      return Element(rounding: x.compute * Element(rounding: 1 / divisor).compute)
    case .wideProduct:
      return Element(rounding: x.compute * (1 / Element.Compute(divisor)))
    case .wideDifference:
      return Element(rounding: x.compute * (1 / (1 - Element.Compute(1 - divisor))))
    }
  }
}

/// A rule that explains the factor.
struct ScaleFit {
  let rule: ScalingRule
  let p: Double
  /// The ways to divide by a number that give Y's bits, for each number that p may stand for: 1 - p
  /// is not always the double that was typed. Empty where Y is text.
  let ways: [Double: Set<Arithmetic>]
  var arithmetic: Set<Arithmetic> { ways.values.reduce([]) { $0.union($1) } }
  /// The divisors that the factor allows.
  let bounds: ClosedRange<Double>
}

extension Survey {
  /// What this rule makes of the factor; `nil` where it cannot give it.
  func fit(_ rule: ScalingRule) -> ScaleFit? {
    guard scale.count > 0, !scale.isBroken, scale.low > 0, scale.high.isFinite else { return nil }
    // The scale itself was rounded before it was applied, and the divisor before that.
    let slack = 2 * Precision(rounding).step
    let (low, high) = (1 / scale.high * (1 - slack), 1 / scale.low * (1 + slack))
    let ends = [rule.p(divisor: low), rule.p(divisor: high)].sorted()
    guard ends[1] > 0, ends[0] < 1 else { return nil }
    let (from, to) = (max(ends[0], 0), min(ends[1], 1))
    let decimals = ShortestDecimals.within(from, to).filter { $0 > 0 && $0 < 1 }
    let bounds = low...high
    guard isExact, rounding.floatingType != nil else {
      return decimals.first.map { ScaleFit(rule: rule, p: $0, ways: [:], bounds: bounds) }
    }
    for p in decimals {
      let fit = ScaleFit(rule: rule, p: p, ways: ways(rule, p: p), bounds: bounds)
      if !fit.arithmetic.isEmpty { return fit }
    }
    let p = rule.p(divisor: 1 / scale.middle)
    guard p > 0, p < 1 else { return nil }
    return ScaleFit(rule: rule, p: p, ways: ways(rule, p: p), bounds: bounds)
  }

  private func ways(_ rule: ScalingRule, p: Double) -> [Double: Set<Arithmetic>] {
    guard let type = rounding.floatingType else { return [:] }
    let complement = Tidy.complement(p)
    let divisors =
      switch rule {
      case .inverted: [1 - p, complement]
      case .reciprocalP: [p, 1 - complement]
      case .identity, .vanilla, .vanillaEvaluation, .twice, .affine: [rule.divisor(p: p)]
      }
    return Dictionary(
      divisors.map { ($0, arithmetic(type, divisor: $0)) }, uniquingKeysWith: { ways, _ in ways })
  }

  /// The ways to divide by a number that give each of the first survivors its bits.
  private func arithmetic<Element: FloatingScalar>(
    _ type: Element.Type, divisor: Double
  ) -> Set<Arithmetic> {
    var left = Set(Arithmetic.allCases)
    for (x, y) in pairs {
      let (x, y) = (Element(rounding: x), Element(rounding: y))
      left = left.filter { $0.apply(x, divisor: divisor) == y }
      if left.isEmpty { break }
    }
    return left
  }
}

/// Alpha dropout's p, from the value that it gives to what it drops.
enum AffineFit {
  private static let alpha = 1.7580993408473766

  /// What is dropped becomes this, in real numbers.
  static func saturated(_ p: Double) -> Double {
    let a = 1 / ((alpha * alpha * p + 1) * (1 - p)).squareRoot()
    return -alpha * a * (1 - p)
  }

  /// What an element is multiplied by, and what is added.
  static func map(_ p: Double) -> (factor: Double, term: Double) {
    let a = 1 / ((alpha * alpha * p + 1) * (1 - p)).squareRoot()
    return (a, alpha * a * p)
  }

  /// The p that give this value to within `slack`.
  static func range(saturated value: Double, slack: Double) -> ClosedRange<Double> {
    // The value rises with p from -alpha towards 0.
    func solve(_ target: Double) -> Double {
      var (low, high) = (0.0, 1.0)
      for _ in 0..<60 {
        let middle = (low + high) / 2
        if saturated(middle) < target { low = middle } else { high = middle }
      }
      return low
    }
    return solve(value - slack)...max(solve(value - slack), solve(value + slack))
  }

  /// The shortest p of a range that maps the survivors as they are.
  static func p(
    in range: ClosedRange<Double>, pairs: [(x: Double, y: Double)], slack: Double
  ) -> Double? {
    ShortestDecimals.within(range.lowerBound, range.upperBound).first { p in
      guard p > 0, p < 1 else { return false }
      let (factor, term) = map(p)
      return pairs.allSatisfy { pair in
        (pair.x * factor + term - pair.y).magnitude <= slack * (2 + 2 * pair.x.magnitude)
      }
    }
  }
}
