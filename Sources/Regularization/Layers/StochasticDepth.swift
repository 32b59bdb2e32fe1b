// torchvision's stochastic depth, by sample or for the whole batch at once.
// SPDX-License-Identifier: Apache-2.0

/// `torchvision.ops.StochasticDepth`: drops samples, or the whole batch, and scales the rest.
///
/// - Draws: one Bernoulli number of 1 - p per sample, or one in all, also at p = 1; none at p = 0
///   and in evaluation.
/// - Source: Huang et al. 2016, arXiv:1603.09382; torchvision 0.28
///   torchvision/ops/stochastic_depth.py.
public struct StochasticDepth: MaskRegularizer {
  /// What is dropped together.
  public enum Mode: Hashable, Sendable {
    /// Each sample by itself: noise of the shape (N, 1, ...).
    case row
    /// The whole batch: noise of the shape (1, 1, ...).
    case batch
  }

  /// The probability of zeroing.
  public var p: Probability
  /// What is dropped together.
  public var mode: Mode
  public var training: Bool

  /// `StochasticDepth(p, mode)`.
  public init(p: Probability, mode: Mode, training: Bool = true) {
    self.p = p
    self.mode = mode
    self.training = training
  }

  public var maskParts: MaskParts {
    var parts = MaskParts(
      mode == .row ? .sample : .batch, mask: .bernoulli, scaling: .noise, p: p)
    parts.atZero = .identity
    return parts
  }
}
