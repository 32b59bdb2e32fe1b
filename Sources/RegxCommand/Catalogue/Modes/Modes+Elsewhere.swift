// Dropout as the frameworks beyond PyTorch's CPU, NumPy and JAX have it.
// SPDX-License-Identifier: Apache-2.0

import Regularization

extension Mode {
  private static let perElement = "one number per element, in the input's shape"
  private static let paper = "Srivastava et al. 2014, JMLR 15:1929"

  /// F.dropout on a CUDA device.
  static let cudaDropout = Mode(
    name: "dropout", heading: "Dropout",
    summary: "F.dropout on a GPU, one fused kernel, not in place",
    formula: "x * mask * (1 / (1 - p)), in float32 for the half types, rounded once",
    noise: perElement + ": a uniform below 1 - p keeps",
    edges: "p = 0 and evaluation: x itself, no draw; p = 1: x * 0, no draw",
    source: "\(paper); PyTorch aten/src/ATen/native/cuda/Dropout.cu", frameworks: [.torchCUDA]
  ) { arguments in
    CUDADropout(p: arguments.p, training: arguments.training)
  }

  /// F.dropout in a graph of torch.compile.
  static let compiledDropout = Mode(
    name: "dropout", heading: "Dropout", summary: "F.dropout compiled for the CPU",
    formula: "mask * x * (1 / (1 - p)), in float32 for the half types, rounded once",
    noise: perElement + ": a uniform above p keeps",
    edges: "p = 0 and evaluation: x itself, no draw; p = 1: zeros, no draw",
    source: "\(paper); PyTorch torch/_inductor/decomposition.py", frameworks: [.torchCompile]
  ) { arguments in
    CompiledDropout(p: arguments.p, training: arguments.training)
  }

  /// mlx.nn.Dropout.
  static let mlxDropout = mlx(
    "dropout", "Dropout", .elements, noise: perElement, ranks: "any rank")

  /// mlx.nn.Dropout2d.
  static let mlxDropout2d = mlx(
    "dropout2d", "Dropout2d", .channels2d,
    noise: "one number per sample and index of the last axis", ranks: "(H, W, C) or (N, H, W, C)")

  /// mlx.nn.Dropout3d.
  static let mlxDropout3d = mlx(
    "dropout3d", "Dropout3d", .channels3d,
    noise: "one number per sample and index of the last axis",
    ranks: "(D, H, W, C) or (N, D, H, W, C)")

  private static func mlx(
    _ name: String, _ heading: String, _ kind: MLXDropout.Kind, noise: String, ranks: String
  ) -> Mode {
    Mode(
      name: name, heading: heading, summary: "mlx.nn.\(heading), for \(ranks)",
      formula: "(mask * x) * (1 / (1 - p)), the scale rounded to x's type",
      noise: "\(noise), of a key of its own: a word below a bound keeps",
      edges: "p = 0 and evaluation: x itself, no key; p = 1 is refused",
      source: "\(paper); MLX python/mlx/nn/layers/dropout.py", frameworks: [.mlx]
    ) { arguments in
      MLXDropout(p: arguments.p, kind: kind, training: arguments.training)
    }
  }

  /// tf.nn.dropout.
  static let tensorFlowDropout = Mode(
    name: "dropout", heading: "Dropout", summary: "tf.nn.dropout",
    formula: "where(mask, x * (1 / (1 - p)), 0), the scale rounded to x's type",
    noise: perElement + ": a uniform in x's type, not below p, keeps",
    edges: "evaluation: x itself, no draw; p = 0: x, and an operation's seed is taken; p = 1 is"
      + " refused",
    source: "\(paper); TensorFlow tensorflow/python/ops/nn_ops.py", frameworks: [.tensorflow]
  ) { arguments in
    TensorFlowDropout(p: arguments.p, training: arguments.training)
  }

  /// keras.layers.Dropout.
  static let kerasDropout = Mode(
    name: "dropout", heading: "Dropout", summary: "keras.layers.Dropout with a seed",
    formula: "where(mask, x / (1 - p), 0), as the backend divides",
    noise: perElement + ", of the layer's seed and its count of calls",
    edges: "p = 0 and evaluation: x itself, no call; p = 1: zeros, no call",
    source: "\(paper); Keras keras/src/layers/regularization/dropout.py", frameworks: [.keras]
  ) { arguments in
    KerasDropout(p: arguments.p, training: arguments.training)
  }

  /// The dropout of Triton's tutorial.
  static let tritonDropout = Mode(
    name: "dropout", heading: "Dropout", summary: "the seeded dropout of Triton's tutorial",
    formula: "where(tl.rand(seed, i) > p, x / (1 - p), 0), in float32",
    noise: perElement + ", of the seed and the index",
    edges: "draws also for p = 0 and p = 1; evaluation: x itself, no draw",
    source: "\(paper); Triton python/tutorials/04-low-memory-dropout.py", frameworks: [.triton]
  ) { arguments in
    TritonDropout(p: arguments.p, training: arguments.training)
  }
}
