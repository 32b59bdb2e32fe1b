// DropPath: five computations under one name.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
public import TensorCore

/// Drops whole samples of a residual branch and scales the rest.
///
/// - Draws: one number per sample, in the shape (N, 1, ...); none in evaluation. Each form says
///   what it does at p = 0 and p = 1.
/// - Source: Huang et al. 2016, arXiv:1603.09382.
public struct DropPath: MaskRegularizer {
  /// A formula that is called DropPath.
  public enum Form: CaseIterable, Hashable, Sendable {
    /// timm since 0.5: `x * (bernoulli(keep) / keep)`.
    ///
    /// p = 0: x itself, no draw. p = 1: draws, x * 0.
    case bernoulli
    /// timm before 0.5: `(x / keep) * floor(keep + rand)`, the uniform in the input's type.
    ///
    /// p = 0: x itself, no draw. p = 1: draws, and x / 0 gives NaN.
    case floor
    /// The article's first form: `(x / keep) * bernoulli(keep)`.
    ///
    /// Draws also at p = 0; p = 1 gives NaN.
    case prescaled
    /// What the article calls equivalent, and is not: `(x / keep) * (rand > keep)` keeps a sample
    /// with probability p.
    ///
    /// Draws also at p = 0 and p = 1. A float16 or bfloat16 input gives float32, the type of the
    /// mask.
    case randGreater
    /// The article's module, whose p arrives at a function of the keep probability:
    /// `x * (bernoulli(p) / p)`.
    ///
    /// p = 0: x itself, no draw. p = 1: draws, x * 1.
    case articleModule
  }

  /// The probability of zeroing.
  public var p: Probability
  /// The keep probability that is passed to a form that takes one; 1 - p unless it is set.
  public var keepProbability: Probability
  /// The formula.
  public var form: Form
  /// Whether kept samples are divided by the keep probability; only the form `bernoulli` asks.
  public var scaleByKeep: Bool
  public var training: Bool
  /// The half format that the input was promoted from.
  private var dividedInputFormat = RealFormat.float32

  /// `DropPath(p)`, by default as today's timm computes it.
  public init(
    p: Probability, form: Form = .bernoulli, scaleByKeep: Bool = true, training: Bool = true
  ) {
    self.p = p
    keepProbability = p.complement
    self.form = form
    self.scaleByKeep = scaleByKeep
    self.training = training
  }

  public var maskParts: MaskParts {
    var parts: MaskParts
    switch form {
    case .bernoulli:
      parts = MaskParts(.sample, mask: .bernoulli, scaling: scaleByKeep ? .noise : .none, p: p)
    case .floor:
      parts = MaskParts(.sample, mask: .floor, scaling: .input, p: p)
    case .prescaled:
      parts = MaskParts(.sample, mask: .bernoulli, scaling: .input, p: p, keep: keepProbability)
    case .randGreater:
      parts = MaskParts(
        .sample, mask: .above, scaling: .input, p: p, keep: keepProbability, keepChance: p)
      parts.dividedInputFormat = dividedInputFormat
    case .articleModule:
      parts = MaskParts(.sample, mask: .bernoulli, scaling: .noise, p: p, keep: p)
    }
    switch form {
    case .bernoulli, .floor, .articleModule: parts.atZero = .identity
    case .prescaled, .randGreater: break
    }
    return parts
  }

  /// float32 where a float16 or bfloat16 input, divided in its own type, meets the article's float32
  /// mask.
  public func promotion(of dtype: DType) -> Promotion? {
    guard training, form == .randGreater, dtype.byteCount == 2 else { return nil }
    var layer = self
    layer.dividedInputFormat = dtype == .float16 ? .float16 : .bfloat16
    return Promotion(dtype: .float32, layer: layer)
  }
}
