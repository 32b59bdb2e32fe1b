// The layers as functions, under the names that `torch.nn.functional`, timm and torchvision use.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// `F.dropout(x, p, training)`; see `Dropout`.
public func dropout<Element: DrawableScalar>(
  _ x: Tensor<Element>, p: Probability = 0.5, training: Bool = true,
  using generator: inout some FrameworkGenerator
) throws -> Tensor<Element> {
  try Dropout(p: p, training: training)(x, using: &generator)
}

/// `F.alpha_dropout(x, p, training)`; see `AlphaDropout`.
public func alphaDropout<Element: DrawableScalar>(
  _ x: Tensor<Element>, p: Probability = 0.5, training: Bool = true,
  using generator: inout some FrameworkGenerator
) throws -> Tensor<Element> {
  try AlphaDropout(p: p, training: training)(x, using: &generator)
}

/// `torch.feature_dropout(x, p, training)`; see `FeatureDropout`.
public func featureDropout<Element: DrawableScalar>(
  _ x: Tensor<Element>, p: Probability = 0.5, training: Bool = true,
  using generator: inout some FrameworkGenerator
) throws -> Tensor<Element> {
  try FeatureDropout(p: p, training: training)(x, using: &generator)
}

/// timm's `drop_path(x, p, training)`; see `DropPath`.
public func dropPath<Element: DrawableScalar>(
  _ x: Tensor<Element>, p: Probability, form: DropPath.Form = .bernoulli, training: Bool = true,
  using generator: inout some FrameworkGenerator
) throws -> Tensor<Element> {
  try DropPath(p: p, form: form, training: training)(x, using: &generator)
}

/// `torchvision.ops.stochastic_depth(x, p, mode, training)`; see `StochasticDepth`.
public func stochasticDepth<Element: DrawableScalar>(
  _ x: Tensor<Element>, p: Probability, mode: StochasticDepth.Mode, training: Bool = true,
  using generator: inout some FrameworkGenerator
) throws -> Tensor<Element> {
  try StochasticDepth(p: p, mode: mode, training: training)(x, using: &generator)
}
