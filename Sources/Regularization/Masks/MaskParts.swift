// The parts of a layer that multiplies by a random mask.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams

/// The properties in which layers that multiply by a random mask differ.
///
/// `MaskRegularizer` applies them, statistics take moments from them, and identification learns from
/// them what a mask can tell.
public struct MaskParts: Hashable, Sendable {
  /// How the mask is drawn.
  public enum Mask: Hashable, Sendable {
    /// The framework's Bernoulli draw with the keep probability.
    case bernoulli
    /// `floor(keep + rand)` in the input's type.
    case floor
    /// `rand > threshold`.
    case above
    /// `rand < threshold`.
    case below
  }

  /// The type of the uniforms that are compared with a threshold.
  public enum Uniforms: Hashable, Sendable {
    /// PyTorch's default type, whatever the input's.
    case float32
    /// NumPy's only one.
    case float64
  }

  /// Where the division by the keep probability happens, which decides the roundings.
  public enum Scaling: Hashable, Sendable {
    /// `x * (mask / keep)`
    case noise
    /// `(x / keep) * mask`
    case input
    /// `(x * mask) / keep`
    case output
    /// `x * mask`
    case none
  }

  /// What evaluation does.
  public enum Evaluation: Hashable, Sendable {
    /// Returns the input.
    case identity
    /// `x * (1 - p)`
    case timesKeep
    /// The same, the factor rounded to the input's type first.
    case timesRoundedKeep
  }

  /// What a probability at the end of its range does.
  public enum Shortcut: Hashable, Sendable {
    /// No shortcut: draws and computes.
    case none
    /// Returns the input, draws nothing.
    case identity
    /// Returns `x * 0`, draws nothing.
    case timesZero
    /// Returns zeros, draws nothing.
    case zeros
  }

  /// Which elements share one draw.
  public var noiseShape: NoiseShape
  /// How the mask is drawn.
  public var mask: Mask
  /// The type of the uniforms of `.above` and `.below`.
  public var uniforms = Uniforms.float32
  /// Where the scale is applied.
  public var scaling: Scaling
  /// What evaluation does.
  public var evaluation = Evaluation.identity
  /// What p = 0 does.
  public var atZero = Shortcut.none
  /// What p = 1 does.
  public var atOne = Shortcut.none
  /// The probability of zeroing, as the layer is given it.
  public var p: Probability
  /// The keep probability of the draw, or the threshold of a comparison.
  public var threshold: Probability
  /// The probability that a draw keeps.
  public var keepChance: Probability
  /// The keep probability that the scale divides by.
  public var keep: Probability

  /// The format that `x / keep` is rounded to before a float32 mask widens it.
  var dividedInputFormat = RealFormat.float32

  /// The parts of a layer.
  ///
  /// - `keep`: what the scale divides by, 1 - p by default.
  /// - `threshold`: the probability or threshold of the draw, `keep` by default.
  /// - `keepChance`: the probability that a draw keeps, `threshold` by default.
  public init(
    _ noiseShape: NoiseShape, mask: Mask, scaling: Scaling, p: Probability,
    keep: Probability? = nil, threshold: Probability? = nil, keepChance: Probability? = nil
  ) {
    self.noiseShape = noiseShape
    self.mask = mask
    self.scaling = scaling
    self.p = p
    self.keep = keep ?? p.complement
    self.threshold = threshold ?? self.keep
    self.keepChance = keepChance ?? self.threshold
  }
}

extension MaskParts {
  /// What the layer does at this p without a draw.
  public var shortcut: Shortcut { p.value == 0 ? atZero : p.value == 1 ? atOne : .none }

  /// How the layer changes mean and variance; `nil` where it divides by 0.
  func moments(training: Bool) -> NoiseMoments? {
    guard training else {
      return evaluation == .identity ? .identity : .constant(keep.value)
    }
    switch shortcut {
    case .identity: return .identity
    case .timesZero, .zeros: return .constant(0, dropped: 1)
    case .none: break
    }
    let chance = keepChance.value
    if scaling == .none { return .mask(keep: chance, scale: 1) }
    if keep.value > 0 { return .mask(keep: chance, scale: 1 / keep.value) }
    return scaling == .noise && !dividesNoise ? .constant(0, dropped: 1) : nil
  }

  /// Whether a mask is divided before the product. Where nothing is kept there is no scale: timm and
  /// torchvision leave the mask as it is, all zeros. What is written out by hand divides by 0.
  var dividesNoise: Bool { keep.value > 0 || mask == .below }
}
