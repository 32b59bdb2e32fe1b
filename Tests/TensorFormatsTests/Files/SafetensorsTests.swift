// SPDX-License-Identifier: Apache-2.0

import TensorCore
import TensorFormats
import Testing

@Suite struct SafetensorsTests {
  @Test(arguments: DType.allCases)
  func `every dtype reads as the original reads it`(dtype: DType) throws {
    let source = try Safetensors.open(
      ByteSource(path: fixture("all.safetensors")), tensor: dtype.rawValue)
    #expect(source.shape.extents == [2, 3])
    #expect(source.dtype == dtype)
    let count = 6 * dtype.byteCount
    if dtype == .bfloat16 { #expect(try bits(source) == fixtureBytes("bfloat16.raw")) }
    #expect(try bits(source).count == count)
  }

  @Test func `several tensors are written as the original writes them`() throws {
    let bytes = try ByteSource(path: fixture("all.safetensors"))
    let tensors = try DType.allCases.map {
      ($0.rawValue, try Safetensors.open(bytes, tensor: $0.rawValue))
    }
    let file = try written { try Safetensors.write(tensors, to: &$0) }
    #expect(try file == fixtureBytes("all.safetensors"))
  }

  @Test func `one tensor is written as the original writes it`() throws {
    let source = try Safetensors.open(ByteSource(path: fixture("single.safetensors")))
    #expect(
      try written { try Safetensors.write(source, to: &$0) } == fixtureBytes("single.safetensors"))
  }

  @Test func `names of any kind and empty tensors are kept`() throws {
    let bytes = try ByteSource(path: fixture("names.safetensors"))
    let contents = try Safetensors.contents(of: bytes)
    #expect(Set(contents.map(\.name)) == ["é\"\\\n\u{1}/", "", "scalar"])
    let tensors = try contents.map { ($0.name, try Safetensors.open(bytes, tensor: $0.name)) }
    #expect(
      try written { try Safetensors.write(tensors, to: &$0) }
        == fixtureBytes("names.safetensors"))
  }

  @Test func `no tensor at all is written as the original does`() throws {
    let file = try written { try Safetensors.write([], to: &$0) }
    #expect(try file == fixtureBytes("none.safetensors"))
    #expect(message { try Safetensors.open(ByteSource(file)) } == "holds no tensor")
  }

  @Test func `metadata is let pass and other dtypes beside do not matter`() throws {
    let plain = try Safetensors.open(ByteSource(path: fixture("metadata.safetensors")))
    #expect(plain.shape.extents == [3])
    let bytes = try ByteSource(path: fixture("float8.safetensors"))
    #expect(try Safetensors.open(bytes, tensor: "w").shape.extents == [2])
    #expect(
      message { try Safetensors.open(bytes, tensor: "small") }
        == "tensor 'small' has dtype 'F8_E4M3', which is not read: "
        + "save it with .to(torch.float32)")
  }

  @Test func `without a name several tensors are listed`() throws {
    let bytes = try ByteSource(path: fixture("all.safetensors"))
    #expect(
      message { try Safetensors.open(bytes) }
        == "holds 13 tensors: choose one of 'bfloat16', 'bool', 'float16', "
        + "'float32', 'float64', 'int16', 'int32', 'int64' and 5 more")
    let names = try ByteSource(path: fixture("float8.safetensors"))
    #expect(
      message { try Safetensors.open(names, tensor: "v") }
        == "holds no tensor 'v'; it has 'small', 'w'")
  }

  static let entry = #"{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#

  @Test(arguments: [
    ("{", 8), ("{}", 8), ("{]", 0), ("[]", 0), (#"{"a":1}"#, 0),
    (#"{"a":\#(entry)}"#, 7), (#"{"a":\#(entry)}"#, 9), (#"{"a":\#(entry)}x"#, 8),
    (#"{"a":\#(entry),"a":\#(entry)}"#, 8), (#"{"a":\#(entry),"b":\#(entry)}"#, 8),
    (#"{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 8),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, 8),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}"#, 8),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#, 12),
    (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, 8),
    (#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, 8),
    (#"{"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}"#, 8),
    (#"{"a":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,8]}}"#, 8),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,18446744073709551615]}}"#, 8),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9223372036854775807]}}"#, 8),
    (#"{"a":{"dtype":"F32","shape":[2]}}"#, 8),
    (#"{"a":{"dtype":4,"shape":[2],"data_offsets":[0,8]}}"#, 8),
    ("{\"a\":\(entry), \"\\ud800\":\(entry)}", 8), ("{\"a\nb\":\(entry)}", 8),
  ])
  func `a header that lies is refused`(header: String, dataCount: Int) {
    let length = header.utf8.count
    let file =
      (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
      + [UInt8](repeating: 0, count: dataCount)
    #expect(throws: FormatError.self) { try Safetensors.open(ByteSource(file), tensor: "a") }
  }

  @Test(arguments: [UInt64.max, 1 << 63, 100_000_001, 3, 0])
  func `an absurd header length is refused`(length: UInt64) {
    let file = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array("{}".utf8)
    #expect(throws: FormatError.self) { try Safetensors.open(ByteSource(file)) }
  }

  @Test func `a name cannot stand twice`() throws {
    let source = try tensor([1], [Float(1)])
    for names in [["a", "a"], ["__metadata__"]] {
      #expect(throws: FormatError.self) {
        try written { try Safetensors.write(names.map { ($0, source) }, to: &$0) }
      }
    }
  }
}
