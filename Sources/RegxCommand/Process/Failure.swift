// What stops a command, other than a wrong command line.
// SPDX-License-Identifier: Apache-2.0

/// Trouble that ends a command with exit code 2: one line that says what is wrong and what to do.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// A check that was asked for does not hold: no trouble, but exit code 1.
struct CheckFailed: Error {}
