// np.random.seed: words of a Mersenne Twister, two for each number of 53 bits.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
import Regularization
public import TensorCore

/// The draws of NumPy's legacy generator.
public struct NumPyStream: StreamKind {
  public init() {}

  public var name: String { "numpy" }
  public var isTwister: Bool { true }

  public func layouts(
    of drawing: MaskDrawing, dtype: DType, count: Int, kept: ClosedRange<Double>
  ) -> [(layout: DrawLayout, kept: ClosedRange<Double>)] {
    switch drawing {
    case .below(.float64): [(.numPyDouble(keepsBelow: true), kept)]
    case .above(.float64): [(.numPyDouble(keepsBelow: false), kept)]
    case .bernoulli: Self.binomial(.numPyDouble(keepsBelow: true), kept)
    case .above, .below, .floor, .own: []
    }
  }

  /// `binomial(1, q)`: 1 for the upper uniforms; above a half it counts the failures, which turns
  /// that round.
  static func binomial(
    _ layout: DrawLayout, _ kept: ClosedRange<Double>
  ) -> [(layout: DrawLayout, kept: ClosedRange<Double>)] {
    var other = layout
    other.keepsBelow = false
    var layouts: [(layout: DrawLayout, kept: ClosedRange<Double>)] = []
    if kept.upperBound > 0.5 {
      layouts.append((layout, max(kept.lowerBound, 0.5)...kept.upperBound))
    }
    if kept.lowerBound <= 0.5 {
      layouts.append((other, kept.lowerBound...min(kept.upperBound, 0.5)))
    }
    return layouts
  }

  public func uniformLayout(_ dtype: DType, count: Int) -> DrawLayout? {
    dtype == .float64 ? .numPyDouble(keepsBelow: true) : nil
  }

  public func matches(
    _ tests: StreamTests, seedsFrom first: UInt64, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch] {
    TwisterSearch(tests.joined)
      .matches(
        seedsFrom: UInt32(truncatingIfNeeded: first), count: count, positions: positions
      )
      .map { $0.of(seedsFrom: first) }
  }
}
