// SPDX-License-Identifier: Apache-2.0

import TensorCore
import TensorFormats
import Testing

@Suite struct JSONTests {
  @Test func `what Python's json writes reads to the same bits`() throws {
    let source = try JSON.open(ByteSource(path: fixture("values.json")))
    #expect(source.shape.extents == [3, 2, 2, 2])
    #expect(source.dtype == .float32)
    #expect(try bits(source) == fixtureBytes("values.raw"))
  }

  @Test(arguments: [
    ("1", [], DType.int64), ("1.5", [], .float32), ("true", [], .bool), ("NaN", [], .float32),
    ("[]", [0], .float32), ("[[],[]]", [2, 0], .float32), ("[[1,2,3]]", [1, 3], .int64),
    ("[1, 2.0]", [2], .float32), ("[true,false]", [2], .bool), ("[true, 2]", [2], .int64),
    ("[true, 2, 1e0]", [3], .float32), ("[1, Infinity]", [2], .float32),
    (" \r\n\t[ 1 , 2 ] \n", [2], .int64), ("\u{feff}[1]", [1], .int64),
    ("[18446744073709551616, 1.0]", [2], .float32),
    (#"{"data": [1.0]}"#, [1], .float32),
    (#"{"data": [], "shape": [0, 3], "dtype": "float64"}"#, [0, 3], .float64),
    (#"{"data": [[],[]], "shape": [2, 0, 3]}"#, [2, 0, 3], .float32),
    (#"{"dtype": "float16", "data": 0.1, "shape": []}"#, [], .float16),
    (
      #"{"data": [1, 2], "dtype": "uint8", "note": {"a": [null, {}, [], "x"], "b": -1.5e3}}"#, [2],
      .uint8
    ),
    (
      #"{"schema": 1, "results": [{"mode": "drop-path", "data": [1, 2]}, {"data": 3}]}"#, [2],
      .int64
    ),
  ])
  func `shape and dtype are those of the text`(json: String, extents: [Int], dtype: DType) throws {
    let source = try JSON.open(text(json))
    #expect(source.shape.extents == extents)
    #expect(source.dtype == dtype)
    #expect(try bits(source).count == source.shape.count * dtype.byteCount)
  }

  @Test func `whole numbers that turn out to be floating keep their value`() throws {
    let source = try JSON.open(text("[true, -3, 16777217, 18446744073709551615, 0.5]"))
    let expected: [Float] = [1, -3, 16_777_216, 0x1p64, 0.5]
    #expect(try #require(source as? any Source<Float>).tensor().elements == expected)
  }

  @Test func `a result is chosen by its mode`() throws {
    let json =
      #"{"results": [{"mode": "drop-path", "data": [1]}, {"data": [2], "mode": "dropout"}]}"#
    let source = try JSON.open(text(json), tensor: "dropout")
    #expect(try #require(source as? any Source<Int64>).tensor().elements == [2])
    #expect(
      message { try JSON.open(text(json), tensor: "x") }
        == "holds no result 'x'; it has 'drop-path', 'dropout'")
  }

  @Test func `a wanted dtype is rounded to once`() throws {
    // Just above the tie between two float32 values: through a double it would round down.
    let json = "[1.000000059604644775390625000000000000000000001]"
    let single = try JSON.open(text(json), wanted: .float32)
    #expect(try bits(single) == [1, 0, 0x80, 0x3f])
    let wide = try JSON.open(text("[255, 0]"), wanted: .uint8)
    #expect(try bits(wide) == [255, 0])
    let double = try JSON.open(text("[true, 1, NaN]"), wanted: .float64)
    #expect(try bits(double).count == 24)
  }

  @Test(arguments: [
    ("[1, 2", "line 1, column 6: the text ends where ',' or ']' must follow"),
    ("[1,\n 2,,3]", "line 2, column 4: ',' where a number or a list must follow"),
    ("[1, 2] x", "line 1, column 8: 'x' after the end of the value"),
    ("[[1, 2],\n [3]]", "line 2, column 4: ragged: a list of 1 where the others have 2"),
    ("[1, [2]]", "line 1, column 5: ragged: a list where the others have a number"),
    ("[[1], 2]", "line 1, column 7: ragged: a number where the others have a list"),
    ("[[], [1]]", "line 1, column 8: ragged: a list of 1 where the others have 0"),
    ("[[], 1]", "line 1, column 6: ragged: a number where the others have a list"),
    ("[null]", "line 1, column 2: null is no number: write NaN where a value is missing"),
    ("[01]", "line 1, column 2: '01' is no number as JSON writes them"),
    ("[.5]", "line 1, column 2: '.5' is no number as JSON writes them"),
    ("[1.5x]", "line 1, column 5: 'x' where ',' or ']' must follow"),
    ("[\"1\"]", "line 1, column 2: '\"' where a number or a list must follow"),
    ("", "line 1, column 1: the text ends where a number or a list must follow"),
    ("{}", "is a JSON object without 'data', which holds the numbers"),
    (
      "{\"data\": [1], \"data\": [1]}",
      "line 1, column 15: the name 'data' stands twice in one object"
    ),
    ("{\"data\": [1], \"a\": \"\\ud800\"}", "line 1, column 21: half of a surrogate pair"),
    ("{\"data\": [1], \"a\": \"\\udc00\"}", "line 1, column 21: half of a surrogate pair"),
    (
      "{\"data\": [1], \"a\": \"x\ty\"}",
      "line 1, column 22: a control character in a string: write it as \\u00NN"
    ),
    (
      "{\"data\": [1], \"a\": \"\\x\"}",
      "line 1, column 21: a backslash that begins no escape of JSON"
    ),
    ("{\"data\": [1], \"a\": \"x", "line 1, column 20: the string does not end"),
    (
      "{\"data\": [1], \"dtype\": \"float8\"}",
      "line 1, column 24: 'float8' is not a known dtype"
    ),
    ("{\"data\": [1, 2], \"shape\": [3]}", "its 'data' has the shape 2, and its 'shape' says 3"),
    (
      "{\"data\": [1.5], \"dtype\": \"int8\"}",
      "line 1, column 11: '1.5' is no int8: it has a point or an exponent"
    ),
    (
      "{\"data\": [128], \"dtype\": \"int8\"}",
      "line 1, column 11: '128' is beyond the range of int8"
    ),
    ("{\"data\": [NaN], \"dtype\": \"int8\"}", "line 1, column 11: nan is no int8"),
    (
      "[1, 9223372036854775808]",
      "line 1, column 5: a whole number beyond int64: choose uint64 or a floating dtype"
    ),
  ])
  func `what is wrong is said with its place`(json: String, expected: String) {
    #expect(message { try JSON.open(text(json)) } == expected)
  }

  @Test func `the deepest nesting is 64 and no depth exhausts the stack`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
    }
    #expect(try JSON.open(text(nested(64))).shape.rank == 64)
    #expect(
      message { try JSON.open(text(nested(65))) }
        == "line 1, column 65: nested deeper than 64 lists")
    let brackets = ByteSource([UInt8](repeating: UInt8(ascii: "["), count: 1 << 20))
    #expect(message { try JSON.open(brackets) } == "line 1, column 65: nested deeper than 64 lists")
    let object = text("{\"a\":" + String(repeating: "{\"a\":[", count: 1 << 16))
    #expect(message { try JSON.open(object) }?.hasSuffix("nested deeper than 64 values") == true)
  }

  @Test func `rows stand on lines of their own`() throws {
    let source = try tensor([2, 2, 3], (0..<12).map { Float($0) / 4 })
    let expected = """
      [
        [
          [0.0, 0.25, 0.5],
          [0.75, 1.0, 1.25]
        ],
        [
          [1.5, 1.75, 2.0],
          [2.25, 2.5, 2.75]
        ]
      ]
      """
    #expect(try writtenText { try JSON.writeNested(source, to: &$0) } == expected)
  }

  @Test(arguments: [
    ([], "1"), ([1], "[1]"), ([0], "[]"), ([2, 0], "[\n  [],\n  []\n]"), ([0, 2], "[]"),
    ([1, 0, 7], "[\n  []\n]"), ([1, 1], "[\n  [1]\n]"), ([1 << 40, 0], "[]"),
  ])
  func `every shape has its brackets`(extents: [Int], expected: String) throws {
    let shape = try Shape(extents)
    let source = Tensor(shape: shape, elements: [Int64](repeating: 1, count: shape.count))
    #expect(try writtenText { try JSON.writeNested(source, to: &$0) } == expected)
  }

  @Test func `an indented array stands in an object`() throws {
    let source = try tensor([2, 1], [true, false])
    #expect(
      try writtenText { try JSON.write(source, to: &$0) } == """
        {
          "dtype": "bool",
          "shape": [2, 1],
          "data": [
            [true],
            [false]
          ]
        }

        """)
  }

  @Test func `strings are escaped as JSON wants them`() {
    #expect(JSON.string("a\"\\\n\u{1}é/") == "\"a\\\"\\\\\\n\\u0001é/\"")
  }
}
