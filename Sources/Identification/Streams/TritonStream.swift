// Triton's tl.rand: a block of Philox an element, of which the first word counts.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// The draws of kernels that use `tl.rand(seed, index)`.
public struct TritonStream: StreamKind {
  public init() {}

  public var name: String { "triton" }
  public var places: StreamPlaces { .none }

  /// A word as a signed number, or its complement where that is negative.
  private func words(keepsBelow: Bool) -> DrawLayout {
    var layout = DrawLayout(
      stride: 1, bits: 0x7fff_ffff, size: 0x1p31, keepsBelow: keepsBelow, slack: 512)
    layout.isFolded = true
    return layout.of(.firstWords)
  }

  public func layouts(
    of drawing: MaskDrawing, dtype: DType, count: Int, kept: ClosedRange<Double>
  ) -> [(layout: DrawLayout, kept: ClosedRange<Double>)] {
    drawing == .own ? [(words(keepsBelow: false), kept)] : []
  }

  public func uniformLayout(_ dtype: DType, count: Int) -> DrawLayout? {
    dtype == .float32 ? words(keepsBelow: true) : nil
  }

  public func matches(
    _ tests: StreamTests, seedsFrom first: UInt64, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch] {
    tests.cipherSearch(inputBy: SeedIsKey(), maskBy: SeedIsKey())
      .matches(seedsFrom: first, count: count, positions: positions)
  }
}
