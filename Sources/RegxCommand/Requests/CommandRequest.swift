// What a command is asked to do: a line whose flags and operands were checked together.
// SPDX-License-Identifier: Apache-2.0

import CommandTable

/// A command line that makes sense as a whole.
///
/// It is made from the raw flags once, never changed, and all that running the command takes.
protocol CommandRequest: SendableMetatype {
  /// Checks the line as a whole; touches no file that is written.
  ///
  /// - Throws: `UsageError` or `Failure` for what does not go together.
  init(_ line: RawLine) throws

  func run(on console: Console) throws
}

extension Invocation where Options == RawFlags {
  /// An error about flags that do not go together, or operands that do not fit.
  func error(_ message: String) -> UsageError { Program.regx.usageError(message, in: self) }

  /// Refuses standard input for more than one of the files: it holds one tensor.
  func refuseTwoPipes(_ message: String, among files: [String]) throws {
    if files.count(where: { $0 == "-" }) > 1 { throw error(message) }
  }
}
