// Integers as an input: PyTorch takes them only where nothing is drawn, or nothing is kept.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import Regularization
import TensorCore
import TensorFormats

extension Experiment {
  /// What the modes make of integers or truth values.
  ///
  /// - Throws: PyTorch's own refusal where a mode would draw, with the remedy.
  func tensors(ofIntegers input: any Source) throws -> [NamedTensor] {
    guard shown == [.output] else {
      throw Failure(
        "--show: of integers there is only the output; convert the input with --dtype float32")
    }
    var generator = request.engine.generator
    return try request.modes.map { mode in
      NamedTensor(
        mode.name, heading: mode.heading,
        properties: { [("mode", JSON.string(mode.name))] + facts },
        try result(of: mode, on: input, using: &generator))
    }
  }

  private func result<S: Source>(
    of mode: Mode, on input: S, using generator: inout any FrameworkGenerator
  ) throws -> any Source {
    let layer = mode.regularizer(request.arguments)
    guard let moments = layer.moments, layer.parts?.scaling != MaskParts.Scaling.none else {
      throw Self.floatsOnly(mode)
    }
    let before = generator.position
    do throws(RegularizationError) {
      // The original looks at the axes before it looks at the type. Nothing of this is computed.
      let floats = Constant(0 as Float, shape: input.shape)
      warn(of: try layer.applied(to: floats, using: &generator).warnings)
    } catch {
      throw request.engine.failure(error, of: mode)
    }
    let draws =
      layer.training
      && layer.parts.map { $0.shortcut == MaskParts.Shortcut.none }
        ?? (before != generator.position)
    if !draws, moments.isIdentity { return input }
    if moments.isZero { return Constant(S.Element.zero, shape: input.shape) }
    // PyTorch's own functions return what has no elements before they look at its type.
    if input.shape.count == 0, layer.parts.map({ $0.atOne == .timesZero }) ?? !draws {
      return input
    }
    let isPyTorch = [.torch, .torchCUDA].contains(request.engine.framework)
    guard isPyTorch, layer.dropsIndependently, layer.parts.map(\.dividesMask) ?? true else {
      throw Self.floatsOnly(mode)
    }
    throw Failure(
      "--mode '\(mode.name)': result type Float can't be cast to the desired output type"
        + " \(S.Element.dtype.torchName); convert the input with --dtype float32")
  }

  private static func floatsOnly(_ mode: Mode) -> Failure {
    Failure("--mode '\(mode.name)': takes floating types; convert the input with --dtype float32")
  }
}

extension MaskParts {
  /// Whether a mask in the input's own type is divided in place, which integers do not allow.
  fileprivate var dividesMask: Bool { mask == .bernoulli && scaling == .noise }
}

extension NoiseMoments {
  fileprivate var isIdentity: Bool { dropped == 0 && factor == 1 && squaredFactor == 1 }
  fileprivate var isZero: Bool { dropped == 1 && squaredFactor == 0 && squaredTerm == 0 }
}

extension DType {
  /// The name in PyTorch's messages: `Long` for int64.
  fileprivate var torchName: String {
    switch self {
    case .float32: "Float"
    case .float64: "Double"
    case .float16: "Half"
    case .bfloat16: "BFloat16"
    case .int8: "Char"
    case .int16: "Short"
    case .int32: "Int"
    case .int64: "Long"
    case .uint8: "Byte"
    case .uint16: "UInt16"
    case .uint32: "UInt32"
    case .uint64: "UInt64"
    case .bool: "Bool"
    }
  }
}
