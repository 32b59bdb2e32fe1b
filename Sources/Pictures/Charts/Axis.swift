// Axes: what they are called, how values lie on them, where their ticks are.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A place on an axis with its label.
package struct Tick: Hashable, Sendable {
  package let value: Double
  package let label: String
}

/// An axis from its first tick to its last.
package struct Axis: Sendable {
  /// How values are written.
  package enum Format: Sendable { case plain, share }

  package let name: String
  package let isLogarithmic: Bool
  package let lower: Double
  package let upper: Double
  package let ticks: [Tick]

  /// A linear axis that holds a range: four to six ticks at round numbers.
  package static func linear(
    _ name: String, holding range: ClosedRange<Double>, format: Format = .plain
  ) -> Axis {
    let steps = ticks(holding: range)
    let decimals = decimals(of: format == .share ? steps.step * 100 : steps.step)
    let ticks = (0...steps.count).map { place in
      let value = steps.first + Double(place) * steps.step
      let label =
        format == .share
        ? NumberText.share(value, decimals: decimals)
        : steps.isWhole ? NumberText.count(Int(value)) : NumberText.short(value, decimals)
      return Tick(value: value, label: label)
    }
    return Axis(
      name: name, isLogarithmic: false, lower: ticks[0].value, upper: ticks[ticks.count - 1].value,
      ticks: ticks)
  }

  /// An axis of decades that holds a range of positive numbers.
  package static func logarithmic(_ name: String, holding range: ClosedRange<Double>) -> Axis {
    var ticks: [Tick] = []
    var exponent = 0
    while RoundNumber.power(exponent) > range.lowerBound, exponent > -300 { exponent -= 1 }
    repeat {
      let value = RoundNumber.power(exponent)
      ticks.append(Tick(value: value, label: NumberText.plain(value).grouped))
      exponent += 1
    } while (ticks.last?.value ?? 0) < range.upperBound && exponent < 300
    return Axis(
      name: name, isLogarithmic: true, lower: ticks[0].value,
      upper: max(ticks[ticks.count - 1].value, ticks[0].value * 10), ticks: ticks)
  }

  /// How far a value is along the axis, from 0 to 1; what lies beyond is at the end.
  package func fraction(_ value: Double) -> Double {
    let part =
      isLogarithmic
      ? log10(max(value, lower) / lower) / log10(upper / lower) : (value - lower) / (upper - lower)
    return part.isFinite ? min(max(part, 0), 1) : 0
  }

  /// The round step with three to five intervals that reaches least beyond the range; of equals the
  /// one nearest to four.
  private static func ticks(
    holding range: ClosedRange<Double>
  ) -> (first: Double, step: Double, count: Int, isWhole: Bool) {
    // Steps of numbers beyond these could not be told from 0 and infinity.
    var (low, high) = (max(range.lowerBound, -1e300), min(range.upperBound, 1e300))
    if !(high - low > max(low.magnitude * 1e-9, high.magnitude * 1e-9, 1e-300)) {
      let margin = max(low.magnitude * 0.5, 0.5)
      (low, high) = (low - margin, high + margin)
    }
    var best: (first: Double, step: Double, count: Int, excess: Double)?
    let start = Int(log10(high - low).rounded(.down))
    for exponent in (start - 1)...(start + 1) {
      for mantissa in RoundNumber.mantissas {
        let step = RoundNumber.number(mantissa, exponent)
        // A bound that is a tick but for its last bits is one.
        let first = ((low / step) + 1e-9).rounded(.down)
        let last = ((high / step) - 1e-9).rounded(.up)
        let count = Int(last - first)
        guard (3...5).contains(count) else { continue }
        let excess = Double(count) * step - (high - low)
        let isBetter = best.map { found in
          excess < found.excess - step * 1e-6
            || excess < found.excess + step * 1e-6 && abs(count - 4) < abs(found.count - 4)
        }
        if isBetter ?? true { best = (first * step, step, count, excess) }
      }
    }
    guard let best else { return (low, (high - low) / 4, 4, false) }
    let isWhole = best.step >= 1 && best.step == best.step.rounded()
    return (best.first, best.step, best.count, isWhole && max(-low, high) < 1e15)
  }

  /// How many digits after the point a multiple of the step has.
  private static func decimals(of step: Double) -> Int {
    for decimals in 0..<12 {
      let scaled = step * RoundNumber.power(decimals)
      if scaled > 0.5, (scaled - scaled.rounded()).magnitude < 1e-6 * scaled { return decimals }
    }
    return 12
  }
}

extension String {
  /// A whole number with its thousands apart.
  fileprivate var grouped: String { Int(self).map(NumberText.count) ?? self }
}
