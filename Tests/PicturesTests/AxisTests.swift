// Ticks, scales and numbers.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pictures

@Suite("Axes and scales")
struct AxisTests {
  static let ranges: [ClosedRange<Double>] =
    [
      0...1, 0...0.4, 0...0.25, -1...1, 0.3...0.31, 0...10_000, -0.003...0.0007, 5...5, 0...0,
      1e-9...2e-9,
    ]
    + (0..<200).map { seed in
      let low = (Samples.number(seed, 1) - 0.5) * 10
      return low...(low + Samples.number(seed, 2) * (seed % 2 == 0 ? 0.01 : 50))
    }

  @Test(
    "A linear axis holds its range with four to six round ticks at even steps", arguments: ranges)
  func linear(range: ClosedRange<Double>) {
    let axis = Axis.linear("x", holding: range)
    #expect((4...6).contains(axis.ticks.count))
    #expect(axis.lower <= range.lowerBound + 1e-9 && axis.upper >= range.upperBound - 1e-9)
    #expect(axis.ticks.first?.value == axis.lower && axis.ticks.last?.value == axis.upper)
    let places = axis.ticks.map { axis.fraction($0.value) }
    for (place, fraction) in places.enumerated() {
      #expect(abs(fraction - Double(place) / Double(places.count - 1)) < 1e-9)
    }
    #expect(Set(axis.ticks.map(\.label)).count == axis.ticks.count)
  }

  @Test(
    "There are ticks for any numbers",
    arguments: [
      .leastNonzeroMagnitude...0x1p-1060, 0...Double.leastNonzeroMagnitude, -3e38...3e38,
      -1.7e308...1.7e308, 1e300...1.7e308,
      (-Double.infinity)...Double.infinity, 9e18...9.3e18, 0...1e19,
    ])
  func extremes(range: ClosedRange<Double>) {
    for format in [Axis.Format.plain, .share] {
      let axis = Axis.linear("x", holding: range, format: format)
      #expect((4...6).contains(axis.ticks.count) && axis.lower < axis.upper)
      #expect(axis.lower.isFinite && axis.upper.isFinite)
    }
  }

  @Test(
    "Labels are round",
    arguments: [
      (0.0...1.0, ["0", "0.25", "0.5", "0.75", "1"]),
      (0.0...0.4, ["0", "0.1", "0.2", "0.3", "0.4"]),
      (-3.0...3.0, ["-4", "-2", "0", "2", "4"]),
      (0.0...9000.0, ["0", "2,500", "5,000", "7,500", "10,000"]),
    ])
  func labels(range: ClosedRange<Double>, expected: [String]) {
    #expect(Axis.linear("x", holding: range).ticks.map(\.label) == expected)
  }

  @Test("Shares are labelled in percent")
  func shares() {
    let axis = Axis.linear("x", holding: 0...1, format: .share)
    #expect(axis.ticks.map(\.label) == ["0 %", "25 %", "50 %", "75 %", "100 %"])
  }

  @Test("A logarithmic axis has decades")
  func decades() {
    let axis = Axis.logarithmic("trials", holding: 1...3000)
    #expect(axis.ticks.map(\.label) == ["1", "10", "100", "1,000", "10,000"])
    #expect(abs(axis.fraction(100) - 0.5) < 1e-12)
    #expect(axis.fraction(0) == 0 && axis.fraction(1e9) == 1 && axis.fraction(.nan) == 0)
    let one = Axis.logarithmic("trials", holding: 1...1)
    #expect(one.fraction(1) == 0 && one.upper > one.lower)
  }

  @Test("A class is where its bounds say, and the digit counts units")
  func scale() {
    let scale = ValueScale([-3.79, 3.59, .nan, .infinity])
    #expect(scale.isDiverging && scale.step == 1 && scale.unit == 0.5)
    #expect(scale.bounds == [-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5])
    #expect(scale.valueClass(-3.79) == 0 && scale.valueClass(0) == 4 && scale.valueClass(100) == 8)
    #expect(scale.digit(-3.79) == 7 && scale.digit(0.49) == 0)
    #expect(scale.digitMeaning == "|value| in units of 0.5 (3 is 1.5 to 2)")
    let positive = ValueScale([0, 0.97])
    #expect(!positive.isDiverging && positive.step == 0.2 && positive.unit == 0.1)
    #expect(positive.valueClass(0.97) == 4 && positive.classCount == 7)
    #expect(ValueScale([]).digit(0) == 0 && ValueScale([0.0]).valueClass(0) == 0)
  }

  @Test(
    "Numbers as labels",
    arguments: [
      (1.4925373, "1.493"), (0.0541, "0.0541"), (12, "12"), (25088, "25,088"), (-0.5, "-0.5"),
      (0, "0"),
      (1234.5, "1,235"), (0.00004, "0.00004"),
    ])
  func numbers(value: Double, expected: String) {
    #expect(NumberText.plain(value) == expected)
  }

  @Test("Counts, shares and fixed numbers")
  func texts() {
    #expect(NumberText.count(7580) == "7,580" && NumberText.count(-1_000_000) == "-1,000,000")
    #expect(NumberText.share(0.30213) == "30.2 %" && NumberText.share(1, decimals: 0) == "100 %")
    #expect(NumberText.fixed(-0.001, 2) == "0.00" && NumberText.short(12.50, 2) == "12.5")
  }

  @Test("Labels at ends do not overlap and stay on the edge")
  func ends() {
    let places = EndLabels.places(wanted: [10, 10, 2, 11], lengths: [2, 2, 1, 2], within: 0..<12)
    #expect(places == [6, 8, 2, 10])
  }
}
