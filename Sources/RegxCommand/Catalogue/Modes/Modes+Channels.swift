// The modes that drop whole channels.
// SPDX-License-Identifier: Apache-2.0

import Regularization

extension Mode {
  /// The forms that drop whole channels.
  static let channelForms: [Mode] = [
    channels(
      "dropout1d", heading: "Dropout1d", call: "F.dropout1d",
      synonyms: ["SpatialDropout1D", "channel-dropout"],
      noise: "one Bernoulli(1 - p) draw per channel: (N, C, 1); (C, 1) for a 2-D input",
      ranks: "2-D and 3-D inputs only"
    ) { Dropout1d(p: $0.p, training: $0.training) },
    channels(
      "dropout2d", heading: "Dropout2d", call: "F.dropout2d",
      synonyms: ["spatial-dropout", "SpatialDropout2D", "channel-dropout"],
      noise: "one Bernoulli(1 - p) draw per (N, C), whatever the rank",
      ranks: "warns unless 4-D, also where a 3-D input is taken as (N, C, L)", mlx: .mlxDropout2d
    ) { Dropout2d(p: $0.p, training: $0.training) },
    channels(
      "dropout3d", heading: "Dropout3d", call: "F.dropout3d",
      synonyms: ["SpatialDropout3D", "channel-dropout"],
      noise: "one Bernoulli(1 - p) draw per (N, C); per index of the first axis unless 5-D",
      ranks: "warns unless 4-D or 5-D", mlx: .mlxDropout3d
    ) { Dropout3d(p: $0.p, training: $0.training) },
    channels(
      "feature-dropout", heading: "FeatureDropout", call: "torch.feature_dropout",
      noise: "one Bernoulli(1 - p) draw per (N, C)", ranks: "2-D inputs and more"
    ) { FeatureDropout(p: $0.p, training: $0.training) },
  ]

  private static func channels(
    _ name: String, heading: String, call: String, synonyms: [String] = [], noise: String,
    ranks: String, mlx: Mode? = nil,
    regularizer: @escaping @Sendable (ModeArguments) -> any Regularizer
  ) -> Mode {
    Mode(
      name: name, heading: heading, summary: "\(call): zeroes whole channels",
      formula: "x * (mask / (1 - p))", noise: noise,
      edges: "\(ranks); p = 0 and evaluation: x itself, no draw; p = 1: x * 0, no draw",
      source: "Tompson et al. 2015, arXiv:1411.4280; PyTorch torch/nn/functional.py",
      frameworks: [.torch, .torchCUDA, .torchCompile] + (mlx == nil ? [] : [.mlx]),
      elsewhere: mlx.map { [.mlx: $0] } ?? [:], synonyms: synonyms, prefixes: torchPrefixes,
      regularizer: regularizer)
  }
}
