// Tensors in JSON: nested arrays, alone or beside their dtype and shape.
// SPDX-License-Identifier: Apache-2.0

public import TensorCore

/// A tensor as JSON.
///
/// - Read: nested arrays of numbers or truth values, a number alone, or an object with the array
///   under `data` and, if wanted, `dtype` and `shape` beside it; or an object with such objects in
///   a list under `results`, as this library writes them.
/// - `NaN`, `Infinity` and `-Infinity` stand for themselves, as in Python; `null` is an error.
public enum JSON {
  /// The tensor of the text.
  ///
  /// - `tensor`: the `mode` of the result that is meant; the first without it.
  /// - `wanted`: the dtype each number is rounded to, once; without it the one that stands there,
  ///   else `unsaid`, else what `torch.tensor` would choose.
  /// - Throws: `FormatError` with line and column.
  public static func open(
    _ bytes: ByteSource, tensor: String? = nil, wanted: DType? = nil, unsaid: DType? = nil
  ) throws(FormatError) -> any Source {
    var reader = try JSONReader(bytes)
    guard reader.next == UInt8(ascii: "{") else {
      guard tensor == nil else { throw FormatError("holds one tensor, which has no name") }
      return try readArray(&reader, JSONTensor(), wanted: wanted ?? unsaid)
    }
    let chosen = try choose(&reader, named: tensor)
    guard let data = chosen.data else {
      throw FormatError("is a JSON object without 'data', which holds the numbers")
    }
    try reader.scanner.seek(to: data)
    return try readArray(&reader, chosen, wanted: wanted ?? chosen.dtype ?? unsaid)
  }

  /// Reads the object at the top to its end and finds the tensor in it.
  private static func choose(
    _ reader: inout JSONReader, named name: String?
  ) throws(FormatError) -> JSONTensor {
    var top = JSONTensor()
    var results: [JSONTensor] = []
    var names: [String] = []
    var count = 0
    try reader.readObject { (reader, member) throws(FormatError) in
      guard member == "results" else { return try top.read(member, from: &reader) }
      try reader.expect("[", "of results")
      if try reader.skip("]") { return }
      repeat {
        var result = JSONTensor()
        try reader.readObject { (reader, member) throws(FormatError) in
          try result.read(member, from: &reader)
        }
        count += 1
        if names.count < 8 { names.append(result.mode ?? "?") }
        // Without a name the first, with a name the first of that name: no other is kept.
        if results.isEmpty, name == nil || result.mode == name { results.append(result) }
      } while try reader.skip(",")
      guard try reader.skip("]") else { throw reader.unexpected("',' or ']'") }
    }
    try reader.expectEnd()
    if top.data != nil {
      guard name == nil || name == top.mode else {
        let own = top.mode.map { TensorFormats.quoted($0) } ?? "without a name"
        throw FormatError("holds no tensor \(TensorFormats.quoted(name!)), but one \(own)")
      }
      return top
    }
    if let result = results.first { return result }
    guard let name else { return top }
    throw FormatError(
      "holds no result \(TensorFormats.quoted(name)); it has \(listed(names, of: count))")
  }

  /// Reads the numbers, which come next.
  private static func readArray(
    _ reader: inout JSONReader, _ tensor: JSONTensor, wanted: DType?
  ) throws(FormatError) -> any Source {
    var store = ElementStore(wanted: wanted)
    let nesting = try reader.readNested(into: &store)
    if tensor.data == nil { try reader.expectEnd() }
    if let place = store.unholdable {
      throw reader.scanner.failure(
        "a whole number beyond int64: choose uint64 or a floating dtype", at: place)
    }
    let found = try shape(of: nesting)
    guard let extents = tensor.shape else { return try store.finish(found) }
    let said = try shape(of: extents)
    // An empty list ends the nesting early; the shape said beside it tells the rest.
    let agrees =
      found.count == 0
      ? said.count == 0 && said.extents.starts(with: found.extents) : said == found
    guard agrees else {
      throw FormatError("its 'data' has the shape \(found), and its 'shape' says \(said)")
    }
    return try store.finish(said)
  }
}

/// What an object says about a tensor, and where its numbers begin.
private struct JSONTensor {
  var data: Int?
  var dtype: DType?
  var shape: [Int]?
  var mode: String?

  /// Takes the value of a member, which comes next, or steps over it.
  mutating func read(_ member: String, from reader: inout JSONReader) throws(FormatError) {
    let place = reader.scanner.offset
    switch member {
    case "data":
      data = place
      try reader.skipValue()
    case "dtype":
      let name = try reader.readString("a dtype in quotes")
      guard let known = DType(rawValue: name) else {
        throw reader.scanner.failure("\(quoted(name)) is not a known dtype", at: place)
      }
      dtype = known
    case "shape":
      guard reader.next == UInt8(ascii: "[") else { return try reader.skipValue() }
      shape = try reader.readCounts("the shape", limit: Shape.rankLimit)
    case "mode":
      guard reader.next == UInt8(ascii: "\"") else { return try reader.skipValue() }
      mode = try reader.readString("a mode in quotes")
    default: try reader.skipValue()
    }
  }
}

extension JSONReader {
  /// Reads nested arrays of numbers, and returns their extents.
  fileprivate mutating func readNested(
    into store: inout ElementStore
  ) throws(FormatError) -> [Int] {
    var nesting = NestedShape()
    var place = scanner.offset
    do throws(FormatError) {
      while true {
        // Here an element or a list comes next.
        place = scanner.offset
        if next == UInt8(ascii: "[") {
          try nesting.open()
          scanner.advance()
          try scanner.skipBlanksAndLines()
          if next != UInt8(ascii: "]") { continue }
        } else {
          try readElement(into: &store)
          try nesting.element()
        }
        // Here an element has ended: close what ends with it.
        while nesting.depth > 0 {
          if try skip(",") { break }
          place = scanner.offset
          guard next == UInt8(ascii: "]") else { throw FormatError(complaint("',' or ']'")) }
          try nesting.close()
          scanner.advance()
          try scanner.skipBlanksAndLines()
        }
        if nesting.depth == 0 { return nesting.extents }
      }
    } catch {
      throw scanner.failure(error.description, at: place)
    }
  }

  @inline(__always)
  private mutating func readElement(into store: inout ElementStore) throws(FormatError) {
    guard let (scalar, length) = try scalar() else {
      if scanner.isAt("null") {
        throw FormatError("null is no number: write NaN where a value is missing")
      }
      throw FormatError(complaint("a number or a list"))
    }
    switch scalar {
    case .number(let number):
      try store.append(number, at: scanner.pointer, offset: scanner.offset)
    case .boolean(let value): try store.append(value)
    case .special(let special): try store.append(special: special)
    }
    scanner.advance(length)
    try scanner.skipBlanksAndLines()
  }
}

extension TensorFormat {
  /// JSON.
  public static let json = TensorFormat(
    "json", summary: "nested arrays with dtype and shape, exact", endings: ["json"], isText: true,
    write: { source, _, writer in
      try JSON.write(source, to: &writer)
    },
    writeDocument: { document, writer in
      try JSON.write(document, to: &writer)
    },
    reader: Reader(title: "JSON") { peek throws(FormatError) in
      if peek.ending == "json" || peek.firstLetter == UInt8(ascii: "{") { return .certain }
      // Printed brackets may be JSON too; what JSON refuses, the more patient reader explains.
      return peek.firstLetter == UInt8(ascii: "[") && peek.tensor == nil ? .attempt : .no
    } open: { bytes, request throws(FormatError) in
      try JSON.open(
        bytes, tensor: request.tensor, wanted: request.wanted, unsaid: request.unsaid)
    })
}
