// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Experiments
@testable import RandomStreams

/// One interval as scipy gives it.
private struct IntervalCase: Decodable {
  let successes: Int
  let trials: Int
  let confidence: Double
  let low: Double
  let high: Double
}

@Suite struct StatisticsIntervalTests {
  @Test func `the interval is scipy's`() {
    let cases = statisticsCases("scipy-1.17.1-intervals", IntervalCase.self)
    #expect(cases.count > 400)
    for golden in cases {
      let made = BinomialInterval(
        successes: golden.successes, trials: golden.trials, confidence: golden.confidence)
      let worst = max(
        relativeDifference(made.lower, golden.low), relativeDifference(made.upper, golden.high))
      #expect(worst < 1e-11, "\(golden): \(made)")
    }
  }

  @Test func `tails and points of small distributions are the sums of their definition`() {
    for n in 1...30 {
      let distribution = BinomialTail(n: Double(n))
      for x in [0.001, 0.1, 0.37, 0.5, 0.9, 0.999] {
        // Pascal's rule, as exact as doubles are.
        let points = PoissonBinomial(Array(repeating: x, count: n)).probabilities
        var tail = 0.0
        for k in stride(from: n, to: 0, by: -1) {
          tail += points[k]
          #expect(relativeDifference(distribution.point(Double(k), x, 1 - x), points[k]) < 1e-12)
          #expect(relativeDifference(distribution.upper(Double(k), x, 1 - x), tail) < 1e-12)
        }
      }
    }
  }

  @Test(arguments: [(0, 1), (1, 1), (0, 5), (5, 5), (3, 1000), (500_000, 1_000_000)])
  func `the ends mirror each other`(successes: Int, trials: Int) {
    let made = BinomialInterval(successes: successes, trials: trials, confidence: 0.95)
    let mirrored = BinomialInterval(
      successes: trials - successes, trials: trials, confidence: 0.95)
    #expect(abs(made.lower - (1 - mirrored.upper)) < 1e-11)
    #expect(made.lower <= made.upper)
    #expect((made.lower == 0) == (successes == 0))
    #expect((made.upper == 1) == (successes == trials))
  }

  @Test(arguments: [
    (0.123456789012345, 0.123456789012), (1, 1), (0, 0), (-2.5e-7, -2.5e-7),
    (999_999_999_999.9, 1e12), (1.0 / 3 * 1e-30, 3.33333333333e-31),
  ])
  func `twelve digits are kept`(value: Double, rounded: Double) {
    #expect(relativeDifference(Figures.rounded(value), rounded) < 1e-15)
  }
}
