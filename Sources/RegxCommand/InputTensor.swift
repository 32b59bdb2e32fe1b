// The tensor that the modes are applied to: drawn, made or read.

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

  private let content: Content
  private let shape: Shape
  private let options: Options

  /// Opens the file that `input` names, if it names one; `flag` is what errors quote.
  init(_ input: Input, shape: Shape, flag: String = "--input", _ options: Options) throws {
    self.shape = shape
    self.options = options
    switch input {
    case .file(let path):
      content = .file(try openTensor(path: path, as: "\(flag) \(quoted(path))", options))
    case .literal(let text):
      content = .file(try openLiteral(text, as: "\(flag) \(quoted(text))", options))
    case .standardInput:
      content = .file(try openTensor(path: nil, as: "\(flag) '-'", options))
    case .rand, .randn, .ones, .zeros, .arange:
      content = .made(input)
    }
  }

  /// The extents of the tensor in a file; `nil` for an input that is made.
  var fileShape: Shape? {
    if case .file(let source) = content { source.shape } else { nil }
  }

  /// A file's integers or truth values, where PyTorch is to be handed them as they are.
  var integers: (any Source)? {
    guard case .file(let source) = content, options.dtype == nil,
      options.engine.framework == .torch, source.dtype.kind != .floating
    else { return nil }
    return source
  }

  /// The element type that the modes work in.
  func elementType() throws -> any DrawableScalar.Type {
    let natural =
      switch content {
      case .file(let source): options.engine.framework.loaded(source.dtype)
      case .made: options.engine.framework.defaultDtype
      }
    let dtype = options.dtype ?? natural
    guard let type = dtype.drawableType else {
      let name =
        options.input == .standardInput ? "standard input" : quoted(options.input.description)
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
      return converted(source, to: type, by: options.engine.framework)
    case .made(.rand):
      return DrawnValues<Element>(
        try type.rand(count: shape.count, using: &generator), shape: shape)
    case .made(.randn):
      return DrawnValues<Element>(
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

/// A tensor from a file that has a name in errors: of a pipe many show only while it is read.
private struct Named<Element: Scalar>: Source {
  private var base: any Source<Element>
  private let name: String

  init(_ base: any Source<Element>, _ name: String) {
    self.base = base
    self.name = name
  }

  var shape: Shape { base.shape }
  var memoryOrder: MemoryOrder? { base.memoryOrder }
  var bases: [any Source] { [base] }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    do {
      try base.fill(&block, from: start)
    } catch let error as FormatError {
      throw Failure("\(name): \(error.inFlags)")
    }
  }
}

private func named(_ source: any Source, _ name: String) -> any Source {
  func named<S: Source>(_ source: S) -> any Source { Named<S.Element>(source, name) }
  return named(source)
}

/// Opens a tensor file, or standard input for no path; errors begin with `name`.
func openTensor(path: String?, as name: String, _ options: Options) throws -> any Source {
  do throws(FormatError) {
    guard let path else {
      return try openTensor(
        ByteSource(descriptor: 0, isLazy: true), path: nil, as: name, options)
    }
    return try openTensor(ByteSource(path: path, isLazy: true), path: path, as: name, options)
  } catch {
    throw Failure("\(name): \(error.inFlags)")
  }
}

/// The tensor in a file that was opened already; errors begin with `name`.
func openTensor(
  in bytes: ByteSource, path: String?, as name: String, _ options: Options
) throws -> any Source {
  do throws(FormatError) {
    return try openTensor(bytes, path: path, as: name, options)
  } catch {
    throw Failure("\(name): \(error.inFlags)")
  }
}

/// The tensor in these bytes, which are from the file at `path` if there is one.
private func openTensor(
  _ bytes: ByteSource, path: String?, as name: String, _ options: Options
) throws(FormatError) -> any Source {
  // What is rounded twice is read as Python reads it: as a double.
  let wanted = options.dtype.map {
    options.engine.framework.roundsToFloatFirst($0) ? DType.float64 : $0
  }
  let source = try openTensor(
    bytes: bytes, name: path, tensor: options.tensorName, wanted: wanted,
    unsaid: options.textDtype)
  return named(source, name)
}

/// The tensor that a list in brackets stands for; errors begin with `name`.
func openLiteral(_ text: String, as name: String, _ options: Options) throws -> any Source {
  do throws(FormatError) {
    return try openTensor(ByteSource(Array(text.utf8)), path: nil, as: name, options)
  } catch {
    throw Failure("\(name): \(error.inFlags)")
  }
}

extension FormatError {
  /// The error, with the flag that helps where there is one.
  fileprivate var inFlags: String {
    guard case .severalTensors(let names) = kind else { return description }
    let choice = "choose one with --tensor: \(listed(names, of: names.count))"
    return "holds \(names.count) tensors: \(choice)\(note)"
  }
}
