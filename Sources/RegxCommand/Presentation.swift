// From figures to bytes: the format, the headings, the columns, the file.

import CommandTable
import TensorCore
import TensorFormats

/// How the figures of a command are written, and where.
struct Presentation {
  let options: Options
  let format: OutputFormat
  let console: Console

  init(_ options: Options, to console: Console) throws {
    self.options = options
    self.console = console
    format = options.format ?? options.output.flatMap(OutputFormat.forFile) ?? .torch
    if options.sideBySide, !format.isText || format == .json {
      throw Failure("--side-by-side: columns are for text, not for '\(format.rawValue)'")
    }
    if !format.isText, options.output == nil, console.outIsTerminal {
      throw Failure(
        "--format '\(format.rawValue)': not text, which a terminal shows as garbage; use"
          + " --output FILE or a pipe")
    }
  }

  /// Writes the figures; `facts` are the command's own lines of a JSON object.
  func write(_ figures: [Figure], facts: [(key: String, value: String)]) throws {
    try options.withWriter(to: console) { writer in
      switch format {
      case .json:
        try writeObject(figures, facts: facts, to: &writer)
      case .safetensors:
        try Safetensors.write(
          figures.map { (name: $0.name, source: $0.source) }, to: &writer)
      case .torch, .compact, .numpy, .csv, .hex, .npy, .raw:
        if options.sideBySide, figures.count > 1 {
          try writeColumns(figures, to: &writer)
        } else {
          for figure in figures { try write(figure, to: &writer) }
        }
      }
    }
  }

  /// Writes one figure, under its heading where the format has room for one.
  private func write(_ figure: Figure, to writer: inout ByteWriter) throws {
    if format.isText, let heading = figure.heading { try writer.write("# \(heading)\n") }
    switch format {
    case .torch, .compact:
      let layout: TorchText.Layout = format == .torch ? .torch : .compact
      try TorchText.write(figure.source, options: options.print.torch, layout: layout, to: &writer)
      try writer.write(UInt8(ascii: "\n"))
    case .numpy:
      preconditionFailure("to come")
    case .csv: try CSV.write(figure.source, to: &writer)
    case .hex: try Hex.write(figure.source, to: &writer)
    case .npy: try NPY.write(figure.source, to: &writer)
    case .raw: try RawTensor.write(figure.source, to: &writer)
    case .json, .safetensors: preconditionFailure("written as a whole")
    }
  }

  /// `{"schema": 1, ..., "results": [{..., "dtype": ..., "shape": ..., "data": ...}, ...]}`.
  private func writeObject(
    _ figures: [Figure], facts: [(key: String, value: String)], to writer: inout ByteWriter
  ) throws {
    try writer.write("{\"schema\": 1")
    for (key, value) in facts { try writer.write(",\n \(JSON.string(key)): \(value)") }
    try writer.write(",\n \"results\": [")
    for (i, figure) in figures.enumerated() {
      try writer.write(i == 0 ? "\n  {" : ",\n  {")
      for (key, value) in figure.properties {
        try writer.write("\(JSON.string(key)): \(JSON.string(value)), ")
      }
      let extents = figure.source.shape.extents.map(String.init).joined(separator: ", ")
      try writer.write(
        "\"dtype\": \"\(figure.source.dtype.rawValue)\", \"shape\": [\(extents)],\n   \"data\": ")
      try JSON.writeNested(figure.source, to: &writer)
      try writer.write("}")
    }
    try writer.write("\n ]}\n")
  }

  /// The figures next to each other, each column as wide as its widest line.
  private func writeColumns(_ figures: [Figure], to writer: inout ByteWriter) throws {
    let columns = try figures.map { figure in
      let buffer = ByteBuffer()
      var text = ByteWriter(to: buffer)
      try write(figure, to: &text)
      try text.flush()
      return buffer.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .dropLast()
    }
    let widths = columns.map { $0.map(\.count).max() ?? 0 }
    for row in 0..<(columns.map(\.count).max() ?? 0) {
      var pending = 0
      for (column, width) in zip(columns, widths) {
        let line = row < column.count ? column[row] : []
        if !line.isEmpty {
          try writer.write(UInt8(ascii: " "), count: pending)
          try line.withUnsafeBytes { try writer.write($0) }
          pending = 0
        }
        // Three blanks apart; none at the end of a line.
        pending += width - line.count + 3
      }
      try writer.write(UInt8(ascii: "\n"))
    }
  }
}

extension Options {
  /// Lets `body` write to the file that the options name, or to standard output.
  func withWriter(to console: Console, _ body: (inout ByteWriter) throws -> Void) throws {
    guard let output else {
      var writer = ByteWriter(to: console.out)
      try body(&writer)
      return try writer.flush()
    }
    let file = try OutputFile(output)
    var writer = ByteWriter(to: file)
    try body(&writer)
    try writer.flush()
    try file.complete()
  }
}
