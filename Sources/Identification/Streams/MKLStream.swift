// PyTorch's CPU generator where MKL draws the Bernoulli masks: one word seeds each of them.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// The draws of the x86 wheels of PyTorch 2.0 to 2.6.
public struct MKLStream: StreamKind {
  private let torch = TorchStream(drawsHalvesEarly: true)

  public init() {}

  public var name: String { "torch-mkl" }
  public var drawsByTwister: Bool { true }

  public func drawName(_ layout: DrawLayout) -> String {
    layout.isSeededByWord ? name : torch.name
  }

  /// States over 2^31 - 1, rounded to float32 before they are compared.
  private static let states: DrawLayout = {
    var layout = DrawLayout(
      stride: 1, bits: 0x7fff_ffff, size: 0x1p31, keepsBelow: true, slack: 256)
    layout.isSeededByWord = true
    return layout
  }()

  public func layouts(
    of drawing: MaskDrawing, dtype: DType, count: Int, kept: ClosedRange<Double>
  ) -> [(layout: DrawLayout, kept: ClosedRange<Double>)] {
    drawing == .bernoulli
      ? [(Self.states, kept)] : torch.layouts(of: drawing, dtype: dtype, count: count, kept: kept)
  }

  public func uniformLayout(_ dtype: DType, count: Int) -> DrawLayout? {
    torch.uniformLayout(dtype, count: count)
  }

  public func matches(
    _ tests: StreamTests, seedsFrom first: UInt64, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch] {
    guard tests.isSeededByWord else {
      return torch.matches(tests, seedsFrom: first, count: count, positions: positions)
    }
    let search = CongruentialSearch(tests.mask, seededBy: tests.maskOffset)
    let low = UInt32(truncatingIfNeeded: first)
    guard !tests.input.isEmpty else {
      return search.matches(seedsFrom: low, count: count, positions: positions)
        .map { $0.of(seedsFrom: first) }
    }
    // The words of the input tell more than the mask.
    return TwisterSearch(tests.input)
      .matches(seedsFrom: low, count: count, positions: positions)
      .flatMap { match in
        search.matches(
          seedsFrom: UInt32(match.seed), count: 1, positions: match.position...match.position)
      }
      .map { $0.of(seedsFrom: first) }
  }
}
