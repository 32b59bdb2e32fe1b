// SPDX-License-Identifier: Apache-2.0

import TensorCore
import Testing

@testable import TensorFormats

private func text(
  _ source: any Source, _ style: NumPyText.Style,
  _ options: NumPyPrintOptions = NumPyPrintOptions()
) throws -> String {
  let sink = ByteBuffer()
  var writer = ByteWriter(to: sink)
  try NumPyText.write(source, options: options, style: style, to: &writer)
  try writer.flush()
  return String(decoding: sink.bytes, as: UTF8.self)
}

/// What NumPy 2.4.6 prints.
@Suite struct NumPyTextTests {
  @Test(
    arguments: [
      ([], [3.5], "3.5", "array(3.5)"),
      ([0], [], "[]", "array([], dtype=float64)"),
      ([3], [0.1, 1, -2.5], "[ 0.1  1.  -2.5]", "array([ 0.1,  1. , -2.5])"),
      ([2], [-0.0, 0], "[-0.  0.]", "array([-0.,  0.])"),
      ([3], [1.5, .nan, -.infinity], "[ 1.5  nan -inf]", "array([ 1.5,  nan, -inf])"),
      ([2], [.nan, .infinity], "[nan inf]", "array([nan, inf])"),
      ([2], [1, 1001], "[1.000e+00 1.001e+03]", "array([1.000e+00, 1.001e+03])"),
      ([2], [1, 1000], "[   1. 1000.]", "array([   1., 1000.])"),
      ([2], [1e8, 1], "[1.e+08 1.e+00]", "array([1.e+08, 1.e+00])"),
      (
        [3], [1e-300, 1, .nan], "[1.e-300 1.e+000     nan]",
        "array([1.e-300, 1.e+000,     nan])"
      ),
      ([2], [0.123456789012, 0.5], "[0.12345679 0.5       ]", "array([0.12345679, 0.5       ])"),
      (
        [2, 1, 2, 1], [1, 1, 1, 1],
        """
        [[[[1.]
           [1.]]]


         [[[1.]
           [1.]]]]
        """,
        """
        array([[[[1.],
                 [1.]]],


               [[[1.],
                 [1.]]]])
        """
      ),
      (
        [30], (0..<30).map { Double($0) / 2 },
        """
        [ 0.   0.5  1.   1.5  2.   2.5  3.   3.5  4.   4.5  5.   5.5  6.   6.5
          7.   7.5  8.   8.5  9.   9.5 10.  10.5 11.  11.5 12.  12.5 13.  13.5
         14.  14.5]
        """,
        """
        array([ 0. ,  0.5,  1. ,  1.5,  2. ,  2.5,  3. ,  3.5,  4. ,  4.5,  5. ,
                5.5,  6. ,  6.5,  7. ,  7.5,  8. ,  8.5,  9. ,  9.5, 10. , 10.5,
               11. , 11.5, 12. , 12.5, 13. , 13.5, 14. , 14.5])
        """
      ),
    ] as [([Int], [Double], String, String)])
  func `a float64 array is shown as NumPy does`(
    extents: [Int], elements: [Double], str: String, repr: String
  ) throws {
    let source = try tensor(extents, elements)
    #expect(try text(source, .str) == str)
    #expect(try text(source, .repr) == repr)
  }

  @Test(
    arguments: [
      ([], [1e6], "1e+06", "array(1.e+06, dtype=float32)"),
      ([], [0.0001], "1e-04", "array(0.0001, dtype=float32)"),
      ([0, 3], [], "[]", "array([], shape=(0, 3), dtype=float32)"),
      ([2], [1e6, 1], "[1.e+06 1.e+00]", "array([1.e+06, 1.e+00], dtype=float32)"),
      // All have as many digits as the longest, even where those are not needed.
      (
        [2], [0x1p-24, 3e-7], "[5.9604645e-08 3.0000001e-07]",
        "array([5.9604645e-08, 3.0000001e-07], dtype=float32)"
      ),
    ] as [([Int], [Float], String, String)])
  func `float32 turns to exponents sooner`(
    extents: [Int], elements: [Float], str: String, repr: String
  ) throws {
    let source = try tensor(extents, elements)
    #expect(try text(source, .str) == str)
    #expect(try text(source, .repr) == repr)
  }

  @Test func `the other types`() throws {
    #expect(try text(tensor([2], [999, 1] as [Float16]), .str) == "[999.   1.]")
    #expect(
      try text(tensor([2], [1000, 1] as [Float16]), .repr)
        == "array([1.e+03, 1.e+00], dtype=float16)")
    #expect(try text(tensor([2], [true, false]), .repr) == "array([ True, False])")
    #expect(try text(tensor([1], [true]), .str) == "[ True]")
    #expect(try text(tensor([], [true]), .repr) == "array(True)")
    #expect(try text(tensor([2], [1, -22] as [Int8]), .repr) == "array([  1, -22], dtype=int8)")
    #expect(try text(tensor([2, 2], [1, 2, 3, 4] as [Int64]), .str) == "[[1 2]\n [3 4]]")
    #expect(try text(tensor([1], [UInt64.max]), .str) == "[18446744073709551615]")
    // As ml_dtypes 0.6 shows it.
    let brain = [0.1, 1, 3.14159, 1e-5, 1e10, .nan, -0.0, 100.5, 65504].map {
      BFloat16(rounding: $0 as Double)
    }
    #expect(
      try text(tensor([9], brain), .repr) == """
        array([0.100098, 1, 3.14062, 1.00136e-05, 9.99922e+09, nan, -0, 100.5,
               65536], dtype=bfloat16)
        """)
  }

  @Test func `a summary shows the ends of each axis, and the shape`() throws {
    let count = try tensor([1001], (0...1000).map(Int64.init))
    #expect(try text(count, .str) == "[   0    1    2 ...  998  999 1000]")
    #expect(
      try text(count, .repr)
        == "array([   0,    1,    2, ...,  998,  999, 1000], shape=(1001,))")
    let matrix = try tensor([4, 3], (0..<12).map(Int64.init))
    #expect(
      try text(matrix, .repr, NumPyPrintOptions(threshold: 5, edgeItems: 1)) == """
        array([[ 0, ...,  2],
               ...,
               [ 9, ..., 11]], shape=(4, 3))
        """)
    // Even with no edge items the last element is shown.
    #expect(
      try text(matrix, .repr, NumPyPrintOptions(threshold: 5, edgeItems: 0)) == """
        array([...,
               [..., 11]], shape=(4, 3))
        """)
    let wide = try tensor([2, 1000], (0..<2000).map(Double.init))
    #expect(
      try text(wide, .repr) == """
        array([[0.000e+00, 1.000e+00, 2.000e+00, ..., 9.970e+02, 9.980e+02,
                9.990e+02],
               [1.000e+03, 1.001e+03, 1.002e+03, ..., 1.997e+03, 1.998e+03,
                1.999e+03]], shape=(2, 1000))
        """)
  }

  @Test func `the options are those of set_printoptions`() throws {
    let small = try tensor([3], [1e-9, 1.5, -1e-3])
    #expect(try text(small, .str, NumPyPrintOptions(suppress: true)) == "[ 0.     1.5   -0.001]")
    let rounded = try tensor([3], [1.005, 2.345, 99.999])
    #expect(try text(rounded, .str, NumPyPrintOptions(precision: 2)) == "[  1.     2.35 100.  ]")
    #expect(
      try text(rounded, .str, NumPyPrintOptions(profile: .short)) == "[  1.     2.35 100.  ]")
    // A line loses the spaces at its end, and the last one keeps them.
    let narrow = try tensor([5], [1.5, 2, 3, 4.25, 5])
    let options = NumPyPrintOptions(lineWidth: 20)
    #expect(try text(narrow, .str, options) == "[1.5  2.   3.\n 4.25 5.  ]")
    #expect(
      try text(narrow, .repr, options)
        == "array([1.5 , 2.  ,\n       3.  , 4.25,\n       5.  ])")
  }

  @Test func `shortest and rounded digits differ where the values lie wide apart`() throws {
    // The spacing of the float32 values is 0.0078, that of the small float16 values 6e-8.
    let wide = try tensor([2], [123_456.79, 1] as [Float])
    let suppressed = NumPyPrintOptions(suppress: true)
    #expect(try text(wide, .str, suppressed) == "[123456.79      1.  ]")
    let half = try tensor([2], [1e-5, 3.5] as [Float16])
    #expect(try text(half, .str, suppressed) == "[0.00001 3.5    ]")
    let fine = try tensor([2], [0.1, 0.01] as [Float])
    #expect(try text(fine, .str) == "[0.1  0.01]")
    let long = NumPyPrintOptions(precision: 17)
    #expect(try text(fine, .str, long) == "[0.1  0.01]")
    let double = try tensor([2], [0.1 + 0.2, 0.1])
    #expect(try text(double, .str, long) == "[0.30000000000000004 0.1                ]")
  }

  @Test func `what comes after the digits are known still counts`() throws {
    var elements = [Double](repeating: 0.1 + 0.2, count: 5000)
    elements[4998] = -123.5
    elements[4999] = -.infinity
    let whole = NumPyPrintOptions(precision: 1, threshold: .infinity)
    let positional = try text(tensor([5000], elements), .str, whole)
    #expect(positional.hasPrefix("[   0.3    0.3 "))
    #expect(positional.hasSuffix(" -123.5   -inf]"))
    elements[4998] = -1e-100
    let exponent = try text(tensor([5000], elements), .str, whole)
    #expect(exponent.hasPrefix("[ 3.e-001  3.e-001 "))
    #expect(exponent.hasSuffix(" -1.e-100     -inf]"))
  }

  @Test func `a row of any length is broken alike wherever the writer's buffer ends`() throws {
    let elements = (0..<40_000).map { Double($0 % 1000) / 8 }
    let options = NumPyPrintOptions(threshold: .infinity)
    let lines = try text(tensor([40_000], elements), .repr, options).split(separator: "\n")
    #expect(lines.count == 5715)
    let words = lines.flatMap { line in
      line.split { " ,[]()ary".contains($0) }.map { Double($0)! }
    }
    #expect(words == elements)
    #expect(lines.dropFirst().dropLast().allSatisfy { $0.utf8.count == 7 + 7 * 9 - 1 })
  }

  @Test func `a summary asks for the corners alone`() throws {
    let asked = Counting<Double>.Asked()
    let shape = try Shape([100_000, 100_000])
    _ = try text(Counting(shape: shape, asked: asked) { Double($0) }, .str)
    #expect(asked.count == 3 * 36)
  }

  @Test(arguments: [Int.min, -1, 0, .max])
  func `no option is too absurd to print with`(extreme: Int) throws {
    let options = NumPyPrintOptions(
      precision: extreme, threshold: Double(extreme), edgeItems: extreme, lineWidth: extreme,
      suppress: true)
    let source = try tensor([4], [.leastNonzeroMagnitude, -1.5, 1e7, .nan])
    #expect(try text(source, .str, options).hasPrefix("["))
    #expect(try text(source, .repr, options).hasPrefix("array(["))
  }
}
