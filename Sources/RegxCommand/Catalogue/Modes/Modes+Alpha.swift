// Alpha dropout of elements and of channels.
// SPDX-License-Identifier: Apache-2.0

import Regularization

extension Mode {
  /// Alpha dropout of elements and of channels.
  static let alphaForms: [Mode] = [
    alpha(
      "alpha-dropout", heading: "AlphaDropout",
      summary: "F.alpha_dropout: keeps mean and variance after SELU", noise: "element"
    ) { AlphaDropout(p: $0.p, training: $0.training) },
    alpha(
      "feature-alpha-dropout", heading: "FeatureAlphaDropout",
      summary: "F.feature_alpha_dropout: the same for whole channels", noise: "(N, C)"
    ) { FeatureAlphaDropout(p: $0.p, training: $0.training) },
  ]

  private static func alpha(
    _ name: String, heading: String, summary: String, noise: String,
    regularizer: @escaping @Sendable (ModeArguments) -> any Regularizer
  ) -> Mode {
    Mode(
      name: name, heading: heading, summary: summary,
      formula: "x * (mask * a) + (((mask - 1) * alpha * a) + alpha * a * p), alpha ="
        + " 1.7580993408473766, a = 1 / sqrt((alpha^2 * p + 1) * (1 - p))",
      noise: "one Bernoulli(1 - p) draw per \(noise)",
      edges: "p = 0 and evaluation: x itself, no draw; p = 1: x * 0, no draw",
      source: "Klambauer et al. 2017, arXiv:1706.02515; PyTorch aten/src/ATen/native/Dropout.cpp",
      frameworks: [.torch, .torchCUDA], prefixes: torchPrefixes, regularizer: regularizer)
  }
}
