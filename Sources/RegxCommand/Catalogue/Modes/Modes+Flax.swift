// Flax's dropout, with three ways to come by a key.
// SPDX-License-Identifier: Apache-2.0

import Regularization

extension Mode {
  /// Plain dropout on JAX: the key of the seed is the mask's own.
  static let flaxDropout = flax(
    nil, summary: "Flax's dropout with key(seed) as it is", noise: "key(seed)", key: .given)

  /// Flax's two layers.
  static let flaxForms: [Mode] = [linenDropout, nnxDropout]

  /// flax.linen.Dropout.
  static let linenDropout = flax(
    "linen", summary: "flax.linen.Dropout, rngs={'dropout': key(seed)}",
    noise: "the key folded with the SHA-1 of the layer's path and its call",
    key: .linen)

  /// flax.nnx.Dropout.
  static let nnxDropout = flax(
    "nnx", summary: "flax.nnx.Dropout, rngs=Rngs(seed)",
    noise: "the layer's first key of the stream that it takes of Rngs",
    key: .nnx)

  private static func flax(
    _ variant: String?, summary: String, noise: String,
    key: FlaxDropout.Key
  ) -> Mode {
    Mode(
      name: variant.map { "dropout:\($0)" } ?? "dropout",
      heading: variant.map { "Dropout (\($0))" } ?? "Dropout", summary: summary,
      formula:
        "where(mask, x * (1 / (1 - p)), 0); x / (1 - p) in bfloat16, and for a single element"
        + " without --jit",
      noise: "one float32 uniform below 1 - p per element, of \(noise)",
      edges: "p = 0 and evaluation: x itself; p = 1: zeros",
      source: "Srivastava et al. 2014, JMLR 15:1929; Flax 0.12.8 flax/linen/stochastic.py,"
        + " flax/nnx/nn/stochastic.py",
      frameworks: [.jax], parameters: [.jit], synonyms: variant.map { ["\($0).Dropout"] } ?? [],
      prefixes: ["flax."]
    ) { arguments in
      FlaxDropout(
        p: arguments.p, key: key, compiled: arguments.compiled, training: arguments.training)
    }
  }
}
