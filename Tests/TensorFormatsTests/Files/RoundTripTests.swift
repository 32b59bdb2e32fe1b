// SPDX-License-Identifier: Apache-2.0

import TensorCore
import TensorFormats
import Testing

/// The tensor of bytes in a format that may leave shape and dtype unsaid.
private func open(
  _ bytes: ByteSource, as format: TensorFormat, shape: Shape, dtype: DType
) throws -> any Source {
  switch format {
  case .hex: try Hex.open(bytes, shape: shape, dtype: dtype)
  case .raw: try RawTensor.open(bytes, shape: shape, dtype: dtype)
  default: try openTensor(bytes: bytes)
  }
}

@Suite struct RoundTripTests {
  @Test(arguments: TensorFormat.written.filter { !$0.isPrinted }, DType.allCases)
  func `every bit comes back`(format: TensorFormat, dtype: DType) throws {
    if format.lacks.contains(dtype) { return }
    for extents in [
      [], [1], [7], [2, 3], [1, 5], [5, 1], [0, 3], [2, 0], [3, 2, 2, 2], [70, 500],
    ] {
      let shape = try Shape(extents)
      let content = elementBytes(shape.count, dtype)
      if content.isEmpty, format == .raw || format == .hex { continue }
      let source = try RawTensor.open(ByteSource(content), shape: shape, dtype: dtype)
      let file = try written { try format.write(source, to: &$0) }
      let back = try open(ByteSource(file), as: format, shape: shape, dtype: dtype)
      #expect(back.shape == shape)
      #expect(back.dtype == dtype)
      #expect(try bits(back) == content, "\(format.name) \(dtype) \(extents)")
    }
  }

  /// Elements of random bits; NaN only where its bits are those that text stands for.
  private func elementBytes(_ count: Int, _ dtype: DType) -> [UInt8] {
    var generator = SplitMix(state: 2021)
    var bytes = (0..<count * dtype.byteCount).map { _ in
      UInt8.random(in: 0...255, using: &generator)
    }
    let width = dtype.byteCount
    if dtype == .bool { return bytes.map { $0 & 1 } }
    guard dtype.kind == .floating else { return bytes }
    for start in stride(from: 0, to: bytes.count, by: width) {
      let top = UInt16(bytes[start + width - 1]) << 8 | UInt16(bytes[start + width - 2])
      let exponent: UInt16 = dtype == .float64 ? 0x7ff0 : dtype == .float16 ? 0x7c00 : 0x7f80
      if top & exponent == exponent { bytes[start + width - 1] ^= 0x40 }
    }
    return bytes
  }

  @Test func `hexadecimal is as wide as the dtype`() throws {
    let float = try tensor([2], [Float(1), -0.0])
    #expect(try writtenText { try Hex.write(float, to: &$0) } == "3f800000\n80000000\n")
    let bool = try tensor([2], [true, false])
    #expect(try writtenText { try Hex.write(bool, to: &$0) } == "01\n00\n")
    let half = try tensor([1], [Float16(1)])
    #expect(try writtenText { try Hex.write(half, to: &$0) } == "3c00\n")
  }

  @Test(arguments: [
    (
      "3f80",
      "line 1, column 1: '3f80' is no bit pattern of float32, which has 8 hexadecimal "
        + "digits"
    ),
    (
      "3f800000\nxyz",
      "line 2, column 1: 'xyz' is no bit pattern of float32, which has 8 "
        + "hexadecimal digits"
    ),
    ("3f800000", "holds 1 bit patterns, and the shape 2 has 2"),
    ("3f800000\n3f800000\n3f800000", "holds more than 2 bit patterns, and the shape 2 has 2"),
  ])
  func `hexadecimal that does not fit is refused`(hex: String, expected: String) {
    #expect(
      message { try Hex.open(text(hex), shape: .vector(2), dtype: .float32) } == expected)
  }

  @Test(arguments: [DType.uint8, .uint16, .uint32, .uint64])
  func `every byte is a hexadecimal digit or none, in every place`(dtype: DType) throws {
    let good = Array("0123456789abcdef".utf8.suffix(2 * dtype.byteCount))
    for place in good.indices {
      for byte in UInt8.min ... .max where ![0x09, 0x0a, 0x0d, 0x20].contains(byte) {
        var line = good
        line[place] = byte
        let pattern = UInt64(String(decoding: line, as: UTF8.self), radix: 16)
        // A sign is none here.
        let expected = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") ? nil : pattern
        let source = try? Hex.open(ByteSource(line), shape: .scalar, dtype: dtype)
        let read = try source.map { try bits($0).reversed().reduce(0) { $0 << 8 | UInt64($1) } }
        #expect(read == expected, "\(byte) at \(place)")
      }
    }
  }

  @Test func `raw bytes must be as many as the shape needs`() {
    #expect(
      message { try RawTensor.open(ByteSource([1, 2, 3]), shape: .vector(1), dtype: .float32) }
        == "holds 3 bytes, and float32 of shape 1 is 4 bytes")
  }
}
