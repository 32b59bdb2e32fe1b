// PyTorch's CPU generator under torch.compile: a word of the stream is the key of each mask.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// The draws of graphs that torch.compile makes for the CPU.
public struct InductorStream: StreamKind {
  private let torch = TorchStream()

  public init() {}

  public var name: String { "torch-compile" }

  public func layouts(
    of drawing: MaskDrawing, dtype: DType, count: Int, kept: ClosedRange<Double>
  ) -> [(layout: DrawLayout, kept: ClosedRange<Double>)] {
    guard drawing == .own else { return [] }
    // The low 31 bits, as a float32; p is rounded to the type of the input.
    let slack =
      switch dtype {
      case .float16: 0x1p20
      case .bfloat16: 0x1p23
      default: 512.0
      }
    let layout = DrawLayout(
      stride: 1, bits: 0x7fff_ffff, size: 0x1p31, keepsBelow: false, slack: slack)
    return [(layout.of(.firstWords), kept)]
  }

  public func uniformLayout(_ dtype: DType, count: Int) -> DrawLayout? {
    torch.uniformLayout(dtype, count: count)
  }

  public func matches(
    _ tests: StreamTests, seedsFrom first: UInt64, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch] {
    let mask = CipherTests(tests.mask, tests.maskWords)
    let search = CipherSearch(mask, by: InductorSeeds(offset: tests.maskOffset))
    guard tests.input.isEmpty else {
      // The words of the input tell more than the mask.
      return TwisterSearch(tests.input)
        .matches(seedsFrom: UInt32(truncatingIfNeeded: first), count: count, positions: positions)
        .flatMap { match in
          search.matches(
            seedsFrom: match.seed, count: 1, positions: match.position...match.position)
        }
        .map { $0.of(seedsFrom: first) }
    }
    guard positions.count > 1 else {
      return search.matches(seedsFrom: first, count: count, positions: positions)
    }
    return (0..<count).flatMap { number in
      InductorPlaces(mask, offset: tests.maskOffset)
        .matches(of: first + UInt64(number), positions: positions)
    }
  }
}

/// Many places of one seed's stream.
private struct InductorPlaces {
  private let mask: CipherTests
  private let offset: UInt64
  /// As many words as are made at a time.
  private static let limit: UInt64 = 1 << 16

  init(_ mask: CipherTests, offset: UInt64) { (self.mask, self.offset) = (mask, offset) }

  func matches(of seed: UInt64, positions: ClosedRange<UInt64>) -> [StreamMatch] {
    var matches: [StreamMatch] = []
    var generator = MT19937(seed: UInt32(truncatingIfNeeded: seed))
    generator.advance(by: positions.lowerBound + offset + 1)
    var start = positions.lowerBound
    while true {
      let count = min(Self.limit, positions.upperBound - start + 1)
      var keys = [UInt32](repeating: 0, count: Int(count))
      var words = keys.mutableSpan
      generator.fill(&words)
      matches += CipherSearch(mask, by: KnownKeys(keys))
        .matches(seedsFrom: 0, count: keys.count, positions: 0...0)
        .map { StreamMatch(seed: seed, position: start + $0.seed, bounds: $0.bounds) }
      if positions.upperBound - start < Self.limit { return matches }
      start += count
    }
  }
}
