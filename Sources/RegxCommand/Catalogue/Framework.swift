// The frameworks that regx knows, and what each does in its own way.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// A framework: the rules that modes are written for. Engines of one framework differ in draws, not
/// in what a mode means.
///
/// A new framework adds its case here, and the compiler asks for each of its properties.
enum Framework: String, CaseIterable, Sendable {
  case torch, numpy, jax, mlx, tensorflow, keras, triton
  case torchCUDA = "torch-cuda"
  case torchCompile = "torch-compile"

  /// The element type of what is drawn where none is asked for.
  var defaultDtype: DType {
    switch self {
    case .numpy: .float64
    case .torch, .jax, .mlx, .tensorflow, .keras, .triton, .torchCUDA, .torchCompile: .float32
    }
  }

  /// What `compare` applies where no mode is named.
  var comparedModes: [Mode] {
    switch self {
    case .torch, .torchCUDA: [.dropPath, .dropout]
    case .numpy: [.dropoutByBinomial, .dropoutByUniform]
    case .jax: [.linenDropout, .nnxDropout]
    case .mlx, .tensorflow, .keras, .triton, .torchCompile: [.dropout]
    }
  }

  /// The type that a file's tensor has once it is the framework's: JAX's 64-bit types are off by
  /// default, so there float64 becomes float32.
  func loaded(_ dtype: DType) -> DType {
    self == .jax && dtype == .float64 ? .float32 : dtype
  }

  /// Whether a wider number comes to this type by way of float32. NumPy, and so JAX, round once to
  /// float16; bfloat16 is `ml_dtypes`' there.
  func roundsToFloatFirst(_ dtype: DType) -> Bool {
    switch self {
    case .torch, .torchCUDA, .torchCompile, .mlx: dtype == .bfloat16 || dtype == .float16
    case .numpy, .jax, .tensorflow, .keras, .triton: dtype == .bfloat16
    }
  }
}
