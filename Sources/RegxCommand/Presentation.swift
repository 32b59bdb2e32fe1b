// From figures to bytes: the format, the headings, the columns, the file.

import CommandTable
import TensorCore
import TensorFormats

/// How the figures of a command are written, and where.
struct Presentation {
  let options: Options
  let format: TensorFormat
  let console: Console
  /// Where the figures go unless it is a shared file.
  private let output: Output?
  /// What the part of a shared file must be a part of.
  private let meaning: String

  /// - Throws: for what does not go together, and an output that cannot be written.
  init(_ invocation: Invocation<Options>, _ options: Options, to console: Console) throws {
    self.options = options
    self.console = console
    if options.slice != nil, options.shard != nil {
      throw Failure("--slice: does not go with --shard, a part already; give one of them")
    }
    format = try options.format ?? Self.format(of: options) ?? .torch
    if options.sideBySide, !format.isText || format == .json {
      throw Failure("--side-by-side: columns are for text, not for '\(format.name)'")
    }
    if let shared = options.shared {
      if options.output != nil {
        throw Failure("--into \(quoted(shared)): does not go with --output; give one of them")
      }
      if let format = options.format, format != .npy {
        throw Failure(
          "--into \(quoted(shared)): is a .npy file, not '\(format.name)'; leave --format out")
      }
      if options.slice != nil {
        throw Failure(
          "--into \(quoted(shared)): takes --shard I/N, by which a finished file is told from a"
            + " partial one, not --slice")
      }
    }
    if let refusal = options.print.refusal(by: options.shared == nil ? format : .npy) {
      throw Failure(refusal)
    }
    if !format.isText, options.output == nil, console.outIsTerminal {
      throw Failure(
        "--format '\(format.name)': not text, which a terminal shows as garbage; use"
          + " --output FILE or a pipe")
    }
    if let shared = options.shared {
      try SharedFile.checkFolder(of: shared)
      output = nil
      meaning = invocation.meaning
    } else {
      output = try Output(options, to: console)
      meaning = ""
    }
  }

  /// The format that the file's ending chooses; `nil` where it says nothing.
  private static func format(of options: Options) throws -> TensorFormat? {
    guard let name = options.outputWithEnding else { return nil }
    if let format = TensorFormat.forFile(name) { return format }
    if OutputFile.isDirect(name) { return nil }
    let endings = TensorFormat.written.flatMap(\.endings).map { ".\($0)" }
    throw Failure(
      "--output \(quoted(name)): its ending is none of \(endings.joined(separator: ", ")); say which"
        + " --format is meant")
  }

  /// Writes the figures; `facts` are the command's own lines of a JSON object, `preface` its words
  /// before the figures in any other format.
  func write(
    _ figures: [Figure], facts: @autoclosure () -> [(key: String, value: String)],
    preface: String = ""
  ) throws {
    try refuseWhatFormatLacks(figures)
    if let shared = options.shared { return try fill(shared, from: figures) }
    var figures = figures
    for i in figures.indices {
      if let part = options.slice ?? options.shard {
        figures[i].source = try part.cut(from: figures[i].source)
      }
      figures[i].source = watched(figures[i].source, on: console, options)
    }
    if figures.count == 1, !format.isPrinted { readOnce(figures[0].source) }
    try output?.write { writer in
      if format != .json { try writer.write(preface) }
      if options.sideBySide, figures.count > 1 {
        try writeColumns(figures, to: &writer)
      } else if format.writesDocuments {
        let document = ResultDocument(facts: facts(), tensors: named(figures))
        try format.write(document, to: &writer)
      } else {
        for figure in figures { try write(figure, to: &writer) }
      }
    }
  }

  /// Writes rows of figures: side by side in a printed format, each row with its note below; one
  /// after another in any other.
  func write(
    rows: [(figures: [Figure], note: String?)],
    facts: @autoclosure () -> [(key: String, value: String)]
  ) throws {
    guard format.isPrinted else { return try write(rows.flatMap(\.figures), facts: facts()) }
    if options.slice != nil || options.shard != nil || options.shared != nil {
      throw Failure("--slice and --shard: are parts of one run's tensors; name one engine and seed")
    }
    try output?.write { writer in
      for (figures, note) in rows {
        try writeColumns(figures, to: &writer)
        if let note { try writer.write(note + "\n") }
      }
    }
  }

  /// The figures under names that differ: a mode applied twice is numbered.
  private func named(_ figures: [Figure]) -> [NamedTensor] {
    var counts: [String: Int] = [:]
    return figures.map { figure in
      let name = figure.runName ?? figure.name
      counts[name, default: 0] += 1
      let count = counts[name] ?? 1
      return NamedTensor(
        count == 1 ? name : "\(name).\(count)", heading: figure.heading,
        properties: { figure.properties() + figure.run + figure.positions }, figure.source)
    }
  }

  /// Writes the part in its place in a file that other processes fill, too.
  private func fill(_ path: String, from figures: [Figure]) throws {
    guard figures.count == 1 else {
      throw Failure("--into \(quoted(path)): takes one tensor, and there are \(figures.count)")
    }
    let source = figures[0].source
    if source.dtype == .bfloat16 {
      throw Failure("--into \(quoted(path)): NumPy has no bfloat16; use --dtype float32")
    }
    let part = options.shard ?? .shard(index: 1, count: 1)
    let place = try SharedFile.open(
      path, shape: source.shape, dtype: source.dtype, part: part, meaning: meaning)
    var writer = options.writer(to: place.sink, console)
    readOnce(source)
    try RawTensor.write(
      watched(try part.cut(from: source), on: console, options), to: &writer)
    try writer.flush()
    switch place {
    case .begun(let file): try file.complete()
    case .finished:
      if !options.quiet { console.say("regx: --into \(quoted(path)): is complete already") }
    }
  }

  /// Refuses what the format cannot hold: of several tensors in a .npy file a reader would find the
  /// first and not the others. In a pipe they may follow one another, as `numpy.load` reads them
  /// from an open file.
  private func refuseWhatFormatLacks(_ figures: [Figure]) throws {
    if format.holdsOne, figures.count != 1, options.output != nil {
      throw Failure(
        "--format '\(format.name)': a file holds one tensor, and these are \(figures.count); use"
          + " --format safetensors")
    }
    if format.lacks.contains(.bfloat16), figures.contains(where: { $0.source.dtype == .bfloat16 }) {
      throw Failure(
        "--format '\(format.name)': NumPy has no bfloat16; use --format safetensors, or --dtype"
          + " float32")
    }
  }

  /// Writes one figure, under its heading where the format has room for one.
  func write(_ figure: Figure, to writer: inout ByteWriter) throws {
    if format.isText, let heading = figure.heading {
      let bold = options.output == nil && console.colours(options.color)
      try writer.write(bold ? "\u{1b}[1m# \(heading)\u{1b}[0m\n" : "# \(heading)\n")
    }
    try format.write(figure.source, options: options.print.writing, to: &writer)
  }
}
