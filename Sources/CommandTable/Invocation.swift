// What a command line asks for.
// SPDX-License-Identifier: Apache-2.0

/// What a command line asks for.
public enum Request<Options: Sendable>: Sendable {
  /// A command with its options.
  case run(Invocation<Options>)
  case explain(Explanation)
  /// Nothing was typed behind the program's name: a usage error that short help answers best.
  case noCommand
}

/// What is printed instead of a command being run.
public enum Explanation: Hashable, Sendable {
  /// Help on a command, or on the program if it is `nil`.
  case help(command: String?, long: Bool)
  case version(verbose: Bool)
}

/// A flag as it was typed.
struct GivenFlag: Sendable {
  let flag: String
  let spelling: String
  let value: String?
}

/// A command with what was typed for it.
public struct Invocation<Options: Sendable>: Sendable {
  public let command: String
  public var options: Options
  /// The words that are no flags, in order.
  public internal(set) var operands: [String] = []
  /// The flags that were typed, in order, with their values.
  var given: [GivenFlag] = []

  /// The long names of the flags that were typed, in order.
  public var givenFlags: [String] { given.map(\.flag) }

  /// Whether the flag was typed at all.
  public func isGiven(_ flag: String) -> Bool { given.contains { $0.flag == flag } }
}

extension Program {
  /// An error about flags that do not go together, or operands that do not fit.
  public func usageError(_ message: String, in invocation: Invocation<Options>) -> UsageError {
    UsageError(message, program: name, command: invocation.command)
  }

  func message(
    _ error: ValueError, of subject: String, _ value: String?, among values: Values
  ) -> String {
    let place = value.map { "\(subject) \(quoted($0))" } ?? subject
    return "\(place): \(error.phrase(for: value ?? "", among: values))"
  }
}
