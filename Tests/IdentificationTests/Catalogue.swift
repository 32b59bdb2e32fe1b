// The methods and engines that the tests search, as the command line has them from its tables.

import Identification
import RandomStreams
import Regularization

enum Catalogue {
  static let candidates: [Candidate] = [
    row("dropout", ["torch"]) { Dropout(p: $0) },
    row("vanilla-dropout", ["torch"]) { VanillaDropout(p: $0) },
    row("drop-path", ["torch"]) { DropPath(p: $0, form: .floor) },
    row("drop-path:bernoulli", ["torch"]) { DropPath(p: $0) },
    row("drop-path:prescaled", ["torch"]) { DropPath(p: $0, form: .prescaled) },
    row("drop-path:rand-gt", ["torch"]) { p in
      DropPath(p: p, form: .randGreater)
    },
    row("drop-path:article-module", ["torch"]) { DropPath(p: $0, form: .articleModule) },
    row("dropout1d", ["torch"]) { Dropout1d(p: $0) },
    row("dropout2d", ["torch"]) { Dropout2d(p: $0) },
    row("dropout3d", ["torch"]) { Dropout3d(p: $0) },
    row("feature-dropout", ["torch"]) { FeatureDropout(p: $0) },
    row("alpha-dropout", ["torch"]) { AlphaDropout(p: $0) },
    row("feature-alpha-dropout", ["torch"]) { FeatureAlphaDropout(p: $0) },
    row("stochastic-depth:row", ["torch"]) { StochasticDepth(p: $0, mode: .row) },
    row("stochastic-depth:batch", ["torch"]) { StochasticDepth(p: $0, mode: .batch) },
    row("vanilla-dropout", ["numpy"]) { NumPyDropout(p: $0, isInverted: false) },
    row("dropout:binomial", ["numpy"]) { NumPyDropout(p: $0) },
    row("dropout:rand-lt", ["numpy"]) {
      UniformDropout(p: $0, comparison: .below, uniforms: .float64)
    },
    row("dropout", ["jax"]) { FlaxDropout(p: $0, key: .given) },
    row("dropout:linen", ["jax"]) { FlaxDropout(p: $0, key: .linen) },
    row("dropout:nnx", ["jax"]) { FlaxDropout(p: $0, key: .nnx) },
  ].compactMap { $0 }

  private static func row(
    _ name: String, _ frameworks: [String],
    _ make: @escaping @Sendable (Probability) -> any Regularizer
  ) -> Candidate? {
    Candidate(name: name, frameworks: frameworks, make: make)
  }

  static let engines: [SearchedEngine] = [
    SearchedEngine(name: "torch", framework: "torch", kind: TorchStream()) {
      TorchGenerator(seed: $0)
    },
    SearchedEngine(name: "torch-mkl", framework: "torch", kind: MKLStream()) {
      TorchGenerator(seed: $0, version: .mkl)
    },
    SearchedEngine(
      name: "torch-2.11", framework: "torch", kind: TorchStream(drawsHalvesEarly: true)
    ) { TorchGenerator(seed: $0, version: .native) },
    SearchedEngine(name: "numpy", framework: "numpy", kind: NumPyStream()) {
      try NumPyRandomState(seed: NumPySeed($0))
    },
    SearchedEngine(
      name: "numpy-generator", framework: "numpy", kind: NumPyGeneratorStream(), lastSeed: .max
    ) { NumPyGenerator(seed: NumPySeed($0)) },
    SearchedEngine(name: "jax", framework: "jax", kind: JAXStream()) { JAXKey(seed: $0) },
  ]
}
