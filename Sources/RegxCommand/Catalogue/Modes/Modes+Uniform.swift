// Dropout written out with `rand` and a comparison: the masks that books and courses teach.
// SPDX-License-Identifier: Apache-2.0

import Regularization

extension Mode {
  /// The masks of a comparison.
  static let uniformForms: [Mode] = [dropoutAbove, dropoutBelow, dropoutOfCS231n]

  /// Dive into Deep Learning's `dropout_layer`.
  static let dropoutAbove = Mode(
    name: "dropout:rand-gt", heading: "Dropout (rand-gt)",
    summary: "Dive into Deep Learning's dropout_layer: (rand > p) * x / (1 - p)",
    formula: "((rand > p) * x) / (1 - p)",
    noise: "one float32 uniform per element, compared with p",
    edges: "p = 0: draws; p = 1: zeros, no draw; evaluation: x itself, no draw; a half input gives"
      + " float32",
    source: "Zhang et al., Dive into Deep Learning 1.0, section 5.6", frameworks: [.torch],
    synonyms: ["dropout:d2l", "d2l"]
  ) { UniformDropout(p: $0.p, training: $0.training) }

  /// The comparison the other way round.
  static let dropoutBelow = Mode(
    name: "dropout:rand-lt", heading: "Dropout (rand-lt)",
    summary: "x * (rand < 1 - p) / (1 - p), as it is written out by hand",
    formula: "(x * (rand < 1 - p)) / (1 - p)",
    noise: "one uniform per element: float32 in PyTorch, float64 in NumPy",
    edges: "p = 0: draws; p = 1: draws, and 0 / 0 gives nan; evaluation: x itself, no draw; a half"
      + " input gives float32 in PyTorch",
    source: "Srivastava et al. 2014, JMLR 15:1929; numpy.random", frameworks: [.torch, .numpy],
    elsewhere: [.numpy: .dropoutByUniform]
  ) { $0.uniformDropoutOfKeep(.output, .float32) }

  /// NumPy's `x * (rand < 1 - p) / (1 - p)`.
  static let dropoutByUniform = Mode(
    name: "dropout:rand-lt", heading: "Dropout (rand-lt)",
    summary: "NumPy: x * (rand < 1 - p) / (1 - p)",
    formula: "(x * (rand < 1 - p)) / (1 - p)",
    noise: "one float64 uniform per element",
    edges: "evaluation: x itself, no draw; p = 0: draws; p = 1: draws, and 0 / 0 gives nan",
    source: "Srivastava et al. 2014, JMLR 15:1929; numpy.random", frameworks: [.numpy]
  ) { UniformDropout(p: $0.p, comparison: .below, uniforms: .float64, training: $0.training) }

  /// CS231n's inverted dropout, whose p is the keep probability.
  static let dropoutOfCS231n = Mode(
    name: "dropout:cs231n", heading: "Dropout (cs231n)",
    summary: "CS231n's notes: x * ((rand < keep) / keep), in float64",
    formula: "x * ((rand < keep) / keep), in float64; their p is keep, so give --keep-prob",
    noise: "one float64 uniform per element",
    edges: "evaluation: x itself, no draw; p = 0: draws; p = 1: draws, and 0 / 0 gives nan",
    source: "Stanford CS231n notes, Neural Networks Part 2: inverted dropout",
    frameworks: [.numpy], synonyms: ["cs231n"]
  ) { $0.uniformDropoutOfKeep(.noise, .float64) }
}

extension ModeArguments {
  /// Keeps below the keep probability, as it was typed.
  fileprivate func uniformDropoutOfKeep(
    _ scaling: MaskParts.Scaling, _ uniforms: MaskParts.Uniforms
  ) -> UniformDropout {
    var layer = UniformDropout(
      p: p, comparison: .below, scaling: scaling, uniforms: uniforms, training: training)
    layer.keepProbability = keep
    return layer
  }
}
