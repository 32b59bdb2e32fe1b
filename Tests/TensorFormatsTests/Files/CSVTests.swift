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
    ("\u{feff}x\n1.5", [], .float32), ("+1.5,.5,5.,1E3", [4], .float32),
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
    ("1,,2", "line 1, column 3: an empty field"), ("1,2,\n", "line 1, column 5: an empty field"),
    (",1", "line 1, column 1: an empty field"), ("a,b\nc,d", "line 2, column 1: 'c' is no number"),
    ("1,2\na,b", "line 2, column 1: 'a' is no number"),
    (
      "1,5;2,5",
      "line 1, column 4: ';' behind a number, where ',' or the end of the row must "
        + "follow"
    ),
    (
      "1.2.3",
      "line 1, column 4: '.3' behind a number, where a separator or the end of the row "
        + "must follow"
    ),
    ("\"1\",2", "holds no row of numbers"), ("# only\n", "holds no row of numbers"),
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
      "line 1, column 1: '# shape: 2 dtype: float8' has a dtype unknown to regx: it is to read "
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
