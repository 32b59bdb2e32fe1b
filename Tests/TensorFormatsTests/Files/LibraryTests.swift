// SPDX-License-Identifier: Apache-2.0

import Foundation
import TensorCore
import TensorFormats
import Testing

@Suite struct LibraryTests {
  /// A folder that is gone at the end.
  private func inFolder(_ body: (_ folder: String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "formats-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  private let numbers = Tensor(
    shape: try! Shape([2, 2]), elements: [Float(0.1), -0.0, 3, .infinity])

  @Test func `a tensor prints itself as PyTorch does`() {
    #expect("\(numbers)" == "tensor([[0.1000, -0.0000],\n        [3.0000,    inf]])")
    let mask = Tensor(shape: .vector(3), elements: [true, false, true])
    #expect("\(mask)" == "tensor([ True, False,  True])")
  }

  @Test(arguments: ["npy", "safetensors", "json", "csv", "NPY"])
  func `what is written is read again`(ending: String) throws {
    try inFolder { folder in
      let path = "\(folder)/x.\(ending)"
      try numbers.write(to: path)
      let back = try Tensor<Float>(contentsOf: path)
      #expect(back.shape == numbers.shape)
      #expect(back.elements.map(\.bitPattern) == numbers.elements.map(\.bitPattern))
      #expect(
        message { try Tensor<Double>(contentsOf: path) }
          == "holds float32, not float64: read it as a tensor of its own element type")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["x.\(ending)"])
    }
  }

  @Test func `the format can be said, and text is read as the type that is asked for`() throws {
    try inFolder { folder in
      try numbers.write(to: "\(folder)/x", format: .torch)
      #expect(try String(contentsOfFile: "\(folder)/x", encoding: .utf8) == "\(numbers)\n")
      try Data("1,2\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/y.csv"))
      #expect(try Tensor<Double>(contentsOf: "\(folder)/y.csv").elements == [1, 2])
      #expect(
        try Tensor<Float>(contentsOf: fixture("nested.pt"), tensor: "list.0").elements == [1, 1])
    }
  }

  @Test func `a file is replaced whole or left as it was`() throws {
    try inFolder { folder in
      let path = "\(folder)/x.npy"
      try Data("old".utf8).write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      let brain = Tensor(shape: .vector(1), elements: [BFloat16(bitPattern: 0)])
      #expect(
        message { try brain.write(to: path) }
          == "npy cannot hold bfloat16: write safetensors, or convert to float32")
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
      // A link stays one.
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/link.npy", withDestinationPath: "x.npy")
      try numbers.write(to: "\(folder)/link.npy")
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o640)
      #expect(try Tensor<Float>(contentsOf: path).elements.count == 4)
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link.npy") == "x.npy")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
    }
  }

  @Test func `what cannot be written is refused`() throws {
    try inFolder { folder in
      #expect(
        message { try numbers.write(to: "\(folder)/no/x.npy") } == "its folder does not exist")
      #expect(message { try numbers.write(to: "\(folder).npy/") } != nil)
      #expect(message { try numbers.write(to: folder, format: .npy) } == "is a folder")
      #expect(
        message { try numbers.write(to: "x.npz") }?.hasPrefix(
          "the ending of 'x.npz' is none of .txt")
          == true)
      #expect(message { try numbers.write(to: "/dev/full", format: .npy) } != nil)
    }
  }

  @Test(arguments: [
    ("[1, 2.5, nan]", [3], DType.float32), ("[[1, 2], [3, 4]]", [2, 2], .int64),
    ("[True, False]", [2], .bool), ("1.5", [], .float32), ("1 2 3", [3], .int64),
  ])
  func `a literal is read from its text`(literal: String, extents: [Int], dtype: DType) throws {
    let source = try openTensor(bytes: ByteSource(text: literal))
    #expect(source.shape.extents == extents)
    #expect(source.dtype == dtype)
  }
}
