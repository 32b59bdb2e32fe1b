// What else people call the element types.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import TensorCore

extension DType {
  /// The type as something to choose.
  var choice: Choice {
    Choice(rawValue, also: Self.synonyms[self] ?? [], after: Self.prefixes)
  }

  /// As PyTorch, C and papers say. Python's `float`, which NumPy means by it, is a float64.
  private static let synonyms: [DType: [String]] = [
    .float16: ["half", "fp16", "f16"],
    .bfloat16: ["bf16"],
    .float32: ["float", "single", "fp32", "f32"],
    .float64: ["double", "fp64", "f64", "np.float"],
    .int64: ["long", "i64"],
    .int32: ["int", "i32"],
    .int16: ["short", "i16"],
    .int8: ["char", "i8"],
    .uint8: ["byte", "u8"],
    .uint32: ["u32"],
  ]

  private static let prefixes = ["torch.", "np.", "numpy.", "jnp.", "jax."]
}
