// Versions of frameworks as people have them, and the builds behind them.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import CommandTable
@testable import RegxCommand

@Suite struct EngineNameTests {
  @Test(arguments: [
    ("torch==2.6.0", "torch-2.6"), ("2.6.0+cpu", "torch-2.6"), ("torch-2.6.0", "torch-2.6"),
    ("torch-2.6.0+cpu", "torch-2.6"), ("PyTorch 2.6", "torch-2.6"), ("pytorch-2.6", "torch-2.6"),
    ("2.6", "torch-2.6"), ("v2.6.0", "torch-2.6"), ("torch==2.6.0+cpu", "torch-2.6"),
    ("torch v2.13.1", "torch-2.13"), ("TORCH_2.12", "torch-2.12"), ("2.10.0", "torch-2.10"),
    ("2.1.2", "torch-2.1"), ("torch-1.13.1-intel", "torch-1.13-intel"), ("pytorch", "torch"),
    ("numpy==2.4.6", "numpy"), ("RandomState", "numpy"), ("np.random.seed", "numpy"),
    ("default_rng", "numpy-generator"), ("np.random.default_rng", "numpy-generator"),
    ("jax==0.10.2", "jax"), ("flax", "jax"), ("flax==0.12.8", "jax"), ("Torch-MKL", "torch-mkl"),
    ("numpy==1.26.4", "numpy"), ("numpy 1.19.5", "numpy"), ("np", "numpy"), ("cpu", "torch"),
  ])
  func `an engine is understood as pip and Python print it`(typed: String, name: String) throws {
    #expect(try Engine.meant(by: typed).name == name)
  }

  @Test func `every name of an engine is that engine, and its own version's`() throws {
    for engine in Engine.catalogue {
      #expect(try Engine.meant(by: engine.name).name == engine.name)
    }
  }

  @Test(arguments: [
    ("1.9", ["'torch-1.13'", "'torch-1.13-intel'"]), ("3.0", ["'torch-2.13'"]),
    ("2.14.0", ["'torch-2.13'"]),
    ("torch==2.99", ["'torch-2.13'"]), ("2.7.0a0+git1234", ["'torch-2.7'"]),
    ("2.14.0.dev20260801+cpu", ["'torch-2.13'"]), ("torch-1.0.0", ["'torch-1.13'"]),
    ("2.6.0+cu118", ["'torch-2.6'", "'torch-cuda-2.6'"]),
    ("torch==2.13.0+cu130", ["'torch-2.13'", "'torch-cuda'"]),
    ("2.4.1+rocm6.1", ["'torch-2.4'", "no engine for its GPU"]),
    ("1.13.1", ["'torch-1.13'", "'torch-1.13-intel'", "AMD"]),
    ("numpy==1.18.5", ["'numpy'", "numpy 1.19"]), ("numpy==2.9", ["'numpy'", "numpy 2.4"]),
    ("np.random", ["'numpy' (", "'numpy-generator' ("]), ("timm==1.0.31", ["'torch'"]),
    ("Keras==3.15.1", ["'keras-jax'"]), ("torch_xla", ["'torch'"]),
    ("jax==0.4.30", ["'jax'", "0.10"]),
    ("rocm", ["'torch'"]), ("mps", ["'torch-2.11'"]), ("keras", ["'keras-jax'"]),
    ("mlx==0.20", ["'mlx'", "0.32"]), ("tensorflow==2.15", ["'tensorflow'", "2.21"]),
  ])
  func `what regx has no engine for is answered with what it has`(typed: String, says: [String]) {
    // An engine that has come since needs no answer.
    guard Engine.named(typed.lowercased()) == nil else { return }
    let words = ["apply", "--engine", typed]
    expectRefused(regx(words), says + [quoted(typed)], words)
  }

  @Test(arguments: Engine.answers.map(\.words))
  func `an answer is to no engine's name, and names engines that there are`(words: [String]) throws
  {
    for word in words {
      #expect(Engine.named(word) == nil, "the row of '\(word)' can go from Engine.answers")
      #expect(word == word.lowercased())
    }
    let answer = try #require(Engine.answers.first { $0.words == words })
    let parts = answer.phrase.split(separator: "'", omittingEmptySubsequences: false)
    for (i, part) in parts.enumerated() where !i.isMultiple(of: 2) && part != "s seeds" {
      #expect(Engine.named(String(part)) != nil, "\(part)")
    }
  }

  @Test(arguments: [
    ("2.6.0+cpu x86_64", ["torch-2.6"], "without MKL"),
    ("2.6.0+cpu mkl=True x86_64", ["torch-2.6"], ""),
    ("2.13.0+cpu mkl=True x86_64", ["torch-2.13"], ""),
    ("2.13.0 mkl=False arm64", ["torch-2.13"], "libm"),
    ("2.6.0 mkl=False arm64", ["torch-2.11"], "libm"),
    ("2.6.0 mkl=False x86_64", ["torch-2.11"], "without MKL"),
    ("2.6.0+cu124 mkl=True x86_64", ["torch-2.6"], "CUDA"),
    ("2.7.1+cu128 mkl=True AMD64", ["torch-2.7"], "CUDA"),
    ("1.13.1+cpu mkl=True x86_64", ["torch-1.13", "torch-1.13-intel"], "say which"),
    ("1.13.1+cpu mkl=True x86_64 GenuineIntel", ["torch-1.13-intel"], ""),
    ("1.13.1+cpu mkl=True x86_64 AMD", ["torch-1.13"], ""),
    ("1.13.1 mkl=False aarch64", ["torch-1.13"], "libm"),
    ("PyTorch 2.6, x86_64, mkl", ["torch-2.6"], ""), ("numpy==2.4.6", ["numpy"], ""),
    ("JAX 0.10.2", ["jax"], ""), ("torch 2.13.0 arm64", ["torch-2.13"], "libm"),
  ])
  func `a build names its engine`(text: String, names: [String], note: String) throws {
    let matches = try FrameworkBuild(text).matches
    #expect(matches.map(\.engine.name) == names)
    for match in matches {
      #expect(note.isEmpty ? match.note.isEmpty : match.note.contains(note), "\(match.note)")
    }
    #expect(regx("engines", "--for", text).code == 0)
  }

  @Test(arguments: [
    ("", "names no version"), ("x86_64", "names no version"), ("2.6.0 Darwin", "'Darwin'"),
    ("2.14.0 x86_64", "'torch-2.13'"), ("2.6.0 mkl=maybe", "'mkl=maybe'"),
  ])
  func `a build that says too little is refused`(text: String, says: String) {
    let words = ["engines", "--for", text]
    expectRefused(regx(words), [says], words)
  }
}
