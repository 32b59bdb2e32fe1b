// What a command may write to, given from outside so that tests run whole commands in process.
// SPDX-License-Identifier: Apache-2.0

import TensorCore
import TensorFormats

/// The program's two ways out and what it knows of its surroundings.
struct Console {
  /// Results, and nothing else.
  let out: any ByteSink
  /// Errors, notes, progress.
  let err: any ByteSink
  /// Whether standard input is a terminal.
  var inIsTerminal = false
  /// Whether results go to a terminal.
  var outIsTerminal = false
  /// Whether errors go to a terminal.
  var errIsTerminal = false
  /// The fewest elements that are worth a thread of their own.
  var leastForThread = Threads.least
  /// The columns and rows of the terminal that results go to; `nil` for a pipe or a file.
  var terminalSize: @Sendable () -> (columns: Int, rows: Int)? = { nil }
  /// The value of an environment variable.
  var environment: @Sendable (String) -> String? = { _ in nil }

  /// Whether the terminal shows escape sequences as they are.
  var isDumb: Bool { environment("TERM") == "dumb" }

  /// Whether results are coloured: where they go to a terminal that has colours, unless a flag or
  /// NO_COLOR says no.
  func colours(_ choice: ColorChoice) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto:
      outIsTerminal && !isDumb && (environment("NO_COLOR") ?? "").isEmpty
    }
  }

  /// Writes a line to standard error; that it cannot be written is nobody's business.
  func say(_ line: String) { write(line + "\n") }

  /// Writes a text to standard error.
  func write(_ text: String) {
    var text = text
    text.withUTF8 { try? err.write(UnsafeRawBufferPointer($0)) }
  }
}
