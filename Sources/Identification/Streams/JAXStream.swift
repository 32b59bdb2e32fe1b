// JAX's keys: words by number, from the key of the seed or one folded from it.

public import RandomStreams
public import TensorCore

/// The draws of JAX, of the key of a seed.
public struct JAXStream: StreamKind {
  public init() {}

  public var name: String { "jax" }
  public var hasPositions: Bool { false }

  public func layouts(
    of drawing: MaskDrawing, dtype: DType, kept: ClosedRange<Double>
  ) -> [(layout: DrawLayout, kept: ClosedRange<Double>)] {
    // Of a word the 23 upper bits count, compared with a float32.
    drawing == .bernoulli ? [(.word(keepsBelow: true, slack: 1024), kept)] : []
  }

  public func uniformLayout(_ dtype: DType) -> DrawLayout? {
    dtype == .float32 ? .word(keepsBelow: true, slack: 512) : nil
  }

  public func matches(
    _ tests: StreamTests, seedsFrom first: UInt64, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch] {
    KeySearch(input: tests.input, mask: tests.mask, folds: tests.folds)
      .matches(seedsFrom: UInt32(truncatingIfNeeded: first), count: count)
      .map { $0.of(seedsFrom: first) }
  }
}
