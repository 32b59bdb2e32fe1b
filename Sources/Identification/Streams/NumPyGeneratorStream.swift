// np.random.default_rng: words of PCG64, one for each number.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
import Regularization
public import TensorCore

/// The draws of NumPy's `Generator`.
public struct NumPyGeneratorStream: StreamKind {
  public init() {}

  public var name: String { "numpy-generator" }

  public func layouts(
    of drawing: MaskDrawing, dtype: DType, count: Int, kept: ClosedRange<Double>
  ) -> [(layout: DrawLayout, kept: ClosedRange<Double>)] {
    switch drawing {
    case .below(.float64): [(.numPyDouble(keepsBelow: true), kept)]
    case .above(.float64): [(.numPyDouble(keepsBelow: false), kept)]
    case .bernoulli: NumPyStream.binomial(.numPyDouble(keepsBelow: true), kept)
    case .above, .below, .floor, .own: []
    }
  }

  public func uniformLayout(_ dtype: DType, count: Int) -> DrawLayout? {
    dtype == .float64 ? .numPyDouble(keepsBelow: true) : nil
  }

  public func matches(
    _ tests: StreamTests, seedsFrom first: UInt64, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch] {
    PermutedSearch(tests.joined)
      .matches(seedsFrom: first, count: count, positions: positions)
  }
}
