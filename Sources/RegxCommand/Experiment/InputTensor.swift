// The tensor that the modes are applied to: drawn, made or read.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

/// The input of a command, of whatever element type.
struct InputTensor {
  private enum Content {
    case made(Input)
    /// Apart, in a box: the runtime would make the type of an optional source at each start.
    indirect case file(any Source)
  }

  let input: Input
  private let content: Content
  /// The extents of what is made.
  private let madeShape: Shape
  private let reading: Reading

  /// Opens the file that `input` names, if it names one; `flag` is what errors quote.
  init(_ input: Input, shape: Shape, flag: String = "--input", _ reading: Reading) throws {
    (self.input, madeShape, self.reading) = (input, shape, reading)
    switch input {
    case .file(let path):
      content = .file(try reading.tensor(inFile: path, as: "\(flag) \(quoted(path))"))
    case .literal(let text):
      content = .file(
        try reading.tensor(as: "\(flag) \(quoted(text))") { ByteSource(Array(text.utf8)) })
    case .standardInput:
      content = .file(try reading.tensor(of: "-", as: "\(flag) '-'"))
    case .rand, .randn, .ones, .zeros, .arange:
      content = .made(input)
    }
  }

  var shape: Shape {
    if case .file(let source) = content { source.shape } else { madeShape }
  }

  /// The element type that was asked for.
  var dtype: DType? { reading.dtype }

  /// A file's integers or truth values, where PyTorch is to be handed them as they are.
  var integers: (any Source)? {
    guard case .file(let source) = content, reading.dtype == nil, reading.framework == .torch,
      source.dtype.kind != .floating
    else { return nil }
    return source
  }

  /// The element type that the modes work in.
  func elementType() throws -> any DrawableScalar.Type {
    let natural =
      switch content {
      case .file(let source): reading.framework.loaded(source.dtype)
      case .made: reading.framework.defaultDtype
      }
    let dtype = reading.dtype ?? natural
    guard let type = dtype.drawableType else {
      let name = input == .standardInput ? "standard input" : quoted(input.description)
      throw Failure(
        "--input \(name): holds \(dtype.rawValue), which no mode takes; convert it with"
          + " --dtype float32")
    }
    return type
  }

  /// The tensor in this element type, drawn from the generator where it is drawn.
  func source<Element: DrawableScalar>(
    _ type: Element.Type, using generator: inout any FrameworkGenerator
  ) throws(UnsupportedDraw) -> any Source<Element> {
    switch content {
    case .file(let source):
      return converted(source, to: type, by: reading.framework)
    case .made(.rand):
      return RandomValues<Element>(
        try type.rand(count: shape.count, using: &generator), shape: shape)
    case .made(.randn):
      return RandomValues<Element>(
        try type.normal(mean: 0, std: 1, count: shape.count, using: &generator), shape: shape)
    case .made(.ones):
      return Constant(Element(rounding: 1 as Double), shape: shape)
    case .made(.arange):
      return Arange<Element>(shape: shape)
    case .made(.zeros):
      return Constant(Element.zero, shape: shape)
    case .made(.file), .made(.literal), .made(.standardInput):
      preconditionFailure("a file was opened when this was made")
    }
  }
}

/// `source` in another element type, as a framework converts it; itself if it has that type already.
func converted<Element: FloatingScalar>(
  _ source: any Source, to type: Element.Type, by framework: Framework = .torch
) -> any Source<Element> {
  func convert<S: Source>(_ source: S) -> any Source<Element> {
    (source as? any Source<Element>)
      ?? Converted(source, to: type, byWayOfFloat: framework.roundsToFloatFirst(type.dtype))
  }
  return convert(source)
}
