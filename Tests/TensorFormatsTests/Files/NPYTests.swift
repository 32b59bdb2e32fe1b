// SPDX-License-Identifier: Apache-2.0

import TensorCore
import TensorFormats
import Testing

@Suite struct NPYTests {
  static let dtypes = DType.allCases.filter { $0 != .bfloat16 }
  static let files = dtypes.flatMap { dtype in
    (dtype.byteCount == 1 ? ["byte"] : ["little", "big"]).flatMap { order in
      ["C", "F"].map { (dtype, "\(dtype.rawValue)-\(order)-\($0).npy") }
    }
  }

  @Test(arguments: files)
  func `every dtype, byte order and memory order reads as NumPy reads it`(
    dtype: DType, name: String
  ) throws {
    let source = try NPY.open(ByteSource(path: fixture(name)))
    #expect(source.shape.extents == [2, 3, 4])
    #expect(source.dtype == dtype)
    #expect(try bits(source) == fixtureBytes("\(dtype.rawValue).raw"))
  }

  @Test(arguments: files)
  func `any range of a file is that range of the tensor`(dtype: DType, name: String) throws {
    let whole = try fixtureBytes("\(dtype.rawValue).raw")
    let width = dtype.byteCount
    func check<S: Source>(_ source: S) throws {
      var source = source
      for start in 0...24 {
        for end in start...24 {
          let part = Tensor(shape: .vector(end - start), elements: try source.elements(start..<end))
          #expect(try bits(part) == Array(whole[start * width..<end * width]))
        }
      }
    }
    try check(NPY.open(ByteSource(path: fixture(name))))
  }

  @Test(arguments: dtypes)
  func `what is written is what numpy.save writes`(dtype: DType) throws {
    let order = dtype.byteCount == 1 ? "byte" : "little"
    let name = "\(dtype.rawValue)-\(order)-C.npy"
    let source = try NPY.open(ByteSource(path: fixture(name)))
    #expect(try written { try NPY.write(source, to: &$0) } == fixtureBytes(name))
  }

  @Test(arguments: [
    ("scalar", []), ("one", [1]), ("vector", [5]), ("empty", [0]), ("empty-inside", [3, 0, 2]),
    ("deep", [Int](repeating: 1, count: 40) + [3]), ("wide", [1, 7]),
  ])
  func `every kind of shape reads and is written again`(label: String, extents: [Int]) throws {
    let source = try NPY.open(ByteSource(path: fixture("shape-\(label).npy")))
    #expect(source.shape.extents == extents)
    let numbers = try #require(source as? any Source<Float>).tensor().elements
    #expect(numbers == numbers.indices.map(Float.init))
    #expect(try written { try NPY.write(source, to: &$0) } == fixtureBytes("shape-\(label).npy"))
  }

  @Test(arguments: 1...3)
  func `versions 1, 2 and 3 hold the same`(version: Int) throws {
    let source = try NPY.open(ByteSource(path: fixture("version-\(version).npy")))
    #expect(try #require(source as? any Source<Double>).tensor().elements == [0, 1, 2, 3, 4, 5])
  }

  @Test func `a large file in Fortran order reads through tiles`() throws {
    let source = try NPY.open(ByteSource(path: fixture("fortran-large.npy")))
    let tensor = try #require(source as? any Source<UInt16>).tensor()
    #expect(tensor.elements == (0..<9000).map { UInt16($0) })
  }

  @Test func `bool bytes other than 0 and 1 are true`() throws {
    let file = try NPY.header(for: .vector(4), dtype: .bool) + [0, 1, 2, 255]
    let source = try NPY.open(ByteSource(file))
    #expect(try bits(source) == [0, 1, 1, 1])
  }

  @Test(arguments: [
    ("complex", "dtype '<c8' is complex: save .real and .imag apart"),
    (
      "object",
      "dtype '|O' holds Python objects, which only running code could load: "
        + "save a numeric array"
    ),
    (
      "structured",
      "dtype '[('a', '<f4'), ('b', '<i8')]' is structured: "
        + "save its fields apart"
    ),
    ("string", "dtype '<U2' holds text: save it with .astype(float)"),
    ("bytes", "dtype '|S2' holds text: save it with .astype(float)"),
    (
      "date",
      "dtype '<M8[s]' holds dates or durations: save it with "
        + ".astype('int64')"
    ),
    (
      "void",
      "dtype '|V2' is raw memory (bfloat16 is saved like this): save float32, or "
        + ".safetensors for bfloat16"
    ),
    (
      "longdouble",
      "dtype '<f16' is a long double, which differs between machines; save it as "
        + "float64"
    ),
  ])
  func `a dtype that is not read is named with a remedy`(label: String, expected: String) throws {
    let source = try ByteSource(path: fixture("refused-\(label).npy"))
    #expect(message { try NPY.open(source) } == expected)
  }

  @Test(arguments: [
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
    "{\"shape\":(2,),\"descr\":\"<f4\",\"fortran_order\":False}   \n",
    " { 'fortran_order' : False , 'shape' : ( 2 , ) , 'descr' : '=f4' } ",
    "{'descr': 'f4', 'fortran_order': True, 'shape': (2, )}",
    "{'descr': 'float32', 'fortran_order': True, 'shape': (2, 1,)}",
    "{'descr': 'f', 'fortran_order': False, 'shape': (2,)}",
    "{'descr': '<f', 'fortran_order': False, 'shape': (2,)}",
  ])
  func `a header reads however it is spaced and ordered`(header: String) throws {
    let source = try NPY.open(ByteSource(npy(header, data: [0, 0, 128, 63, 0, 0, 0, 64])))
    #expect(try #require(source as? any Source<Float>).tensor().elements == [1, 2])
  }

  @Test(
    arguments: [
      ("?", .bool), ("|?", .bool), ("|b1", .bool), ("b", .int8), ("|B", .uint8), ("h", .int16),
      ("<H", .uint16), ("i", .int32), ("I", .uint32), ("l", .int64), ("q", .int64), ("L", .uint64),
      ("Q", .uint64), ("e", .float16), ("<f", .float32), ("d", .float64), ("=d", .float64),
    ] as [(String, DType)])
  func `each letter that NumPy has for a dtype is read`(letter: String, dtype: DType) throws {
    let count = 8 / dtype.byteCount
    let header = "{'descr': '\(letter)', 'fortran_order': False, 'shape': (\(count),)}"
    let data: [UInt8] = [1, 0, 1, 0, 0, 1, 1, 0]
    let source = try NPY.open(ByteSource(npy(header, data: data)))
    #expect(source.dtype == dtype)
    #expect(try bits(source) == data)
  }

  @Test(arguments: [
    "", "{", "{}", "[]", "{'descr': '<f4'}",
    "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': [2]}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2L,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2.0,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': (1,)}",
    "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
    "{'descr': '<f3', 'fortran_order': False, 'shape': (2,)}",
    "{'descr': 'bfloat16', 'fortran_order': False, 'shape': (2,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4294967296, 4294967296)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1152921504606846975,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (\(String(repeating: "1,", count: 70)))}",
  ])
  func `a header that lies is refused`(header: String) {
    let file = npy(header, data: [UInt8](repeating: 0, count: 8))
    #expect(throws: FormatError.self) { try NPY.open(ByteSource(file)) }
  }

  @Test func `missing and trailing bytes are counted`() throws {
    let header = try NPY.header(for: .vector(2), dtype: .float32)
    let short = ByteSource(header + [1, 2, 3])
    #expect(
      message { try NPY.open(short) }
        == "ends early: float32 of shape 2 takes 8 bytes, and 3 follow its header")
    let long = ByteSource(header + [UInt8](repeating: 0, count: 9))
    #expect(message { try NPY.open(long) } == "holds 1 byte more than float32 of shape 2 takes")
  }

  @Test func `bfloat16 is refused with its remedy`() throws {
    let source = try tensor([1], [BFloat16.zero])
    #expect(
      message { try written { try NPY.write(source, to: &$0) } }
        == "npy cannot hold bfloat16: write safetensors, or convert to float32")
  }
}

/// A version 1.0 file with this header, not padded.
func npy(_ header: String, data: [UInt8]) -> [UInt8] {
  let length = header.utf8.count
  return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 255), UInt8(length >> 8)]
    + Array(header.utf8) + data
}
