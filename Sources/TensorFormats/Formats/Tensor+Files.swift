// What a user of the library does with a tensor in memory: print it, write it, read it.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

extension Tensor: CustomStringConvertible {
  /// What PyTorch's `print` shows of the tensor, with PyTorch's default settings.
  ///
  /// - A tensor of more than 1000 elements is summarized; `TorchText` takes other settings.
  public var description: String {
    let buffer = ByteBuffer()
    var writer = ByteWriter(to: buffer)
    // Neither a tensor in memory nor a buffer throws.
    try! TorchText.write(self, to: &writer)
    try! writer.flush()
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}

extension Tensor {
  /// Writes the tensor to a file in the format that its name's ending chooses: `.npy`,
  /// `.safetensors`, `.json`, `.csv`, `.txt` (PyTorch's text), `.hex`, `.raw` or `.bin`.
  ///
  /// - The file appears whole or not at all: until it is complete, a file that stood there stays.
  /// - `format`: the format whatever the ending says.
  /// - Throws: `FormatError` if the ending chooses no format, the format cannot hold the dtype, or
  ///   the system does not take the file.
  public func write(to path: String, format: TensorFormat? = nil) throws {
    guard let format = format ?? TensorFormat.forFile(path) else {
      let endings = TensorFormat.written.flatMap(\.endings).map { ".\($0)" }
      throw FormatError(
        "the ending of \(quoted(path)) is none of \(endings.joined(separator: ", ")): give it one, "
          + "or say the format")
    }
    try writeWholeFile(path) { writer in try format.write(self, to: &writer) }
  }

  /// Reads a tensor from a file in any readable format, recognized by its content.
  ///
  /// - `tensor`: which of several is meant; the only one without it.
  /// - Text that does not say its dtype is read as `Element`; nothing is converted.
  /// - Throws: `FormatError` if the file cannot be read, or holds another dtype than `Element`.
  public init(contentsOf path: String, tensor name: String? = nil) throws {
    let source = try openTensor(
      bytes: ByteSource(path: path), name: path, tensor: name, unsaid: Element.dtype)
    guard let typed = source as? any Source<Element> else {
      throw FormatError(
        "holds \(source.dtype.rawValue), not \(Element.dtype.rawValue): read it as a tensor of its "
          + "own element type")
    }
    self = try typed.tensor()
  }
}
