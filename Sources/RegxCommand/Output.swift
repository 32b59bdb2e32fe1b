// Where a command's results go.

import CommandTable
import TensorCore
import TensorFormats

/// The file that `--output` names, or standard output: open before any work is done, so that what
/// cannot be written is refused first.
struct Output {
  private let console: Console
  private let options: Options
  /// `nil` for standard output.
  private let file: OutputFile?

  /// - Throws: `WriteError` for a file that cannot be written.
  init(_ options: Options, to console: Console) throws {
    self.options = options
    self.console = console
    file = try options.output.map { try OutputFile($0, as: "--output \(quoted($0))") }
  }

  /// Lets `body` write everything; then the file appears.
  func write(_ body: (inout ByteWriter) throws -> Void) throws {
    var writer = options.writer(to: file ?? console.out, console)
    try body(&writer)
    try writer.flush()
    try file?.complete()
  }
}

extension Options {
  /// A writer by as many threads as the options allow.
  func writer(to sink: any ByteSink, _ console: Console) -> ByteWriter {
    ByteWriter(to: sink, threads: threads ?? Threads.available, least: console.leastForThread)
  }

  /// The name that `--output` gives to a file, if it has an ending to choose a format by.
  var outputWithEnding: String? {
    guard let output, let last = output.split(separator: "/").last,
      last.dropFirst().contains(".")
    else { return nil }
    return output
  }
}
