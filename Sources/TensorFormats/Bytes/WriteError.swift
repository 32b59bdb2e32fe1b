// Why something could not be written.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the system says is wrong.
package struct SystemError: Error, CustomStringConvertible {
  package let number: Int32

  package init(_ number: Int32) { self.number = number }

  /// The error of the system call just made: ask before anything else is done, which may make
  /// system calls, too.
  package init() { number = errno }

  /// In the system's own words, which follow a colon.
  package var description: String {
    let text = String(cString: strerror(number))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}

/// Why a file or a stream could not be written: one line that begins with what the writer calls it.
package struct WriteError: Error, CustomStringConvertible {
  package let description: String

  package init(_ subject: String, _ problem: some CustomStringConvertible) {
    description = "\(subject): \(problem)"
  }
}

/// The reader of our output has gone away: no trouble, but nothing is left to do.
package struct ClosedPipe: Error {}
