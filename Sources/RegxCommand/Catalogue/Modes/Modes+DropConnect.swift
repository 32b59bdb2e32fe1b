// Dropout of weights.
// SPDX-License-Identifier: Apache-2.0

import Regularization

extension Mode {
  /// F.dropout of a linear layer's weights.
  static let dropConnect = Mode(
    name: "drop-connect", heading: "DropConnect",
    summary: "F.dropout of a linear layer's weights: the input, or --weight",
    formula: "weight * (mask / (1 - p)); with --weight, input times that, transposed",
    noise: "one Bernoulli(1 - p) draw per weight, in the shape (out, in)",
    edges: "p = 0 and evaluation: the weights themselves, no draw; p = 1: weight * 0, no draw",
    source: "Wan et al. 2013, ICML 28(3):1058",
    frameworks: [.torch], parameters: [.weight, .outFeatures], synonyms: ["weight-drop"]
  ) { arguments in
    DropConnect(p: arguments.p, training: arguments.training)
  }
}
