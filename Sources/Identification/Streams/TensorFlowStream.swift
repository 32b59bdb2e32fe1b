// TensorFlow's operations, each with a Philox of its own.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// The draws of TensorFlow, and of Keras on it.
public struct TensorFlowStream: StreamKind {
  /// Which seeds an operation draws with.
  public enum Seeding: Sendable {
    /// `tf.random.set_seed`, and operations without a seed of their own.
    case eager
    /// A pair of seeds, the second of which is 0.
    case stateless
    /// The seed of a layer of Keras, and its calls.
    case keras
  }

  public var seeding: Seeding

  public init(_ seeding: Seeding) { self.seeding = seeding }

  public var name: String { seeding == .eager ? "tensorflow" : "tensorflow-stateless" }

  public var places: StreamPlaces {
    switch seeding {
    case .eager: .calls(forInput: 1)
    case .stateless: .none
    case .keras: .calls(forInput: 0)
    }
  }

  public func layouts(
    of drawing: MaskDrawing, dtype: DType, count: Int, kept: ClosedRange<Double>
  ) -> [(layout: DrawLayout, kept: ClosedRange<Double>)] {
    drawing == .own ? [(layout(dtype, keepsBelow: false), kept)] : []
  }

  /// As many low bits of a word as the format's fraction has; in float64 those of the first of two.
  private func layout(_ dtype: DType, keepsBelow: Bool) -> DrawLayout {
    let (bits, stride): (UInt32, UInt64) =
      switch dtype {
      case .float64: (20, 2)
      case .float16: (10, 1)
      case .bfloat16: (7, 1)
      default: (23, 1)
      }
    return DrawLayout(
      stride: stride, bits: 1 << bits - 1, size: Double(1 << Int(bits)), keepsBelow: keepsBelow,
      slack: 2
    ).of(.wholeBlocks)
  }

  public func uniformLayout(_ dtype: DType, count: Int) -> DrawLayout? {
    seeding == .keras ? nil : layout(dtype, keepsBelow: true)
  }

  public func matches(
    _ tests: StreamTests, seedsFrom first: UInt64, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch] {
    let rules: (input: any KeyRule, mask: any KeyRule) =
      switch seeding {
      case .eager:
        (
          TensorFlowSeeds(calls: 0, countsPosition: false),
          TensorFlowSeeds(calls: tests.maskOffset, countsPosition: true)
        )
      case .stateless: (StatelessSeeds.plain, StatelessSeeds.plain)
      case .keras: (StatelessSeeds.keras, StatelessSeeds.keras)
      }
    return tests.cipherSearch(inputBy: rules.input, maskBy: rules.mask)
      .matches(seedsFrom: first, count: count, positions: positions)
  }
}
