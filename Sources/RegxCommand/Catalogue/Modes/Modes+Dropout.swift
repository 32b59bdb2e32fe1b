// Dropout of elements, in its inverted and its vanilla form.
// SPDX-License-Identifier: Apache-2.0

import Regularization

extension Mode {
  /// F.dropout and nn.Dropout.
  ///
  /// Srivastava et al. 2014, inverted: survivors are scaled in training, so evaluation does nothing.
  static let dropout = Mode(
    name: "dropout", heading: "Dropout",
    summary: "F.dropout, nn.Dropout: zeroes elements, scales the rest",
    formula: "x * (mask / (1 - p))",
    noise: "one Bernoulli(1 - p) draw per element, in the input's shape",
    edges: "p = 0 and evaluation: x itself, no draw; p = 1: x * 0, no draw",
    source: "Srivastava et al. 2014, JMLR 15:1929; PyTorch aten/src/ATen/native/Dropout.cpp",
    frameworks: Framework.allCases,
    elsewhere: [
      .numpy: .dropoutByBinomial, .jax: .flaxDropout, .torchCUDA: .cudaDropout,
      .torchCompile: .compiledDropout, .mlx: .mlxDropout, .tensorflow: .tensorFlowDropout,
      .keras: .kerasDropout, .triton: .tritonDropout,
    ],
    synonyms: ["inverted-dropout", "standard-dropout"], prefixes: torchPrefixes
  ) { arguments in
    Dropout(p: arguments.p, training: arguments.training)
  }

  /// The paper's own dropout: nothing is scaled in training, so evaluation must scale.
  static let vanillaDropout = Mode(
    name: "vanilla-dropout", heading: "VanillaDropout",
    summary: "the original dropout: masks in training, multiplies by 1 - p in evaluation",
    formula: "x * mask; in evaluation x * (1 - p)",
    noise: "one Bernoulli(1 - p) draw per element, in the input's shape",
    edges: "draws also for p = 0 and p = 1; evaluation draws nothing",
    source: "Srivastava et al. 2014, JMLR 15:1929, section 10",
    frameworks: [.torch, .torchCUDA, .numpy], elsewhere: [.numpy: .vanillaDropoutOfNumPy],
    synonyms: ["original-dropout"]
  ) { arguments in
    VanillaDropout(p: arguments.p, training: arguments.training)
  }
}
