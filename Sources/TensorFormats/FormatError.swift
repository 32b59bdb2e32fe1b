// What a reader says of bytes that are no tensor.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// Why bytes could not be read as a tensor, or a tensor not be written in a format.
public struct FormatError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, for callers that have a remedy of their own to name.
  public enum Kind: Equatable, Sendable {
    /// None of the others.
    case broken
    /// There are several tensors, and none was asked for.
    case severalTensors(names: [String])
    /// There is no tensor of the name that was asked for.
    case noTensor(named: String)
    /// The format cannot hold a dtype.
    case lacksDType(DType)
  }

  /// What is wrong.
  public let kind: Kind
  /// A phrase that follows the file's name, which the caller puts in front.
  public private(set) var description: String
  /// What the description ends with, beside what the kind says; empty for nothing.
  public private(set) var note = ""

  /// An error with its phrase.
  public init(_ description: String, kind: Kind = .broken) {
    self.kind = kind
    self.description = description
  }

  /// The same error with a note after a semicolon.
  func noting(_ note: String) -> FormatError {
    var error = self
    error.note = "; " + note
    error.description += error.note
    return error
  }

  init(severalTensors names: [String]) {
    self.init(
      "holds \(names.count) tensors: choose one of \(listed(names, of: names.count))",
      kind: .severalTensors(names: names))
  }

  init(noTensor name: String, among names: [String]) {
    self.init(
      "holds no tensor \(quoted(name)); it has \(listed(names, of: names.count))",
      kind: .noTensor(named: name))
  }

  init(format: TensorFormat, lacks dtype: DType) {
    self.init(
      "\(format.name) cannot hold \(dtype.rawValue): write safetensors, or convert to float32",
      kind: .lacksDType(dtype))
  }
}
