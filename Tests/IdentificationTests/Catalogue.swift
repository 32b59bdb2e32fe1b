// The methods and engines that the tests search, as the command line has them from its tables.
// SPDX-License-Identifier: Apache-2.0

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
    row("dropout:cs231n", ["numpy"]) {
      UniformDropout(p: $0, comparison: .below, scaling: .noise, uniforms: .float64)
    },
    row("dropout:rand-gt", ["torch"]) { UniformDropout(p: $0) },
    row("dropout:rand-lt", ["torch"]) { UniformDropout(p: $0, comparison: .below) },
    row("dropout", ["jax"]) { FlaxDropout(p: $0, key: .given) },
    row("dropout:linen", ["jax"]) { FlaxDropout(p: $0, key: .linen) },
    row("dropout:nnx", ["jax"]) { FlaxDropout(p: $0, key: .nnx) },
    row("dropout", ["torch-cuda"]) { CUDADropout(p: $0) },
    row("drop-path", ["torch-cuda"]) { DropPath(p: $0, form: .floor) },
    row("drop-path:bernoulli", ["torch-cuda"]) { DropPath(p: $0) },
    row("drop-path:rand-gt", ["torch-cuda"]) { DropPath(p: $0, form: .randGreater) },
    row("dropout2d", ["torch-cuda"]) { Dropout2d(p: $0) },
    row("stochastic-depth:row", ["torch-cuda"]) { StochasticDepth(p: $0, mode: .row) },
    row("dropout", ["torch-compile"]) { CompiledDropout(p: $0) },
    row("dropout", ["mlx"]) { MLXDropout(p: $0) },
    row("dropout2d", ["mlx"]) { MLXDropout(p: $0, kind: .channels2d) },
    row("drop-block:timm", ["torch"]) { TimmDropBlock2d(p: $0, blockSize: 3) },
    row("drop-block:timm", ["torch"]) { TimmDropBlock2d(p: $0, blockSize: 5) },
    row("drop-block:torchvision", ["torch"]) { DropBlock2d(p: $0, blockSize: 3) },
    row("drop-block:torchvision", ["torch"]) { DropBlock2d(p: $0, blockSize: 5) },
    row("dropout", ["tensorflow"]) { TensorFlowDropout(p: $0) },
    row("dropout", ["keras"]) { KerasDropout(p: $0) },
    row("dropout", ["triton"]) { TritonDropout(p: $0) },
  ].compactMap { $0 }

  private static func row(
    _ name: String, _ frameworks: [String],
    _ make: @escaping @Sendable (Probability) -> any Regularizer
  ) -> Candidate? {
    Candidate(
      name: name, frameworks: frameworks, dividesByReciprocal: frameworks == ["torch-cuda"],
      make: make)
  }

  static let engines: [SearchedEngine] =
    [
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
      cuda("torch-cuda", .sixteenBytes), cuda("torch-cuda-2.6", .four),
      cuda("torch-cuda-1.5", .none),
      SearchedEngine(name: "torch-compile", framework: "torch-compile", kind: InductorStream()) {
        InductorGenerator(seed: $0)
      },
      mlx("mlx", .python, .latest), mlx("mlx-swift", .swift, .latest),
      mlx("mlx-0.19.1", .python, .uniform),
      SearchedEngine(
        name: "tensorflow", framework: "tensorflow", kind: TensorFlowStream(.eager),
        lastSeed: UInt64(Int64.max)
      ) { TensorFlowGenerator(seed: Int64($0)) },
      SearchedEngine(
        name: "tensorflow-stateless", framework: "tensorflow", kind: TensorFlowStream(.stateless)
      ) { TensorFlowSeed(Int64($0), 0) },
      SearchedEngine(name: "triton", framework: "triton", kind: TritonStream(), lastSeed: .max) {
        TritonSeed(seed: $0)
      },
    ] + KerasBackend.allCases.map(keras)

  private static func cuda(_ name: String, _ vectors: CUDAVectors) -> SearchedEngine {
    func engine(_ gpu: GPU?, _ flags: String = "") -> SearchedEngine {
      SearchedEngine(
        name: name, framework: "torch-cuda", kind: CUDAStream(vectors: vectors), lastSeed: .max,
        flags: flags
      ) { TorchCUDAGenerator(seed: $0, gpu: gpu, vectors: vectors) }
    }
    var any = engine(nil)
    any.machines = ["t4", "a100"].map { engine(GPU.named($0), "--gpu \($0)") }
    return any
  }

  private static func mlx(
    _ name: String, _ language: MLXGenerator.Language, _ rule: MLXBernoulliRule
  ) -> SearchedEngine {
    SearchedEngine(name: name, framework: "mlx", kind: MLXStream(), lastSeed: .max) {
      MLXGenerator(seed: $0, language: language, rule: rule)
    }
  }

  private static func keras(_ backend: KerasBackend) -> SearchedEngine {
    SearchedEngine(
      name: "keras-\(backend.rawValue)", framework: "keras", kind: KerasStream(backend),
      lastSeed: 0x7fff_ffff
    ) { KerasSeedGenerator(seed: UInt32($0), backend: backend) }
  }
}
