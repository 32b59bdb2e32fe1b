// What the tests of the file formats share.
// SPDX-License-Identifier: Apache-2.0

import TensorCore
import TensorFormats

/// The path of a fixture; `make_fixtures.py` beside them says how they were made.
func fixture(_ name: String, file: String = #filePath) -> String {
  let folder = file.split(separator: "/").dropLast(2).joined(separator: "/")
  return "/\(folder)/Fixtures/\(name)"
}

/// The bytes of a fixture.
func fixtureBytes(_ name: String) throws -> [UInt8] {
  let source = try ByteSource(path: fixture(name))
  return try written { writer in
    try RawTensor.write(
      RawTensor.open(source, shape: .vector(source.count), dtype: .uint8), to: &writer)
  }
}

/// What `body` writes.
func written(_ body: (inout ByteWriter) throws -> Void) throws -> [UInt8] {
  let buffer = ByteBuffer()
  var writer = ByteWriter(to: buffer)
  try body(&writer)
  try writer.flush()
  return buffer.bytes
}

/// What `body` writes, as text.
func writtenText(_ body: (inout ByteWriter) throws -> Void) throws -> String {
  String(decoding: try written(body), as: UTF8.self)
}

/// The elements' little-endian bytes.
func bits(_ source: any Source) throws -> [UInt8] {
  try written { try RawTensor.write(source, to: &$0) }
}

/// A tensor of these elements.
func tensor<E: Scalar>(_ extents: [Int], _ elements: [E]) throws -> Tensor<E> {
  Tensor(shape: try Shape(extents), elements: elements)
}

/// Bytes of text.
func text(_ text: String) -> ByteSource { ByteSource(Array(text.utf8)) }

/// The message of the error that `body` throws, nil if it throws none.
func message<T>(_ body: () throws -> T) -> String? {
  do {
    _ = try body()
    return nil
  } catch {
    return "\(error)"
  }
}
