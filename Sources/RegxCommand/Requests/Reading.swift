// Tensor files, opened under the name that errors quote.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
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

extension Reading {
  /// The tensor in the file of an operand; `-` is standard input. Errors begin with `name`.
  func tensor(of operand: String, as name: String? = nil) throws -> any Source {
    let name = name ?? quoted(operand)
    guard operand == "-" else { return try tensor(inFile: operand, as: name) }
    return try tensor(as: name) { () throws(FormatError) in
      try ByteSource(descriptor: 0, isLazy: true)
    }
  }

  /// The tensor in a file; errors begin with `name`.
  func tensor(inFile path: String, as name: String) throws -> any Source {
    try tensor(path: path, as: name) { () throws(FormatError) in
      try ByteSource(path: path, isLazy: true)
    }
  }

  /// The tensor in these bytes, which are from the file at `path` if there is one; errors begin with
  /// `name`.
  func tensor(
    path: String? = nil, as name: String, in bytes: () throws(FormatError) -> ByteSource
  ) throws -> any Source {
    // What is rounded twice is read as Python reads it: as a double.
    let wanted = dtype.map { framework.roundsToFloatFirst($0) ? DType.float64 : $0 }
    do throws(FormatError) {
      let source = try openTensor(
        bytes: bytes(), name: path, tensor: tensorName, wanted: wanted, unsaid: textDtype)
      return named(source, name)
    } catch {
      throw Failure("\(name): \(error.inFlags)")
    }
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
