// Dropout: F.dropout and nn.Dropout.
// SPDX-License-Identifier: Apache-2.0

/// Zeroes each element with probability p and scales the rest: `x * (mask / (1 - p))`.
///
/// - Draws: one Bernoulli number of 1 - p per element, in the input's shape. None at p = 0, at p = 1
///   and in evaluation, where the result is x, x * 0 and x.
/// - Source: Srivastava et al. 2014, JMLR 15:1929; PyTorch aten/src/ATen/native/Dropout.cpp.
public struct Dropout: MaskRegularizer {
  /// The probability of zeroing.
  public var p: Probability
  public var training: Bool

  /// `nn.Dropout(p)`.
  public init(p: Probability = 0.5, training: Bool = true) {
    self.p = p
    self.training = training
  }

  public var maskParts: MaskParts {
    var parts = MaskParts(.element, mask: .bernoulli, scaling: .noise, p: p)
    (parts.atZero, parts.atOne) = (.identity, .timesZero)
    return parts
  }
}
