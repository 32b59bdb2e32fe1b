// Both modes of torchvision's stochastic depth.
// SPDX-License-Identifier: Apache-2.0

import Regularization

extension Mode {
  /// Both modes of `torchvision.ops.stochastic_depth`.
  static let stochasticDepths: [Mode] = [
    stochasticDepth("row", .row, noise: "one draw per sample, in the shape (B, 1, ...)"),
    stochasticDepth("batch", .batch, noise: "one draw in all, in the shape (1, 1, ...)"),
  ]

  private static func stochasticDepth(_ name: String, _ mode: StochasticDepth.Mode, noise: String)
    -> Mode
  {
    Mode(
      name: "stochastic-depth:\(name)", heading: "StochasticDepth (\(name))",
      summary: "torchvision.ops.stochastic_depth(mode=\"\(name)\")",
      formula: "x * (mask / (1 - p))", noise: noise + ", Bernoulli(1 - p)",
      edges: "p = 0 and evaluation: x itself, no draw; p = 1: draws, x * 0",
      source: "Huang et al. 2016, arXiv:1603.09382; torchvision 0.28"
        + " torchvision/ops/stochastic_depth.py",
      frameworks: [.torch, .torchCUDA], synonyms: ["stochastic-depth"],
      prefixes: torchvisionPrefixes
    ) { arguments in
      StochasticDepth(p: arguments.p, mode: mode, training: arguments.training)
    }
  }
}
