// The engines where people train: GPUs, compiled code, MLX, TensorFlow, Keras, kernels of Triton.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams

extension Engine {
  /// PyTorch on CUDA devices.
  static let cuda: [Engine] = [
    cuda(
      "torch-cuda", .sixteenBytes, "PyTorch on a CUDA GPU, after 2.7 (from its sources)",
      "Philox, a stream a thread; uniforms in (0, 1]; the same on every GPU up to 40960 draws, and"
        + " up to 4 times as many in a float32 dropout, 8 in half types, 2 in float64; beyond"
        + " that --gpu; a thread of a dropout makes 16 bytes",
      synonyms: ["cuda", "cuda:0", "gpu", "nvidia"]),
    cuda(
      "torch-cuda-2.6", .four, "PyTorch 1.6 to 2.6 on a CUDA GPU (from its sources)",
      "as torch-cuda, but a thread of a dropout makes 4 elements of any type"),
    cuda(
      "torch-cuda-1.5", .none, "PyTorch 1.5 and before on a CUDA GPU",
      "as torch-cuda, but a thread of a dropout makes elements that lie apart, as in rand"),
  ]

  private static func cuda(
    _ name: String, _ vectors: CUDAVectors, _ summary: String, _ differences: String,
    synonyms: [String] = []
  ) -> Engine {
    Engine(
      name: name, framework: .torchCUDA, summary: summary, differences: differences, sameAs: nil,
      synonyms: synonyms
    ) { (seed, options) throws(SeedError) in
      TorchCUDAGenerator(seed: try seed.torch(), gpu: options.gpu, vectors: vectors)
    }
  }

  /// torch.compile on the CPU.
  static let compiled = [
    Engine(
      name: "torch-compile", framework: .torchCompile,
      summary: "torch.compile on the CPU, PyTorch 2.13",
      differences: "a compiled dropout takes two words of torch's stream, the second of which is a"
        + " key of Philox; keeps uniforms above p; a drawn input is drawn before the graph runs",
      sameAs: nil, synonyms: ["compile", "torch.compile", "inductor"]
    ) { (seed, _) throws(SeedError) in
      InductorGenerator(seed: try seed.torch())
    }
  ]

  /// MLX.
  static let mlx = [
    mlx(
      "mlx", "MLX from Python, 0.19.2 and later", .python, .latest,
      "Threefry 2x32, the two halves of a call in one block; the state splits at each call; 1 - p"
        + " in float64, rounded to float32; a seed is 0 to 2^64 - 1",
      synonyms: ["mlx.core.random", "mx.random"], verified: ["mlx": ["0.32"]]),
    mlx(
      "mlx-swift", "MLX from Swift", .swift, .latest,
      "as mlx, but 1 - p in float32: another mask for 41 of the 99 two-digit p"),
    mlx(
      "mlx-0.19.1", "MLX from Python, before 0.19.2", .python, .uniform,
      "as mlx, but a uniform is compared with 1 - p: about 350 of 2^32 words differ"),
  ]

  private static func mlx(
    _ name: String, _ summary: String, _ language: MLXGenerator.Language, _ rule: MLXBernoulliRule,
    _ differences: String, synonyms: [String] = [], verified: [String: [String]] = [:]
  ) -> Engine {
    Engine(
      name: name, framework: .mlx, summary: summary, differences: differences, sameAs: nil,
      synonyms: synonyms, verified: verified
    ) { (seed, _) throws(SeedError) in
      MLXGenerator(seed: try seed.mlx(), language: language, rule: rule)
    }
  }

  /// TensorFlow.
  static let tensorFlow = [
    Engine(
      name: "tensorflow", framework: .tensorflow,
      summary: "TensorFlow's tf.random.set_seed and tf.nn.dropout, on the CPU",
      differences: "a Philox for each operation, whose seed is --op-seed or the next number of"
        + " Python's random.Random(seed); keeps uniforms not below p; dropped elements are +0",
      sameAs: nil, synonyms: ["tf", "tf.random"], verified: ["tensorflow": ["2.21"]]
    ) { (seed, options) throws(SeedError) in
      TensorFlowGenerator(seed: try seed.jax(), opSeed: options.opSeed)
    },
    Engine(
      name: "tensorflow-stateless", framework: .tensorflow,
      summary: "TensorFlow's stateless draws, seed=(--seed, --op-seed), on the CPU",
      differences: "as tensorflow, but all depends on the two seeds alone; --op-seed is 0 if left"
        + " out",
      sameAs: nil, verified: ["tensorflow": ["2.21"]]
    ) { (seed, options) throws(SeedError) in
      TensorFlowSeed(try seed.jax(), options.opSeed ?? 0)
    },
  ]

  /// Keras' dropout layers.
  static let keras: [Engine] = KerasBackend.allCases.map { backend in
    let rule =
      switch backend {
      case .tensorflow: "TensorFlow's stateless draws with the seed (seed, call)"
      case .jax: "JAX's Threefry with the key (seed, call)"
      case .torch: "a Mersenne Twister seeded with seed + call"
      case .numpy: "default_rng([seed, call])"
      }
    return Engine(
      name: "keras-\(backend.rawValue)", framework: .keras,
      summary: "keras.layers.Dropout(rate, seed=seed) on \(backend.rawValue)",
      differences: "\(rule); a seed is 0 to 2^31 - 1; dropped elements are +0", sameAs: nil
    ) { (seed, _) throws(SeedError) in
      KerasSeedGenerator(seed: try seed.keras(), backend: backend)
    }
  }

  /// Triton.
  static let triton = [
    Engine(
      name: "triton", framework: .triton, summary: "Triton's tl.rand(seed, index)",
      differences: "the first word of Philox's block of that index, 31 bits; keeps uniforms above"
        + " p; drawing does not change the seed",
      sameAs: nil, synonyms: ["tl.rand"], verified: ["triton": ["3.9"]]
    ) { (seed, _) throws(SeedError) in
      TritonSeed(seed: try seed.torch())
    }
  ]
}
