// Dropout as it is written in NumPy with `np.random.binomial`.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// `x * binomial(1, 1 - p)`, scaled in training or in evaluation. The mask consists of integers, so
/// the product is float64.
///
/// - Draws: one binomial number per element, also at p = 0 and p = 1; none in evaluation. At p = 1
///   the inverted form divides 0 by 0.
/// - Source: Srivastava et al. 2014, JMLR 15:1929; numpy.random.
public struct NumPyDropout: MaskRegularizer {
  /// The probability of zeroing.
  public var p: Probability
  /// Whether training divides by 1 - p (inverted), or evaluation multiplies by it (vanilla).
  public var isInverted: Bool
  public var training: Bool

  /// The method with its probability of zeroing.
  public init(p: Probability = 0.5, isInverted: Bool = true, training: Bool = true) {
    self.p = p
    self.isInverted = isInverted
    self.training = training
  }

  public var maskParts: MaskParts {
    var parts = MaskParts(
      .element, mask: .bernoulli, scaling: isInverted ? .output : .none, p: p)
    parts.uniforms = .float64
    if !isInverted { parts.evaluation = .timesRoundedKeep }
    return parts
  }

  /// float64 in training; evaluation at most multiplies by a number, which keeps the type.
  public func promotion(of dtype: DType) -> Promotion? {
    training && dtype != .float64 ? Promotion(dtype: .float64, layer: self) : nil
  }
}
