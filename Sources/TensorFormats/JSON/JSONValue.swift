// JSON as a tree of values: for small files that hold no tensors.
// SPDX-License-Identifier: Apache-2.0

/// A value of JSON text. Numbers are kept as they are written.
package indirect enum JSONValue: Equatable, Sendable {
  case null
  case truth(Bool)
  case number(String)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// Reads a whole text.
  ///
  /// - Throws: `FormatError` with line and column; also for lists nested deeper than 64.
  package init(reading bytes: ByteSource) throws(FormatError) {
    var reader = try JSONReader(bytes)
    self = try reader.readTree(depth: 0)
    try reader.expectEnd()
  }
}

extension JSONReader {
  fileprivate mutating func readTree(depth: Int) throws(FormatError) -> JSONValue {
    guard depth < NestedShape.depthLimit else {
      throw scanner.failure("nested deeper than \(NestedShape.depthLimit) values")
    }
    switch next {
    case UInt8(ascii: "\""):
      return .text(try readString("a value"))
    case UInt8(ascii: "{"):
      var members: [String: JSONValue] = [:]
      try readObject { (reader, name) throws(FormatError) in
        members[name] = try reader.readTree(depth: depth + 1)
      }
      return .object(members)
    case UInt8(ascii: "["):
      _ = try skip("[")
      var items: [JSONValue] = []
      if try skip("]") { return .list(items) }
      repeat { items.append(try readTree(depth: depth + 1)) } while try skip(",")
      guard try skip("]") else { throw unexpected("',' or ']'") }
      return .list(items)
    default:
      return try readLeaf()
    }
  }

  private mutating func readLeaf() throws(FormatError) -> JSONValue {
    if scanner.isAt("null") {
      scanner.advance(4)
      try scanner.skipBlanksAndLines()
      return .null
    }
    guard let (scalar, length) = try scalar() else { throw unexpected("a value") }
    let text = scanner.text(length)
    scanner.advance(length)
    try scanner.skipBlanksAndLines()
    if case .boolean(let value) = scalar { return .truth(value) }
    return .number(text)
  }
}
