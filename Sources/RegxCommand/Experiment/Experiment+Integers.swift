// Integers as an input: PyTorch takes them only where nothing is drawn.

import Regularization
import TensorCore
import TensorFormats

extension Experiment {
  /// What the modes make of integers or truth values.
  ///
  /// - Throws: PyTorch's own refusal where a mode would draw, with the remedy.
  func tensors(ofIntegers input: any Source) throws -> [NamedTensor] {
    try request.modes.map { mode in
      NamedTensor(
        mode.name, heading: mode.heading,
        properties: { [("mode", JSON.string(mode.name))] + facts },
        try result(of: mode, on: input))
    }
  }

  private func result<S: Source>(of mode: Mode, on input: S) throws -> any Source {
    let layer = mode.regularizer(request.arguments)
    guard let parts = layer.parts, parts.scaling != .none else {
      throw Failure(
        "--mode '\(mode.name)': takes floating types; convert the input with --dtype float32")
    }
    if shown == [.output] {
      if !request.arguments.training, parts.evaluation == .identity { return input }
      if request.arguments.training {
        // What has no elements returns before the type is looked at.
        if input.shape.count == 0, parts.atOne == .timesZero { return input }
        switch parts.shortcut {
        case .identity: return input
        case .timesZero, .zeros: return Constant(S.Element.zero, shape: input.shape)
        case .none: break
        }
      }
    }
    throw Failure(
      "--mode '\(mode.name)': result type Float can't be cast to the desired output type"
        + " \(S.Element.dtype.torchName); convert the input with --dtype float32")
  }
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
