// Vanilla dropout: the paper's own form, which scales in evaluation.
// SPDX-License-Identifier: Apache-2.0

/// Zeroes each element with probability p in training, `x * mask`, and multiplies by 1 - p in
/// evaluation.
///
/// - Draws: one Bernoulli number of 1 - p per element, also at p = 0 and p = 1; none in evaluation.
/// - Source: Srivastava et al. 2014, JMLR 15:1929, section 10.
public struct VanillaDropout: MaskRegularizer {
  /// The probability of zeroing.
  public var p: Probability
  public var training: Bool

  /// The method with its probability of zeroing.
  public init(p: Probability = 0.5, training: Bool = true) {
    self.p = p
    self.training = training
  }

  public var maskParts: MaskParts {
    var parts = MaskParts(.element, mask: .bernoulli, scaling: .none, p: p)
    parts.evaluation = .timesKeep
    return parts
  }
}
