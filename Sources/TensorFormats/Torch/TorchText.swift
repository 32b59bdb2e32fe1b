// What `print(tensor)` shows in PyTorch, byte for byte.
//
// Follows torch/_tensor_str.py of PyTorch 2.13.0 (BSD-3-Clause).
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// PyTorch's text of a tensor.
public enum TorchText {
  /// How the blocks of a tensor of rank 3 and more are set apart.
  public enum Layout: Sendable {
    /// As PyTorch does: d - 1 line breaks between blocks of rank d - 1, so that blank lines grow
    /// with the rank.
    case torch
    /// One line break everywhere, and one blank line between the outermost blocks of rank 4 and
    /// more: between the samples of a batch, and not between the channels of a sample. A tensor of
    /// rank 3 is taken for one sample and has no blank line.
    case compact
  }

  /// Writes `source` as `print` shows it, without a line break at the end.
  ///
  /// - `prefix` stands in front, and lines are indented by the width of its last line.
  /// - `suffixes` follow the size and the type, such as `grad_fn=<MulBackward0>`.
  /// - The source is asked twice, once for the format and once for the text, for the elements that
  ///   are shown alone, by ranges in rising order: a summary costs its corners. Memory is constant.
  /// - Throws: what the source or the sink throws.
  public static func write<S: Source>(
    _ source: S, options: PrintOptions = PrintOptions(), layout: Layout = .torch,
    prefix: String = "tensor(", suffixes: [String] = [], to writer: inout ByteWriter
  ) throws {
    let page = TorchPage(
      shape: source.shape, dtype: S.Element.dtype, options: options.bounded, layout: layout,
      prefix: prefix, suffixes: suffixes)
    if let constant = page.constantText {
      try writer.write(prefix)
      try writer.write(constant)
      return try page.writeEnd(column: page.indent + constant.utf8.count, to: &writer)
    }
    var reader = BlockReader(source)
    switch S.Element.dtype.kind {
    case .floating:
      var statistics = FloatStatistics()
      try reader.read(page.elements, into: &statistics, to: &writer)
      var printer = TorchFloats(statistics, page)
      try printer.lines.begin(to: &writer)
      try reader.read(page.elements, into: &printer, to: &writer)
      try page.writeEnd(column: printer.lines.column, to: &writer)
    case .signed, .unsigned, .boolean:
      var statistics = IntegerStatistics(S.Element.dtype.kind)
      try reader.read(page.elements, into: &statistics, to: &writer)
      var printer = TorchIntegers(statistics, page)
      try printer.lines.begin(to: &writer)
      try reader.read(page.elements, into: &printer, to: &writer)
      try page.writeEnd(column: printer.lines.column, to: &writer)
    }
  }
}

extension TensorFormat {
  /// What PyTorch prints.
  public static let torch = TensorFormat(
    "torch", summary: "the bytes of Python's print(tensor)", endings: ["txt"], isText: true,
    isPrinted: true,
    write: { source, options, writer in
      try TorchText.write(source, options: options.torch, to: &writer)
      try writer.write(UInt8(ascii: "\n"))
    },
    reader: Reader(title: "printed text") { peek throws(FormatError) in
      try looksPrinted(peek.start) ? .likely : .no
    } open: { bytes, request throws(FormatError) in
      try TorchTextReader.open(
        bytes, tensor: request.tensor, wanted: request.wanted, unsaid: request.unsaid)
    })

  /// What PyTorch prints, without blank lines between a sample's channels.
  public static let compact = TensorFormat(
    "compact", summary: "the same without blank lines between a sample's channels", isText: true,
    isPrinted: true
  ) { source, options, writer in
    try TorchText.write(source, options: options.torch, layout: .compact, to: &writer)
    try writer.write(UInt8(ascii: "\n"))
  }
}
