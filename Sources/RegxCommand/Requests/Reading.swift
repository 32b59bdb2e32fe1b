// Tensor files, opened under the name that errors quote.

import TensorCore
import TensorFormats

/// How a file is read.
struct Reading: Sendable {
  /// Which of its tensors.
  var tensorName: String?
  /// What it is converted to.
  var dtype: DType?
  /// The element type of text that says none itself.
  var textDtype: DType?
  /// Whose rules convert it.
  var framework = Framework.torch
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
func openTensor(path: String?, as name: String, _ reading: Reading) throws -> any Source {
  do throws(FormatError) {
    guard let path else {
      return try openTensor(
        ByteSource(descriptor: 0, isLazy: true), path: nil, as: name, reading)
    }
    return try openTensor(ByteSource(path: path, isLazy: true), path: path, as: name, reading)
  } catch {
    throw Failure("\(name): \(error.inFlags)")
  }
}

/// The tensor in a file that was opened already; errors begin with `name`.
func openTensor(
  in bytes: ByteSource, path: String?, as name: String, _ reading: Reading
) throws -> any Source {
  do throws(FormatError) {
    return try openTensor(bytes, path: path, as: name, reading)
  } catch {
    throw Failure("\(name): \(error.inFlags)")
  }
}

/// The tensor in these bytes, which are from the file at `path` if there is one.
private func openTensor(
  _ bytes: ByteSource, path: String?, as name: String, _ reading: Reading
) throws(FormatError) -> any Source {
  // What is rounded twice is read as Python reads it: as a double.
  let wanted = reading.dtype.map {
    reading.framework.roundsToFloatFirst($0) ? DType.float64 : $0
  }
  let source = try openTensor(
    bytes: bytes, name: path, tensor: reading.tensorName, wanted: wanted,
    unsaid: reading.textDtype)
  return named(source, name)
}

/// The tensor that a list in brackets stands for; errors begin with `name`.
func openLiteral(_ text: String, as name: String, _ reading: Reading) throws -> any Source {
  do throws(FormatError) {
    return try openTensor(ByteSource(Array(text.utf8)), path: nil, as: name, reading)
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
