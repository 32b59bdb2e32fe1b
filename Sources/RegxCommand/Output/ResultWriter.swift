// From tensors to bytes: the format, the headings, the columns, the file.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import TensorCore
import TensorFormats

/// Writes the tensors of a command as its request says.
struct ResultWriter {
  let request: OutputRequest
  private let console: Console
  /// Where the tensors go unless it is a shared file.
  private let output: Output?

  private var format: TensorFormat { request.format }

  /// - Throws: for a terminal that cannot show the format, and an output that cannot be written.
  init(_ request: OutputRequest, to console: Console) throws {
    (self.request, self.console) = (request, console)
    if !request.format.isText, request.destination.file == nil, console.outIsTerminal {
      throw Failure(
        "--format '\(request.format.name)': not text, which a terminal shows as garbage; use"
          + " --output FILE or a pipe")
    }
    if let shared = request.shared {
      try SharedFile.checkFolder(of: shared.path)
      output = nil
    } else {
      output = try Output(request.destination, to: console)
    }
  }

  /// Writes the tensors; `facts` are the command's own lines of a JSON object, `preface` its words
  /// before them in any other format.
  func write(
    _ tensors: [NamedTensor], facts: @autoclosure () -> [(key: String, value: String)],
    preface: String = ""
  ) throws {
    try refuseWhatFormatLacks(tensors)
    if let shared = request.shared { return try fill(shared, from: tensors) }
    var tensors = tensors
    for i in tensors.indices {
      if let part = request.part { tensors[i].source = try part.cut(from: tensors[i].source) }
      tensors[i].source = watched(tensors[i].source, on: console, request.destination)
    }
    if tensors.count == 1, !format.isPrinted { readOnce(tensors[0].source) }
    try output?.write { writer in
      if format != .json { try writer.write(preface) }
      if request.isSideBySide, tensors.count > 1 {
        try writeColumns(tensors, to: &writer)
      } else if format.writesDocuments {
        let document = ResultDocument(facts: facts(), tensors: numbered(tensors))
        try format.write(document, to: &writer)
      } else {
        for tensor in tensors { try write(tensor, to: &writer) }
      }
    }
  }

  /// Writes rows of tensors: side by side in a printed format, each row with its note below; one
  /// after another in any other.
  func write(
    rows: [(tensors: [NamedTensor], note: String?)],
    facts: @autoclosure () -> [(key: String, value: String)]
  ) throws {
    guard format.isPrinted else { return try write(rows.flatMap(\.tensors), facts: facts()) }
    try output?.write { writer in
      for (tensors, note) in rows {
        try writeColumns(tensors, to: &writer)
        if let note { try writer.write(note + "\n") }
      }
    }
  }

  /// The tensors under names that differ: a mode applied twice is numbered.
  private func numbered(_ tensors: [NamedTensor]) -> [NamedTensor] {
    var counts: [String: Int] = [:]
    return tensors.map { tensor in
      let count = counts[tensor.name, default: 0] + 1
      counts[tensor.name] = count
      var tensor = tensor
      if count > 1 { tensor.name += ".\(count)" }
      return tensor
    }
  }

  /// Writes the part in its place in a file that other processes fill, too.
  private func fill(_ shared: OutputRequest.Shared, from tensors: [NamedTensor]) throws {
    let path = quoted(shared.path)
    guard tensors.count == 1 else {
      throw Failure("--into \(path): takes one tensor, and there are \(tensors.count)")
    }
    let source = tensors[0].source
    if source.dtype == .bfloat16 {
      throw Failure("--into \(path): NumPy has no bfloat16; use --dtype float32")
    }
    let place = try SharedFile.open(
      shared.path, shape: source.shape, dtype: source.dtype, part: shared.part,
      meaning: shared.meaning)
    let destination = request.destination
    var writer = destination.writer(to: place.sink, console)
    readOnce(source)
    try RawTensor.write(
      watched(try shared.part.cut(from: source), on: console, destination), to: &writer)
    try writer.flush()
    switch place {
    case .begun(let file): try file.complete()
    case .finished:
      if !destination.quiet { console.say("regx: --into \(path): is complete already") }
    }
  }

  /// Refuses what the format cannot hold: of several tensors in a .npy file a reader would find the
  /// first and not the others. In a pipe they may follow one another, as `numpy.load` reads them
  /// from an open file.
  private func refuseWhatFormatLacks(_ tensors: [NamedTensor]) throws {
    if format.holdsOne, tensors.count != 1, request.destination.file != nil {
      throw Failure(
        "--format '\(format.name)': a file holds one tensor, and these are \(tensors.count); use"
          + " --format safetensors")
    }
    if format.lacks.contains(.bfloat16), tensors.contains(where: { $0.source.dtype == .bfloat16 }) {
      throw Failure(
        "--format '\(format.name)': NumPy has no bfloat16; use --format safetensors, or --dtype"
          + " float32")
    }
  }

  /// Writes one tensor, under its heading where the format has room for one.
  func write(_ tensor: NamedTensor, to writer: inout ByteWriter) throws {
    if format.isText, let heading = tensor.heading {
      let destination = request.destination
      let bold = destination.file == nil && console.colours(destination.color)
      try writer.write(bold ? "\u{1b}[1m# \(heading)\u{1b}[0m\n" : "# \(heading)\n")
    }
    try format.write(tensor.source, options: request.print.writing, to: &writer)
  }
}
