// How PyTorch initializes the weights and biases of its layers.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore

/// The ends of the uniform distributions that a layer's parameters are drawn from, symmetric
/// about 0.
///
/// Source: `torch/nn/modules/linear.py`, `conv.py` and `torch/nn/init.py` of PyTorch 2.13.
struct InitialBounds: Sendable {
  let weight: Double
  let bias: Double

  /// What `reset_parameters` of `nn.Linear` and `nn.Conv2d` uses: `kaiming_uniform_(a=sqrt(5))`
  /// for the weight and 1 / sqrt(fanIn) for the bias.
  ///
  /// The weight's bound is meant to be 1 / sqrt(fanIn) too, and differs from it in the last bits:
  /// they are kept.
  static func kaiming(fanIn: Int) -> InitialBounds {
    let slope = 5.0.squareRoot()
    let gain = (2 / (1 + slope * slope)).squareRoot()
    let deviation = gain / Double(fanIn).squareRoot()
    return InitialBounds(
      weight: 3.0.squareRoot() * deviation, bias: 1 / Double(fanIn).squareRoot())
  }

  /// The same rule where no framework has one: 1 / sqrt(fanIn) for both.
  static func plain(fanIn: Int) -> InitialBounds {
    let bound = 1 / Double(fanIn).squareRoot()
    return InitialBounds(weight: bound, bias: bound)
  }
}

/// Whose rule the bounds of a layer's parameters follow.
package enum Initialization: Sendable {
  /// `nn.Linear`'s and `nn.Conv2d`'s.
  case kaiming
  /// 1 / sqrt(fanIn), where no framework has a rule.
  case plain

  func bounds(_ fanIn: Int) -> InitialBounds {
    switch self {
    case .kaiming: .kaiming(fanIn: fanIn)
    case .plain: .plain(fanIn: fanIn)
    }
  }
}

/// A tensor drawn uniformly from -bound to bound.
///
/// - Draws: the framework's uniform, one value per element, row-major.
func uniform<Element: DrawableScalar>(
  _ shape: Shape, bound: Double, using generator: inout any FrameworkGenerator
) throws -> Tensor<Element> {
  let draw = try Element.uniform(
    low: -bound, high: bound, count: shape.count, using: &generator)
  return try RandomValues<Element>(draw, shape: shape).tensor()
}
