// JAX's keys: words by number, from the key of the seed or one folded from it.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// The draws of JAX, of the key of a seed.
public struct JAXStream: StreamKind {
  public init() {}

  public var name: String { "jax" }
  public var places: StreamPlaces { .none }

  /// Of a word the 23 upper bits count, compared with a float32.
  static let bernoulli = DrawLayout.word(keepsBelow: true, slack: 1024).of(.sums)

  public func layouts(
    of drawing: MaskDrawing, dtype: DType, count: Int, kept: ClosedRange<Double>
  ) -> [(layout: DrawLayout, kept: ClosedRange<Double>)] {
    drawing == .bernoulli ? [(Self.bernoulli, kept)] : []
  }

  public func uniformLayout(_ dtype: DType, count: Int) -> DrawLayout? {
    dtype == .float32 ? .word(keepsBelow: true, slack: 512).of(.sums) : nil
  }

  public func matches(
    _ tests: StreamTests, seedsFrom first: UInt64, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch] {
    tests.cipherSearch(inputBy: JAXSeeds(), maskBy: JAXSeeds(folds: tests.folds))
      .matches(seedsFrom: first, count: count, positions: positions)
  }
}

extension StreamTests {
  /// A search of seeds whose keys are made by these rules.
  func cipherSearch(inputBy inputRule: any KeyRule, maskBy maskRule: any KeyRule) -> CipherSearch {
    CipherSearch(
      input: CipherTests(input, inputWords), by: inputRule, mask: CipherTests(mask, maskWords),
      by: maskRule)
  }
}
