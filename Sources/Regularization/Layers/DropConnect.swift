// DropConnect: dropout of a layer's weights, and no other name for DropPath.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// Dropout of the weights of a linear layer: the input is the weight matrix (out, in).
///
/// - Draws: one Bernoulli number of 1 - p per weight; none at p = 0, at p = 1 and in evaluation.
/// - Source: Wan et al. 2013, ICML 28(3):1058.
public struct DropConnect: MaskRegularizer {
  /// The probability of zeroing.
  public var p: Probability
  public var training: Bool

  /// The method with its probability of zeroing.
  public init(p: Probability = 0.5, training: Bool = true) {
    self.p = p
    self.training = training
  }

  public var maskParts: MaskParts { Dropout(p: p).maskParts }

  public func applied<Element: DrawableScalar>(
    to input: any Source<Element>, using generator: inout some FrameworkGenerator
  ) throws(RegularizationError) -> Regularized<Element> {
    guard input.shape.rank == 2 else { throw .weightRank(input.shape.rank) }
    return try maskParts.applied(to: input, training: training, using: &generator)
  }
}
