// The flags that say what the input is, and how a file is read.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import TensorCore

/// What a command is given.
struct InputFlags: Sendable {
  var input = Input.rand
  var shape = try! Shape([3, 2, 2, 2])
  /// Which tensor of a file.
  var tensorName: String?
  var dtype: DType?
}

extension Flag where Options == RawFlags {
  static let shape = RegxFlag(
    "shape", metavar: "EXTENTS", help: "Extents, comma separated; 'scalar' for rank 0",
    details: "Also 3x2x2x2, and as Python prints it: (3, 2, 2, 2), [3, 2, 2, 2],"
      + " torch.Size([3, 2, 2, 2]). Any extent may be 0. A shape may be larger than any memory:"
      + " only the elements shown are computed.",
    in: \.input.shape
  ) { (text) throws(ValueError) in
    try parsedShape(text)
  }.also("size")

  static let input = RegxFlag(
    "input", metavar: "INPUT", help: "Input of the modes; '-' is standard input",
    details: "A file is .npy, .npz, .safetensors, .pt, JSON, CSV or text printed by PyTorch; it is"
      + " recognized by what is in it. A list in brackets stands for itself: '[[1, 2], [3, 4]]'. A drawn input"
      + " is drawn before anything else.",
    values: Input.values, in: \.input.input
  ) { (text) throws(ValueError) in
    try Input.parsed(text)
  }.single.also("in")

  static let tensor = RegxFlag(
    "tensor", metavar: "NAME", help: "Which tensor of a file that holds several",
    in: \.input.tensorName
  ) { text in
    text
  }.single

  static let dtype = RegxFlag(
    "dtype", metavar: "DTYPE", help: "Element type; a file is converted to it",
    details: "By default a file's own, and float32 for what is drawn. Also torch.float16,"
      + " np.float32.",
    oneOf: { floatingTypes.map(\.choice) }, in: \.input.dtype,
    named: { name in floatingTypes.first { $0.rawValue == name } })
}

let floatingTypes = DType.allCases.filter { $0.kind == .floating }
