// PyTorch's CPU generator: words of a Mersenne Twister, two for each Bernoulli draw.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
import Regularization
public import TensorCore

/// The draws of PyTorch on the CPU, where Bernoulli masks are its own.
public struct TorchStream: StreamKind {
  /// Whether half formats take as many bits of a word as they have.
  public var drawsHalvesEarly: Bool

  public init(drawsHalvesEarly: Bool = false) { self.drawsHalvesEarly = drawsHalvesEarly }

  public var name: String { "torch" }
  public var isTwister: Bool { true }

  public func layouts(
    of drawing: MaskDrawing, dtype: DType, count: Int, kept: ClosedRange<Double>
  ) -> [(layout: DrawLayout, kept: ClosedRange<Double>)] {
    switch drawing {
    case .bernoulli: [(.torchDouble(keepsBelow: true), kept)]
    case .below(.float64): [(.torchDouble(keepsBelow: true), kept)]
    case .above(.float64): [(.torchDouble(keepsBelow: false), kept)]
    case .below(.float32): [(.torchFloat(keepsBelow: true), kept)]
    case .above(.float32): [(.torchFloat(keepsBelow: false), kept)]
    case .floor: [(floorLayout(dtype), kept)]
    case .own: []
    }
  }

  private func floorLayout(_ dtype: DType) -> DrawLayout {
    switch dtype {
    case .float64: .torchDouble(keepsBelow: false)
    case .float16: half(bits: 11)
    case .bfloat16: half(bits: 8)
    default: .torchFloat(keepsBelow: false)
    }
  }

  /// The sum of keep and the uniform is rounded to the format.
  private func half(bits: UInt32) -> DrawLayout {
    guard drawsHalvesEarly else {
      return .torchFloat(keepsBelow: false, slack: Double(1 << (25 - bits)))
    }
    return DrawLayout(
      stride: 1, bits: 1 << bits - 1, size: Double(1 << bits), keepsBelow: false, slack: 2)
  }

  public func uniformLayout(_ dtype: DType, count: Int) -> DrawLayout? {
    switch dtype {
    case .float32: .torchFloat(keepsBelow: true)
    case .float64: .torchDouble(keepsBelow: true)
    default: nil
    }
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
