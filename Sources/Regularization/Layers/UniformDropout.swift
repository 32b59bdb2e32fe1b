// Dropout written out with `rand` and a comparison, as books and courses teach it.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// Dropout of uniforms that are compared with a probability.
///
/// - Draws: one uniform per element, also at p = 0; none in evaluation, nor at p = 1 for `.above`,
///   which gives zeros then.
/// - The product of a float16 or bfloat16 input and a float32 mask is float32.
/// - Source: Dive into Deep Learning 1.0, section 5.6, `dropout_layer` (`.above`); Stanford's CS231n
///   notes, "Neural Networks Part 2" (`.below` with the mask divided first).
public struct UniformDropout: MaskRegularizer {
  /// Which side of the comparison is kept.
  public enum Comparison: Hashable, Sendable {
    /// `rand > p`.
    case above
    /// `rand < 1 - p`.
    case below
  }

  /// The probability of zeroing.
  public var p: Probability
  /// The keep probability that `.below` compares with; 1 - p unless it is set.
  public var keepProbability: Probability
  /// Which uniforms are kept.
  public var comparison: Comparison
  /// Where the division by 1 - p happens.
  public var scaling: MaskParts.Scaling
  /// The type of the uniforms: PyTorch's float32, or NumPy's float64.
  public var uniforms: MaskParts.Uniforms
  public var training: Bool

  /// The method; by default D2L's `(rand > p) * x / (1 - p)` in PyTorch.
  public init(
    p: Probability = 0.5, comparison: Comparison = .above, scaling: MaskParts.Scaling = .output,
    uniforms: MaskParts.Uniforms = .float32, training: Bool = true
  ) {
    self.p = p
    keepProbability = p.complement
    self.comparison = comparison
    self.scaling = scaling
    self.uniforms = uniforms
    self.training = training
  }

  public var maskParts: MaskParts {
    var parts =
      switch comparison {
      case .above:
        MaskParts(
          .element, mask: .above, scaling: scaling, p: p, threshold: p, keepChance: p.complement)
      case .below:
        MaskParts(.element, mask: .below, scaling: scaling, p: p, keep: keepProbability)
      }
    parts.uniforms = uniforms
    if comparison == .above { parts.atOne = .zeros }
    return parts
  }

  /// The type of the mask where it is wider: float32 for a float16 or bfloat16 input in PyTorch;
  /// float64 in NumPy, where truth values divided by a number are float64.
  public func promotion(of dtype: DType) -> Promotion? {
    // Zeros are made like the input.
    guard training, comparison == .below || p.value < 1 else { return nil }
    switch uniforms {
    case .float64:
      return scaling == .noise && dtype != .float64 ? Promotion(dtype: .float64, layer: self) : nil
    case .float32:
      return dtype.byteCount == 2 ? Promotion(dtype: .float32, layer: self) : nil
    }
  }
}
