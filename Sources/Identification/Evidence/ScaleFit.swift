// From the factor between X and Y to a rule, a p and an order of rounding.

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
  /// What the survivors are divided by.
  var divisor: Double { rule.divisor(p: p) }
  /// The ways to apply it that give Y's bits; empty where none does, or Y is text.
  var arithmetic: Set<Arithmetic>
  /// The divisors that the factor allows.
  let bounds: ClosedRange<Double>
}

extension Survey {
  /// What this rule makes of the factor; `nil` where it cannot give it.
  func fit(_ rule: ScalingRule) -> ScaleFit? {
    guard scale.count > 0, !scale.isBroken, scale.low > 0, scale.high.isFinite else { return nil }
    // The scale itself was rounded before it was applied, and the divisor before that.
    let slack = isExact ? 2 * Precision(dtype).step : 0x1p-22
    let (low, high) = (1 / scale.high * (1 - slack), 1 / scale.low * (1 + slack))
    let ends = [rule.p(divisor: low), rule.p(divisor: high)].sorted()
    guard ends[1] > 0, ends[0] < 1 else { return nil }
    let (from, to) = (max(ends[0], 0), min(ends[1], 1))
    let decimals = ShortestDecimals.within(from, to).filter { $0 > 0 && $0 < 1 }
    let bounds = low...high
    if isExact, let type = dtype.floatingType {
      for p in decimals {
        let ways = arithmetic(type, divisor: rule.divisor(p: p))
        if !ways.isEmpty { return ScaleFit(rule: rule, p: p, arithmetic: ways, bounds: bounds) }
      }
      let p = rule.p(divisor: 1 / scale.middle)
      guard p > 0, p < 1 else { return nil }
      let ways = arithmetic(type, divisor: rule.divisor(p: p))
      return ScaleFit(rule: rule, p: p, arithmetic: ways, bounds: bounds)
    }
    return decimals.first.map { ScaleFit(rule: rule, p: $0, arithmetic: [], bounds: bounds) }
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

  /// The shortest p that gives this value to within `slack`, and maps the survivors as they are.
  static func p(
    saturated value: Double, pairs: [(x: Double, y: Double)], slack: Double
  ) -> Double? {
    // The value rises with p from -alpha towards 0.
    func solve(_ target: Double) -> Double {
      var (low, high) = (0.0, 1.0)
      for _ in 0..<60 {
        let middle = (low + high) / 2
        if saturated(middle) < target { low = middle } else { high = middle }
      }
      return low
    }
    guard value > -alpha, value < 0 else { return nil }
    let candidates = ShortestDecimals.within(solve(value - slack), solve(value + slack))
    return candidates.first { p in
      guard p > 0, p < 1 else { return false }
      let (factor, term) = map(p)
      return pairs.allSatisfy { pair in
        (pair.x * factor + term - pair.y).magnitude <= slack * (2 + 2 * pair.x.magnitude)
      }
    }
  }
}
