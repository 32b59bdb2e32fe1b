// What is wrong with a command line, in one line, and where to read on.
// SPDX-License-Identifier: Apache-2.0

/// Why a command line is refused.
///
/// A value that is out of range is told by its line alone; what shows that the user does not know
/// the command points to its help as well.
public struct UsageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, without the program's name in front.
  public let message: String
  public let program: String
  /// The command in question; `nil` if it is not known yet.
  public let command: String?
  /// The second line points to help.
  public let pointsToHelp: Bool

  public init(_ message: String, program: String, command: String?, pointsToHelp: Bool = true) {
    self.message = message
    self.program = program
    self.command = command
    self.pointsToHelp = pointsToHelp
  }

  /// The whole text for standard error, without the last line's end.
  public var description: String {
    let place = command.map { "\(program) \($0)" } ?? program
    let line = "\(command.map { "\(program): \($0)" } ?? program): \(message)"
    return pointsToHelp ? "\(line)\nTry '\(place) --help'." : line
  }
}

/// `text` between quotes as it was typed, on one line: what a terminal would not print as itself
/// (controls, line ends, bidirectional marks, bytes that are no UTF-8) is escaped. Of a long text the
/// first 80 characters stand, and how many there are.
public func quoted(_ text: String) -> String {
  let limit = 80
  var line = "'"
  for (place, scalar) in text.unicodeScalars.enumerated() {
    if place == limit { return line + "...' (\(text.unicodeScalars.count) characters)" }
    switch scalar {
    case "\n": line += "\\n"
    case "\r": line += "\\r"
    case "\t": line += "\\t"
    case " "..."~": line.unicodeScalars.append(scalar)
    default:
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        line += "\\u{\(String(scalar.value, radix: 16))}"
      // Swift puts U+FFFD where an argument's bytes are no UTF-8.
      case _ where scalar == "\u{fffd}": line += "\\u{fffd}"
      default: line.unicodeScalars.append(scalar)
      }
    }
  }
  return line + "'"
}
