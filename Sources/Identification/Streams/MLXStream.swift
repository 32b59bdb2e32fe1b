// MLX's global state, which splits at each call.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// The draws of MLX.
public struct MLXStream: StreamKind {
  public init() {}

  public var name: String { "mlx" }
  public var places: StreamPlaces { .calls(forInput: 1) }

  public func layouts(
    of drawing: MaskDrawing, dtype: DType, count: Int, kept: ClosedRange<Double>
  ) -> [(layout: DrawLayout, kept: ClosedRange<Double>)] {
    // The word as a float32 is compared with one.
    drawing == .own ? [(words(count, slack: 1024), kept)] : []
  }

  private func words(_ count: Int, slack: Double) -> DrawLayout {
    .word(keepsBelow: true, slack: slack).of(.halves(of: UInt64(count)))
  }

  public func uniformLayout(_ dtype: DType, count: Int) -> DrawLayout? {
    dtype == .float32 ? words(count, slack: 512) : nil
  }

  public func matches(
    _ tests: StreamTests, seedsFrom first: UInt64, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch] {
    tests.cipherSearch(
      inputBy: MLXSeeds(calls: 0, countsPosition: false),
      maskBy: MLXSeeds(calls: tests.maskOffset, countsPosition: true)
    ).matches(seedsFrom: first, count: count, positions: positions)
  }
}
