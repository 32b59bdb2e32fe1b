// How a noise changes mean and variance, from its definition alone.
// SPDX-License-Identifier: Apache-2.0

/// The moments of a noise: an output is y = f · x + t with a random factor f and a random term t,
/// drawn anew for each element or group of elements.
public struct NoiseMoments: Equatable, Sendable {
  /// The probability that a draw drops.
  public var dropped: Double
  /// E[f].
  public var factor: Double
  /// E[f²].
  public var squaredFactor: Double
  /// E[t].
  public var term = 0.0
  /// E[t²].
  public var squaredTerm = 0.0
  /// E[f · t].
  public var cross = 0.0

  /// Leaves everything as it is.
  static let identity = constant(1)

  /// The same factor everywhere, with no draw.
  static func constant(_ factor: Double, dropped: Double = 0) -> NoiseMoments {
    NoiseMoments(dropped: dropped, factor: factor, squaredFactor: factor * factor)
  }

  /// `scale` with probability `keep`, else 0.
  package static func mask(keep: Double, scale: Double) -> NoiseMoments {
    NoiseMoments(dropped: 1 - keep, factor: keep * scale, squaredFactor: keep * scale * scale)
  }
}
