// The five computations that go by the name DropPath.
// SPDX-License-Identifier: Apache-2.0

import Regularization

extension Mode {
  /// The forms of drop path, the documents' first one as the default.
  static let dropPathForms: [Mode] = [
    dropPath, dropPathBernoulli, dropPathPrescaled, dropPathAbove, dropPathArticleModule,
  ]

  private static let paper = "Huang et al. 2016, arXiv:1603.09382"
  private static let perSample = "one draw per sample, in the shape (B, 1, ...)"

  /// timm's first form.
  static let dropPath = Mode(
    name: "drop-path", heading: "DropPath",
    summary: "timm's first form: floor(keep + rand), the input divided first",
    formula: "(x / keep) * floor(keep + rand)",
    noise: perSample + ", uniform in the input's type",
    edges: "p = 0 and evaluation: x itself, no draw; p = 1: draws, and x / 0 gives nan",
    source: "\(paper); timm before 0.5, drop_path",
    frameworks: [.torch, .torchCUDA],
    synonyms: ["drop-path:timm-0.4", "timm.models.layers.DropPath"]
  ) { arguments in
    DropPath(p: arguments.p, form: .floor, training: arguments.training)
  }

  /// Today's timm, and the article's last form.
  static let dropPathBernoulli = Mode(
    name: "drop-path:bernoulli", heading: "DropPath (bernoulli)",
    summary: "today's timm and the article's last form: the mask divided first",
    formula: "x * (mask / keep)",
    noise: perSample + ", Bernoulli(keep)",
    edges: "p = 0 and evaluation: x itself, no draw; p = 1: draws, x * 0",
    source: "\(paper); timm 1.0.31 timm/layers/drop.py, drop_path",
    frameworks: [.torch, .torchCUDA], parameters: [.noScaleByKeep],
    synonyms: [
      "drop-path:timm", "drop-path:timm-1.0", "timm.layers.DropPath", "timm.models.layers.DropPath",
    ]
  ) { arguments in
    DropPath(
      p: arguments.p, form: .bernoulli, scaleByKeep: arguments.scaleByKeep,
      training: arguments.training)
  }

  /// The article's first form.
  static let dropPathPrescaled = Mode(
    name: "drop-path:prescaled", heading: "DropPath (prescaled)",
    summary: "the article's first form: the input divided first, a Bernoulli mask",
    formula: "(x / keep) * mask",
    noise: perSample + ", Bernoulli(keep)",
    edges: "draws also for p = 0; p = 1: draws, and x / 0 gives nan; evaluation: x itself, no draw",
    source: "\(paper); \"Implementing Stochastic Depth/Drop Path In PyTorch\", drop_path",
    frameworks: [.torch, .torchCUDA]
  ) { arguments in
    arguments.dropPathOfKeep(.prescaled)
  }

  /// What the article says is the same, and is not: it keeps a sample with probability p.
  static let dropPathAbove = Mode(
    name: "drop-path:rand-gt", heading: "DropPath (rand-gt)",
    summary: "what the article calls equivalent; keeps with probability p, wrong unless p = 0.5",
    formula: "(x / keep) * (rand > keep)",
    noise: perSample + ", uniform in float32",
    edges: "draws also for p = 0 and p = 1; evaluation: x itself, no draw",
    source: "\"Implementing Stochastic Depth/Drop Path In PyTorch\", the line after bernoulli_",
    frameworks: [.torch, .torchCUDA]
  ) { arguments in
    arguments.dropPathOfKeep(.randGreater)
  }

  /// The article's module: it hands its drop probability to a function of the keep probability.
  static let dropPathArticleModule = Mode(
    name: "drop-path:article-module", heading: "DropPath (article-module)",
    summary: "DropPath(p) as the article wrote it: its p arrives as the keep probability",
    formula: "x * (mask / p)",
    noise: perSample + ", Bernoulli(p)",
    edges: "p = 0 and evaluation: x itself, no draw; p = 1: draws, x * 1",
    source: "\"Implementing Stochastic Depth/Drop Path In PyTorch\", class DropPath",
    frameworks: [.torch, .torchCUDA]
  ) { arguments in
    DropPath(p: arguments.p, form: .articleModule, training: arguments.training)
  }
}

extension ModeArguments {
  /// A form that takes the keep probability, as it was typed.
  fileprivate func dropPathOfKeep(_ form: DropPath.Form) -> DropPath {
    var layer = DropPath(p: p, form: form, training: training)
    layer.keepProbability = keep
    return layer
  }
}
