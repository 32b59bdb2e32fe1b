// Where a command's results go.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import TensorCore
import TensorFormats

/// The file that `--output` names, or standard output: open before any work is done, so that what
/// cannot be written is refused first.
struct Output {
  private let console: Console
  private let flags: OutputFlags
  /// `nil` for standard output.
  private let file: OutputFile?

  /// - Throws: `WriteError` for a file that cannot be written.
  init(_ flags: OutputFlags, to console: Console) throws {
    self.flags = flags
    self.console = console
    file = try flags.file.map { try OutputFile($0, as: "--output \(quoted($0))") }
  }

  /// Lets `body` write everything; then the file appears.
  func write(_ body: (inout ByteWriter) throws -> Void) throws {
    var writer = flags.writer(to: file ?? console.out, console)
    try body(&writer)
    try writer.flush()
    try file?.complete()
  }
}

extension OutputFlags {
  /// The threads to work with.
  var threadCount: Int { threads ?? Threads.available }

  /// A writer by as many threads as the flags allow.
  func writer(to sink: any ByteSink, _ console: Console) -> ByteWriter {
    ByteWriter(to: sink, threads: threadCount, least: console.leastForThread)
  }
}
