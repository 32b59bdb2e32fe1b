// What a command is given: a tensor that is drawn, made or read.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import TensorCore

/// An input, and how it is read where it is a file.
struct InputRequest: Sendable {
  let input: Input
  let shape: Shape
  let reading: Reading

  var dtype: DType? { reading.dtype }

  /// - Throws: for what is said of an input that is made and is for a file, or the other way round.
  init(_ line: RawLine, on framework: Framework) throws {
    let flags = line.options.input
    if line.isGiven("tensor"), flags.input.isMade {
      throw line.error("--tensor: is for a file, and --input is '\(flags.input)'")
    }
    if line.isGiven("shape"), !flags.input.isMade {
      throw line.error(
        "--shape: \(quoted("\(flags.input)")) has its own shape; leave one of them out")
    }
    self.init(
      flags.input, shape: flags.shape, tensorName: flags.tensorName, dtype: flags.dtype,
      on: framework)
  }

  init(
    _ input: Input, shape: Shape, tensorName: String? = nil, dtype: DType?, on framework: Framework
  ) {
    (self.input, self.shape) = (input, shape)
    // Text carries no element type; the modes compute in the framework's default one.
    reading = Reading(
      tensorName: tensorName, dtype: dtype, textDtype: framework.defaultDtype,
      framework: framework)
  }

  /// Opens the file, if it is one.
  func open() throws -> InputTensor { try InputTensor(input, shape: shape, reading) }
}
