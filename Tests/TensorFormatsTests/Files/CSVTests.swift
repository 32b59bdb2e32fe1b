// SPDX-License-Identifier: Apache-2.0

import TensorCore
import TensorFormats
import Testing

@Suite struct CSVTests {
  @Test(arguments: ["values.csv", "blanks.csv"])
  func `what numpy.savetxt writes reads to the same bits`(name: String) throws {
    let source = try CSV.open(ByteSource(path: fixture(name)))
    #expect(source.shape.extents == [6, 4])
    #expect(try bits(source) == fixtureBytes("values.raw"))
  }

  @Test(arguments: [
    ("1,2\n3,4\n", [2, 2], DType.int64), ("1,2\n3,4", [2, 2], .int64),
    ("1, 2\r\n3, 4\r\n", [2, 2], .int64), ("1;2\n3;4", [2, 2], .int64),
    ("1\t2\n3\t4\n", [2, 2], .int64), ("1 2   3\n", [3], .int64), ("1\n2\n3\n", [3], .int64),
    ("5", [], .int64), ("  5.5  ", [], .float32), ("nan,-inf", [2], .float32),
    ("True,false", [2], .bool), ("# comment\n\n1,2 # more\n# end\n3,4", [2, 2], .int64),
    ("a,b\n1,2\n3,4", [2, 2], .int64), ("\"a\",\"b\"\n1,2", [2], .int64),
    ("\u{feff}x\n1.5", [], .float32), (",a\n1,2", [2], .int64), ("a;\"b, 1\"\n1;2", [2], .int64),
    ("infinite nano\n1 2", [2], .int64), ("nan,inf\n1,2", [2, 2], .float32),
    ("tensor\n1\n2", [2], .int64), ("+1.5,.5,5.,1E3", [4], .float32),
    ("# shape: 2,1,2 dtype: float16\n1,2\n3,4\n", [2, 1, 2], .float16),
    ("# shape: 1,2 dtype: float16\n1,2\n", [1, 2], .float16),
    ("# shape: 0,3 dtype: float64\n", [0, 3], .float64),
    ("# shape: scalar dtype: bool\n1\n", [], .bool),
    ("# dtype: bfloat16\n1 2\n", [2], .bfloat16),
  ])
  func `shape and dtype are those of the text`(csv: String, extents: [Int], dtype: DType) throws {
    let source = try CSV.open(text(csv))
    #expect(source.shape.extents == extents)
    #expect(source.dtype == dtype)
  }

  @Test(arguments: [
    ("1,2\n3\n", "line 2, column 1: ragged: 1 number where the rows before have 2"),
    ("1,2\n\n# x\n3,4,5", "line 4, column 1: ragged: 3 numbers where the rows before have 2"),
    ("1,,2", "line 1, column 3: an empty field: write nan where a value is missing"),
    ("1,2,\n", "line 1, column 5: an empty field: write nan where a value is missing"),
    (
      ",1",
      "line 1, column 1: field 1 is empty, and field 2 is one: write nan where a value "
        + "is missing, or # in front of a row of names"
    ),
    (
      "NULL,0.5\n1,2.5",
      "line 1, column 1: field 1 is 'NULL', no number, and field 2 is one: write nan "
        + "where a value is missing, or # in front of a row of names"
    ),
    (
      "\"1\",2",
      "line 1, column 1: field 1 is '\"1\"', no number, and field 2 is one: write nan "
        + "where a value is missing, or # in front of a row of names"
    ),
    ("0.5,NULL\n1,2", "line 1, column 5: 'NULL' is no number: write nan where a value is missing"),
    ("a,b\nc,d", "line 2, column 1: 'c' is no number: write nan where a value is missing"),
    ("1,2\na,b", "line 2, column 1: 'a' is no number: write nan where a value is missing"),
    ("nan,a\n1,2", "line 1, column 5: 'a' is no number: write nan where a value is missing"),
    (
      "1,5;2,5",
      "line 1, column 4: ';' after a number, where ',' or the end of the row must "
        + "follow"
    ),
    (
      "1.2.3",
      "line 1, column 4: '.3' after a number, where a separator or the end of the row "
        + "must follow"
    ),
    ("# only\n", "holds no row of numbers"),
    ("# shape: 2,2 dtype: float32\n1,2\n", "holds 2 numbers, and the shape 2,2 has 4"),
    (
      "# shape: 4,1 dtype: float32\n1,2\n3,4\n",
      "has rows of 2, and its comment says the shape 4,1"
    ),
    (
      "# shape: 2,x\n1,2",
      "line 1, column 1: '# shape: 2,x' has no shape: it is to read like "
        + "'# shape: 3,2 dtype: float32'"
    ),
    (
      "# shape: 2 dtype: float8\n1,2",
      "line 1, column 1: '# shape: 2 dtype: float8' has an unknown dtype: it is to read "
        + "like '# shape: 3,2 dtype: float32'"
    ),
  ])
  func `what is wrong is said with its place`(csv: String, expected: String) {
    #expect(message { try CSV.open(text(csv)) } == expected)
  }

  @Test func `shape and dtype stand in front of the rows`() throws {
    let source = try tensor([2, 1, 2], [Float(0.1), -0.0, .nan, -.infinity])
    #expect(
      try writtenText { try CSV.write(source, to: &$0) }
        == "# shape: 2,1,2 dtype: float32\n0.1,-0.0\nnan,-inf\n")
  }

  @Test func `several tensors are told apart by a column and read one by one`() throws {
    let tensors: [(name: String, source: any Source)] = [
      ("drop-path", try tensor([2, 1, 2], [Float(0.1), -0.0, .nan, -.infinity])),
      ("a \"b\", c", try tensor([3], [true, false, true])),
      ("none", try tensor([0, 2], [Int32]())), ("one", try tensor([], [Double(2.5)])),
    ]
    let text = try writtenText { try CSV.write(tensors, to: &$0) }
    #expect(
      text == """
        # tensor: drop-path shape: 2,1,2 dtype: float32
        # tensor: "a ""b"", c" shape: 3 dtype: bool
        # tensor: none shape: 0,2 dtype: int32
        # tensor: one shape: scalar dtype: float64
        tensor,x0,x1,x2
        drop-path,0.1,-0.0
        drop-path,nan,-inf
        "a ""b"", c",1,0,1
        one,2.5

        """)
    for (name, source) in tensors {
      let back = try openTensor(bytes: TensorFormatsTests.text(text), tensor: name)
      #expect(back.shape == source.shape && back.dtype == source.dtype, "\(name)")
      #expect(try bits(back) == bits(source), "\(name)")
    }
    #expect(
      message { try openTensor(bytes: TensorFormatsTests.text(text)) }
        == "holds 4 tensors: choose one of 'a \"b\", c', 'drop-path', 'none', 'one'")
    #expect(
      message { try CSV.open(TensorFormatsTests.text(text), tensor: "x") }?
        .hasPrefix("holds no tensor 'x'; it has ") == true)
    #expect(
      message { try written { try CSV.write([tensors[0], tensors[0]], to: &$0) } }
        == "'drop-path' cannot name another tensor of one file")
  }

  @Test func `a column of names needs no comments`() throws {
    let table = "tensor;u;v\r\nb;1;2\r\na;5;6\r\nb;3;4\r\n"
    let source = try openTensor(bytes: text(table), tensor: "b")
    #expect(source.shape.extents == [2, 2])
    #expect(try openTensor(bytes: text("tensor,u\nb,1\n")).shape.extents == [])
    #expect(
      message { try CSV.open(text("tensor,u\nb\n")) }
        == "line 2, column 2: a row without numbers after its tensor's name")
    #expect(
      message { try CSV.open(text("tensor,u\na,1\na,2,3\n"), tensor: "a") }
        == "line 3, column 3: ragged: 2 numbers where the rows before have 1")
    #expect(message { try CSV.open(text("tensor,u\n")) } == "holds no tensor")
  }

  @Test(arguments: [
    ("NaN", Float.nan), ("+nan", .nan), ("INF", .infinity), ("-Inf", -.infinity),
    ("+infinity", .infinity), ("-Infinity", -.infinity), ("true", 1), ("FALSE", 0), ("nano", nil),
    ("in", nil), ("infinite", nil), ("infinityy", nil), ("+true", nil), ("-", nil), ("nan-", nil),
    ("ta_e", nil), ("INF+1", nil), ("n\u{e1}n", nil),
  ])
  func `words that stand for numbers`(word: String, expected: Float?) throws {
    let source = try? CSV.open(text("0,\(word)"), wanted: .float32)
    let second = try (source as? any Source<Float>)?.tensor().elements.last
    #expect(second?.bitPattern == expected?.bitPattern)
  }
}
