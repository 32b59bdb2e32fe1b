// How foreign text is quoted in an error, whatever bytes it is made of.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// The text in single quotes, on one line and of bounded length.
///
/// - What a reader would not see as itself is escaped: control characters, line separators, and
///   characters that are invisible or change the direction of writing (`\n`, `\x1b`, `\u202e`).
/// - What is cut off shows as `...`.
func quoted(_ text: some StringProtocol, limit: Int = 80) -> String {
  var quoted = "'"
  for (length, scalar) in text.unicodeScalars.enumerated() {
    if length == limit {
      quoted += "..."
      break
    }
    switch scalar {
    case "\n": quoted += "\\n"
    case "\r": quoted += "\\r"
    case "\t": quoted += "\\t"
    case " "..."~": quoted.unicodeScalars.append(scalar)
    default:
      let properties = scalar.properties
      switch properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        quoted += escape(scalar)
      default:
        if properties.isDefaultIgnorableCodePoint {
          quoted += escape(scalar)
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
  }
  return quoted + "'"
}

/// A character as Python escapes it.
private func escape(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16)
  let (letter, width) =
    scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
  return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
}

/// The bytes in single quotes, read as UTF-8 where they are.
func quoted(_ bytes: some Sequence<UInt8>, limit: Int = 80) -> String {
  // Four bytes make a character at the most; one more shows that something is cut off.
  quoted(String(decoding: Array(bytes.prefix(4 * limit + 4)), as: UTF8.self), limit: limit)
}

/// The first names in quotes, and how many more of `count` there are; `none` if there is none.
package func listed(_ names: [String], of count: Int) -> String {
  if names.isEmpty { return "none" }
  let shown = names.prefix(8).map { quoted($0) }
  let rest = count > shown.count ? " and \(count - shown.count) more" : ""
  return shown.joined(separator: ", ") + rest
}

/// `1 byte`, `2 bytes`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// The shape of a tensor in a file, or why it is none.
func shape(of extents: [Int]) throws(FormatError) -> Shape {
  do throws(ShapeError) {
    return try Shape(extents)
  } catch {
    switch error {
    case .negativeExtent(let extent):
      throw FormatError("the shape has a negative extent, \(extent)")
    case .tooManyExtents(let count):
      throw FormatError("the shape has \(count) extents, and \(Shape.rankLimit) is the most")
    case .tooManyElements:
      let text = extents.prefix(8).map(String.init).joined(separator: ",")
      throw FormatError("the shape \(text) has more elements than 64 bits can count")
    }
  }
}
