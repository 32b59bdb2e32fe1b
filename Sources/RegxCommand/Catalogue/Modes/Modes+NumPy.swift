// Dropout as it is written in NumPy.
// SPDX-License-Identifier: Apache-2.0

import Regularization

extension Mode {
  /// The documents' vanilla dropout: the mask is of integers, so the product is float64; evaluation
  /// multiplies by a number, which changes no type.
  static let vanillaDropoutOfNumPy = Mode(
    name: "vanilla-dropout", heading: "VanillaDropout",
    summary: "NumPy: x * binomial(1, 1 - p); in evaluation x * (1 - p)",
    formula: "x * mask, in float64; in evaluation x * (1 - p)",
    noise: "one binomial(1, 1 - p) per element",
    edges: "draws also for p = 0 and p = 1; evaluation draws nothing",
    source: "Srivastava et al. 2014, JMLR 15:1929; numpy.random", frameworks: [.numpy]
  ) { arguments in
    NumPyDropout(p: arguments.p, isInverted: false, training: arguments.training)
  }

  /// NumPy's `x * binomial(1, 1 - p) / (1 - p)`.
  static let dropoutByBinomial = numPy(
    "binomial", summary: "NumPy: x * binomial(1, 1 - p) / (1 - p)",
    formula: "(x * mask) / (1 - p), in float64",
    noise: "one binomial(1, 1 - p) per element, an integer: the product is float64"
  ) { NumPyDropout(p: $0.p, training: $0.training) }

  private static func numPy(
    _ variant: String, summary: String, formula: String, noise: String,
    regularizer: @escaping @Sendable (ModeArguments) -> any Regularizer
  ) -> Mode {
    Mode(
      name: "dropout:\(variant)", heading: "Dropout (\(variant))", summary: summary,
      formula: formula, noise: noise,
      edges: "evaluation: x itself, no draw; p = 0: draws; p = 1: draws, and 0 / 0 gives nan",
      source: "Srivastava et al. 2014, JMLR 15:1929; numpy.random", frameworks: [.numpy],
      regularizer: regularizer)
  }
}
