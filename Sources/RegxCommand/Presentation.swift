// From figures to bytes: the format, the headings, the columns, the file.

import CommandTable
import TensorCore
import TensorFormats

/// How the figures of a command are written, and where.
struct Presentation {
  let options: Options
  let format: OutputFormat
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
      throw Failure("--side-by-side: columns are for text, not for '\(format.rawValue)'")
    }
    if let shared = options.shared {
      if options.output != nil {
        throw Failure("--into \(quoted(shared)): does not go with --output; give one of them")
      }
      if let format = options.format, format != .npy {
        throw Failure(
          "--into \(quoted(shared)): is a .npy file, not '\(format.rawValue)'; leave --format out")
      }
      if options.slice != nil {
        throw Failure(
          "--into \(quoted(shared)): takes --shard I/N, by which a finished file is told from a"
            + " partial one, not --slice")
      }
    }
    if options.print.isRepr, format != .numpy {
      throw Failure("--repr: is for --format numpy, not for '\(format.rawValue)'")
    }
    if !format.isText, options.output == nil, console.outIsTerminal {
      throw Failure(
        "--format '\(format.rawValue)': not text, which a terminal shows as garbage; use"
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
  private static func format(of options: Options) throws -> OutputFormat? {
    guard let name = options.outputWithEnding else { return nil }
    if let format = OutputFormat.forFile(name) { return format }
    if OutputFile.isDirect(name) { return nil }
    let endings = OutputFormat.allCases.flatMap(\.endings).map { ".\($0)" }
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
    try refuseWhatNPYLacks(figures)
    if let shared = options.shared { return try fill(shared, from: figures) }
    var figures = figures
    for i in figures.indices {
      if let part = options.slice ?? options.shard {
        figures[i].source = try part.cut(from: figures[i].source)
      }
      figures[i].source = watched(figures[i].source, on: console, options)
    }
    if figures.count == 1, format.readsOnce { readOnce(figures[0].source) }
    try output?.write { writer in
      if format != .json { try writer.write(preface) }
      switch format {
      case .json:
        try writeObject(figures, facts: facts(), to: &writer)
      case .safetensors:
        try Safetensors.write(named(figures), to: &writer)
      case .torch, .compact, .numpy, .csv, .hex, .npy, .raw:
        if options.sideBySide, figures.count > 1 {
          try writeColumns(figures, to: &writer)
        } else {
          for figure in figures { try write(figure, to: &writer) }
        }
      }
    }
  }

  /// The figures under names that differ: a mode applied twice is numbered.
  private func named(_ figures: [Figure]) -> [(name: String, source: any Source)] {
    var counts: [String: Int] = [:]
    return figures.map { figure in
      counts[figure.name, default: 0] += 1
      let count = counts[figure.name] ?? 1
      return (count == 1 ? figure.name : "\(figure.name).\(count)", figure.source)
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

  /// Refuses what a .npy file cannot hold: a reader would find the first tensor and not the others.
  /// In a pipe they may follow one another, as `numpy.load` reads them from an open file.
  private func refuseWhatNPYLacks(_ figures: [Figure]) throws {
    guard format == .npy else { return }
    if figures.count != 1, options.output != nil {
      throw Failure(
        "--format 'npy': a file holds one tensor, and these are \(figures.count); use --format"
          + " safetensors")
    }
    if figures.contains(where: { $0.source.dtype == .bfloat16 }) {
      throw Failure(
        "--format 'npy': NumPy has no bfloat16; use --format safetensors, or --dtype float32")
    }
  }

  /// Writes one figure, under its heading where the format has room for one.
  func write(_ figure: Figure, to writer: inout ByteWriter) throws {
    if format.isText, let heading = figure.heading {
      let bold = options.output == nil && console.colours(options.color)
      try writer.write(bold ? "\u{1b}[1m# \(heading)\u{1b}[0m\n" : "# \(heading)\n")
    }
    switch format {
    case .torch, .compact:
      let layout: TorchText.Layout = format == .torch ? .torch : .compact
      try TorchText.write(figure.source, options: options.print.torch, layout: layout, to: &writer)
      try writer.write(UInt8(ascii: "\n"))
    case .numpy:
      try NumPyText.write(
        figure.source, options: options.print.numPy, style: options.print.isRepr ? .repr : .str,
        to: &writer)
      try writer.write(UInt8(ascii: "\n"))
    case .csv: try CSV.write(figure.source, to: &writer)
    case .hex: try Hex.write(figure.source, to: &writer)
    case .npy: try NPY.write(figure.source, to: &writer)
    case .raw: try RawTensor.write(figure.source, to: &writer)
    case .json, .safetensors: preconditionFailure("written as a whole")
    }
  }
}
