// Layers of Keras: a seed and a count of calls, from which each backend draws in its own way.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// The draws of Keras' dropout layers on the backends whose words are those of another framework.
public struct KerasStream: StreamKind {
  public var backend: KerasBackend

  public init(_ backend: KerasBackend) { self.backend = backend }

  public var name: String { "keras-\(backend.rawValue)" }
  public var places: StreamPlaces { .calls(forInput: 0) }

  public func drawName(_ layout: DrawLayout) -> String {
    switch backend {
    case .tensorflow: onTensorFlow.drawName(layout)
    case .jax: name
    case .torch: "torch"
    case .numpy: "numpy-generator"
    }
  }

  private var onTensorFlow: TensorFlowStream { TensorFlowStream(.keras) }

  public func layouts(
    of drawing: MaskDrawing, dtype: DType, count: Int, kept: ClosedRange<Double>
  ) -> [(layout: DrawLayout, kept: ClosedRange<Double>)] {
    guard drawing == .own else { return [] }
    return switch backend {
    case .tensorflow: onTensorFlow.layouts(of: drawing, dtype: dtype, count: count, kept: kept)
    case .jax: [(JAXStream.bernoulli, kept)]
    case .torch: [(.torchFloat(keepsBelow: true), kept)]
    case .numpy: [(.numPyDouble(keepsBelow: true), kept)]
    }
  }

  public func uniformLayout(_ dtype: DType, count: Int) -> DrawLayout? { nil }

  public func matches(
    _ tests: StreamTests, seedsFrom first: UInt64, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch] {
    switch backend {
    case .tensorflow:
      return onTensorFlow.matches(tests, seedsFrom: first, count: count, positions: positions)
    case .jax:
      return tests.cipherSearch(inputBy: KerasJAXSeeds(), maskBy: KerasJAXSeeds())
        .matches(seedsFrom: first, count: count, positions: positions)
    case .torch:
      // The seed and the count of calls are added.
      let search = TwisterSearch(tests.joined)
      return matches(positions) { call in
        search.matches(
          seedsFrom: UInt32(truncatingIfNeeded: first &+ call), count: count, positions: 0...0
        ).map { StreamMatch(seed: $0.seed &- call, position: call, bounds: $0.bounds) }
      }
    case .numpy:
      // Two words of entropy are those of one integer.
      let search = PermutedSearch(tests.joined)
      return matches(positions) { call in
        search.matches(seedsFrom: call << 32 | first, count: count, positions: 0...0)
          .map { StreamMatch(seed: $0.seed & 0xffff_ffff, position: call, bounds: $0.bounds) }
      }
    }
  }

  private func matches(
    _ positions: ClosedRange<UInt64>, _ body: (UInt64) -> [StreamMatch]
  ) -> [StreamMatch] {
    positions.flatMap(body).sorted { ($0.seed, $0.position) < ($1.seed, $1.position) }
  }
}
