// Which elements share one draw: one element, a channel, a sample, the whole batch.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// How many leading axes of the input the noise has; the others have extent 1.
public enum NoiseShape: String, CaseIterable, Hashable, Sendable {
  /// One draw an element.
  case element
  /// One draw a channel: (N, C, 1, ...).
  case channel
  /// One draw a sample: (N, 1, ...).
  case sample
  /// One draw for all: (1, 1, ...).
  case batch
  /// One draw a channel where channels stand last, without a batch: (1, ..., 1, C).
  case lastAxis
  /// One draw a sample and channel where channels stand last: (N, 1, ..., 1, C).
  case sampleAndLastAxis
  /// One draw for the centre of each block of neighbours; the noise has the input's shape.
  case block

  /// The noise's shape for an input of this shape.
  ///
  /// - Throws: if the input lacks an axis that the noise has.
  public func shape(for input: Shape) throws(RegularizationError) -> Shape {
    switch self {
    case .element, .block:
      return input
    case .batch:
      return input.keeping(first: 0)
    case .sample:
      guard input.rank >= 1 else { throw .noBatchAxis }
      return input.keeping(first: 1)
    case .channel:
      guard input.rank >= 2 else {
        throw .refused("Feature dropout requires at least 2 dimensions in the input")
      }
      return input.keeping(first: 2)
    case .lastAxis, .sampleAndLastAxis:
      let last = input.rank - 1
      guard last >= (self == .lastAxis ? 0 : 1) else { throw .noChannelAxis }
      let kept = self == .lastAxis ? [last] : [0, last]
      let extents = input.extents.indices.map { kept.contains($0) ? input.extents[$0] : 1 }
      guard let shape = try? Shape(extents) else { preconditionFailure("a part of a shape is one") }
      return shape
    }
  }
}
