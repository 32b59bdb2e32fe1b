// PyTorch's generator on a GPU: Philox, a stream a thread.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
import Regularization
public import TensorCore

/// The draws of PyTorch on CUDA devices, as far as all of them draw alike: the first 40,960 of a
/// call at the least.
public struct CUDAStream: StreamKind {
  /// How many neighbours a thread of the fused dropout makes.
  public var vectors: CUDAVectors

  public init(vectors: CUDAVectors) { self.vectors = vectors }

  public var name: String { "torch-cuda" }

  public func layouts(
    of drawing: MaskDrawing, dtype: DType, count: Int, kept: ClosedRange<Double>
  ) -> [(layout: DrawLayout, kept: ClosedRange<Double>)] {
    switch drawing {
    case .own: [(fused(dtype, count), kept)]
    case .bernoulli: [(apart(dtype, keepsBelow: true), kept)]
    case .floor: [(floor(dtype), kept)]
    case .below(.float32): [(apart(.float32, keepsBelow: true), kept)]
    case .above(.float32): [(apart(.float32, keepsBelow: false), kept)]
    case .below(.float64), .above(.float64): []
    }
  }

  private func fused(_ dtype: DType, _ count: Int) -> DrawLayout {
    let width = vectors.width(
      for: max(count, 1), size: dtype.kind == .floating ? dtype.byteCount : 4)
    return .word(keepsBelow: true, slack: 512).of(.threads(width: UInt64(width)))
  }

  /// Elements that lie a whole launch apart: of float64 the upper bits of the second word, of which
  /// the lower ones are mixed with the first.
  private func apart(_ dtype: DType, keepsBelow: Bool) -> DrawLayout {
    let isDouble = dtype == .float64
    return .word(keepsBelow: keepsBelow, slack: isDouble ? 4096 : 512)
      .of(.threads(width: 1, word: isDouble ? 1 : 0))
  }

  /// The sum of keep and the uniform is rounded to the format, and so is the uniform, whose 1 is 0.
  private func floor(_ dtype: DType) -> DrawLayout {
    var layout = apart(dtype, keepsBelow: false)
    switch dtype {
    case .float16: (layout.slack, layout.wraps) = (0x1p22, 0x1p21)
    case .bfloat16: (layout.slack, layout.wraps) = (0x1p25, 0x1p24)
    case .float32: layout.slack = 1024
    default: break
    }
    return layout
  }

  public func uniformLayout(_ dtype: DType, count: Int) -> DrawLayout? {
    dtype == .float32 || dtype == .float64 ? apart(dtype, keepsBelow: true) : nil
  }

  public func matches(
    _ tests: StreamTests, seedsFrom first: UInt64, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch] {
    guard tests.maskOffset % 4 == 0 else { return [] }
    let search = CipherSearch(
      input: CipherTests(tests.input, tests.inputWords), by: SeedIsKey(),
      mask: CipherTests(tests.mask, tests.maskWords, firstBlock: tests.maskOffset / 4),
      by: SeedIsKey(), countsWords: true)
    return search.matches(seedsFrom: first, count: count, positions: positions)
  }
}
