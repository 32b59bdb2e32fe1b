// Every engine in one table: what it stands for, and how its generator is made.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams

extension Engine {
  /// Every engine, the default first.
  static let catalogue: [Engine] =
    [
      .torch,
      torch(
        "torch-mkl", .mkl,
        "PyTorch CPU, x86-64 wheels 2.0 to 2.6, any x86 processor",
        "one word per Bernoulli call, the seed of MKL's MCG31, compared in float32; float16 and"
          + " bfloat16 computed in the format itself; masks of strided inputs drawn by index",
        synonyms: ["mkl", "pytorch-mkl"]),
      Engine(
        name: "numpy", framework: .numpy, summary: "NumPy's np.random.seed and RandomState",
        differences: "MT19937 words as torch draws them; float64 only; normals by the polar method"
          + " with a cache; a seed is 0 to 2^32 - 1 or a list of such",
        sameAs: nil,
        synonyms: ["np", "RandomState", "np.random.RandomState", "np.random.seed", "np.random"],
        verified: ["numpy": numPyReleases]
      ) { (seed, options) throws(SeedError) in
        let seed = try seed.numPy()
        do throws(NumPySeedError) {
          var generator = try NumPyRandomState(seed: seed)
          generator.progress = options.progress
          return generator
        } catch {
          throw SeedError(error.description)
        }
      },
      Engine(
        name: "numpy-generator", framework: .numpy, summary: "NumPy's np.random.default_rng",
        differences: "PCG64 after a SeedSequence; float64 and float32 uniforms; ziggurat normals; a"
          + " seed is a number of any size, 0 or more, or a list of such",
        sameAs: nil, synonyms: ["default_rng", "np.random.default_rng", "PCG64", "np.random"],
        verified: ["numpy": numPyReleases.filter { !["1.21", "1.20", "1.19"].contains($0) }]
      ) { (seed, options) throws(SeedError) in
        var generator = NumPyGenerator(seed: try seed.numPy())
        generator.progress = options.progress
        return generator
      },
      Engine(
        name: "jax", framework: .jax,
        summary: "JAX's jax.random.key on the CPU, and Flax's dropout",
        differences:
          "Threefry 2x32, partitionable, 64-bit types off: values depend on key and index"
          + " alone; only the low 32 bits of the seed matter; dropped elements are +0",
        sameAs: nil, synonyms: ["flax", "jax.random", "threefry"],
        verified: ["jax": ["0.10"], "flax": ["0.12"]]
      ) { (seed, options) throws(SeedError) in
        let key = JAXKey(seed: try seed.jax())
        return options.folded.map { key.folding(in: $0) } ?? key
      },
    ] + presets + cuda + compiled + mlx + tensorFlow + keras + triton

  /// The newest PyTorch: what is meant where no engine is named.
  static let torch = torch(
    "torch", .latest, "PyTorch CPU, newest verified version: 2.13; 2.12 is the same",
    "two words per Bernoulli draw; float16 and bfloat16 rounded from float32; masks of strided"
      + " inputs drawn along their memory", synonyms: ["pytorch", "torch-cpu", "cpu"])

  /// The versions of PyTorch by name.
  private static let presets: [Engine] =
    [("2.13", TorchVersion.v2_13), ("2.12", .v2_12)].map {
      torch("torch-\($0)", $1, "PyTorch \($0) CPU, any processor", "", sameAs: "torch")
    } + [
      torch(
        "torch-2.11", .v2_11, "PyTorch 2.11 CPU, any processor",
        "Bernoulli draws and memory order as torch; float16 and bfloat16 as torch-mkl")
    ]
    + [("2.10", TorchVersion.v2_10), ("2.9", .v2_9), ("2.8", .v2_8), ("2.7", .v2_7)].map {
      torch("torch-\($0)", $1, "PyTorch \($0) CPU, any processor", "", sameAs: "torch-2.11")
    }
    + [
      ("2.6", TorchVersion.v2_6), ("2.5", .v2_5), ("2.4", .v2_4), ("2.3", .v2_3), ("2.2", .v2_2),
      ("2.1", .v2_1), ("2.0", .v2_0),
    ].map {
      torch("torch-\($0)", $1, "PyTorch \($0) CPU, x86-64 wheels", "", sameAs: "torch-mkl")
    } + [
      torch(
        "torch-1.13", .v1_13, "PyTorch 1.13 CPU on AMD", "", sameAs: "torch-2.11"),
      torch(
        "torch-1.13-intel", .v1_13Intel, "PyTorch 1.13 and before CPU, x86-64 wheels on Intel", "",
        sameAs: "torch-mkl"),
    ]

  /// NumPy's releases with the same bits; up to 1.21 `default_rng` had other float32 uniforms.
  private static let numPyReleases = [
    "2.4", "2.3", "2.2", "2.1", "2.0", "1.26", "1.25", "1.24", "1.23", "1.22", "1.21", "1.20",
    "1.19",
  ]

  /// The engine of this name.
  static func named(_ name: String) -> Engine? { catalogue.first { $0.name == name } }

  private static func torch(
    _ name: String, _ version: TorchVersion, _ summary: String, _ differences: String,
    sameAs: String? = nil, synonyms: [String] = []
  ) -> Engine {
    Engine(
      name: name, framework: .torch, summary: summary, differences: differences, sameAs: sameAs,
      synonyms: synonyms
    ) { (seed, options) throws(SeedError) in
      var version = version
      version.vectorMath = options.vectorMath
      return TorchGenerator(seed: try seed.torch(), version: version)
    }
  }
}
