// SPDX-License-Identifier: Apache-2.0

import TensorCore
import Testing

@testable import TensorFormats

@Suite struct ArchiveTests {
  /// The tensors that the .pt and the .safetensors of one name both hold.
  static let names =
    [
      "dense", "last", "turned", "slice", "expanded", "column", "offset", "shared", "scalar",
      "empty",
      "far",
    ].map { "model.\($0)" } + DType.allCases.map { "model.\($0.rawValue)" } + [
      "list.0", "list.1.0", "parameter", "optimizer.state.0.step",
    ]

  @Test(arguments: names)
  func `a tensor of torch.save has the elements that safetensors has`(name: String) throws {
    let saved = try openTensor(bytes: ByteSource(path: fixture("nested.pt")), tensor: name)
    let expected = try openTensor(
      bytes: ByteSource(path: fixture("nested.safetensors")), tensor: name)
    #expect(saved.shape == expected.shape)
    #expect(saved.dtype == expected.dtype)
    #expect(try bits(saved) == bits(expected))
    // Element by element, too, as a printer asks for corners.
    func each<S: Source>(_ source: S) throws -> [UInt8] {
      var source = source
      return try (0..<source.shape.count).reversed().flatMap { index in
        try source.elements(index..<index + 1).withUnsafeBytes { Array($0).reversed() }
      }.reversed()
    }
    #expect(try each(saved) == bits(expected))
  }

  @Test(arguments: [
    ("model.dense", nil), ("model.last", [0, 2, 3, 1]), ("model.turned", [1, 3, 2, 0]),
    ("model.slice", [0, 1, 2]), ("model.far", [1, 0]), ("model.expanded", [0, 1]),
  ])
  func `the order in memory is the one that PyTorch sees`(name: String, axes: [Int]?) throws {
    let saved = try openTensor(bytes: ByteSource(path: fixture("nested.pt")), tensor: name)
    #expect(saved.memoryOrder?.axes == axes)
  }

  @Test func `names are the keys that lead to a tensor`() throws {
    let state = try ByteSource(path: fixture("state.pt"))
    #expect(
      message { try openTensor(bytes: state) }
        == "holds 7 tensors: choose one of '0.weight', '0.bias', '1.weight', '1.bias', "
        + "'1.running_mean', '1.running_var', '1.num_batches_tracked'")
    #expect(
      message { try openTensor(bytes: state, tensor: "weight") }?
        .hasPrefix("holds no tensor 'weight'; it has '0.weight', ") == true)
    #expect(try openTensor(bytes: state, tensor: "1.num_batches_tracked").dtype == .int64)
    let single = try ByteSource(path: fixture("tensor.pt"))
    #expect(try openTensor(bytes: single).shape.extents == [2, 3])
    #expect(
      message { try openTensor(bytes: single, tensor: "w") }
        == "holds no tensor 'w': it has one tensor without a name")
    #expect(try openTensor(bytes: ByteSource(path: fixture("protocol4.pt"))).shape.extents == [3])
  }

  @Test(arguments: [
    ("refused-sparse.pt", "holds a sparse tensor: save it with .to_dense()"),
    (
      "refused-set.pt",
      "holds '__builtin__.set', which only running code could make: save tensors alone, with "
        + "torch.save(model.state_dict(), FILE)"
    ),
    (
      "refused-partial.pt",
      "holds 'functools.partial', which only running code could make: save tensors alone, with "
        + "torch.save(model.state_dict(), FILE)"
    ),
    (
      "refused-script.pt",
      "is TorchScript, which holds code: save tensors alone, with torch.save(model.state_dict(), "
        + "FILE)"
    ),
    (
      "refused-complex.pt",
      "its tensor has the type 'torch.ComplexFloatStorage', which is not read: save it with .float()"
    ),
    (
      "refused-float8.pt",
      "its tensor has the type 'torch.float8_e4m3fn', which is not read: save it with .float()"
    ),
    ("refused-none.pt", "holds no tensor"),
    (
      "compressed.npz",
      "array 'a' is compressed: save it with numpy.savez instead of numpy.savez_compressed"
    ),
  ])
  func `what is no plain tensor is refused with a remedy`(name: String, expected: String) throws {
    let bytes = try ByteSource(path: fixture(name))
    let tensor = name == "compressed.npz" ? "a" : nil
    #expect(message { try openTensor(bytes: bytes, tensor: tensor) } == expected)
  }

  @Test func `an array of an archive is read under its name`() throws {
    let bytes = try ByteSource(path: fixture("arrays.npz"))
    let first = try #require(openTensor(bytes: bytes, tensor: "a") as? any Source<Double>)
    #expect(try first.tensor().elements == [0, 1, 2, 3, 4, 5])
    let second = try #require(openTensor(bytes: bytes, tensor: "b/c") as? any Source<Int32>)
    #expect(try second.tensor().elements == [0, 1, 2, 3, 4, 5])
    #expect(second.memoryOrder?.axes == [1, 0])
    #expect(
      message { try openTensor(bytes: bytes) } == "holds 2 tensors: choose one of 'a', 'b/c'")
    #expect(
      message { try openTensor(bytes: bytes, tensor: "c") }
        == "holds no tensor 'c'; it has 'a', 'b/c'")
    let single = try openTensor(bytes: ByteSource(path: fixture("single.npz")), name: "x.dat")
    #expect(single.dtype == .float16 && single.shape.extents == [3])
  }

  /// A stored archive of one member whose numbers stand where the 64-bit extension has them.
  private func wideArchive(_ name: String, _ content: [UInt8]) -> [UInt8] {
    func number(_ value: Int, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let (short, long) = (0xffff_ffff, content.count)
    let title = Array(name.utf8)
    let local =
      [0x50, 0x4b, 3, 4] + number(45, 2) + number(0, 16) + number(long, 4) + number(long, 4)
      + number(title.count, 2) + number(0, 2)
    // The date and the sum stand within the 16 bytes, and four of them are no part of a header.
    let header = Array(local[..<14]) + number(0, 4) + Array(local[22...])
    let extra = number(1, 2) + number(24, 2) + number(long, 8) + number(long, 8) + number(0, 8)
    let entry: [UInt8] =
      [0x50, 0x4b, 1, 2] + number(45, 2) + number(45, 2) + number(0, 12) + number(short, 4)
      + number(short, 4) + number(title.count, 2) + number(extra.count, 2) + number(0, 10)
      + number(short, 4) + title + extra
    let directory = header.count + title.count + content.count
    let wideEnd: [UInt8] =
      [0x50, 0x4b, 6, 6] + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8)
      + number(1, 8) + number(1, 8) + number(entry.count, 8) + number(directory, 8)
    let locator: [UInt8] =
      [0x50, 0x4b, 6, 7] + number(0, 4) + number(directory + entry.count, 8) + number(1, 4)
    let end: [UInt8] =
      [0x50, 0x4b, 5, 6] + number(0, 4) + number(0xffff, 2) + number(0xffff, 2) + number(short, 4)
      + number(short, 4) + number(0, 2)
    return header + title + content + entry + wideEnd + locator + end
  }

  @Test func `sizes and offsets of 64 bits are read`() throws {
    let array = try written { try NPY.write(tensor([3], [Float(1), 2, 3]), to: &$0) }
    let archive = wideArchive("a.npy", array)
    let source = try #require(openTensor(bytes: ByteSource(archive)) as? any Source<Float>)
    #expect(try source.tensor().elements == [1, 2, 3])
  }

  @Test func `a pickle that nests without end is refused`() throws {
    let deep = [UInt8](repeating: UInt8(ascii: "]"), count: 1) + []
    // A list in itself: made, remembered, and added to itself.
    let cycle: [UInt8] = [0x80, 2] + deep + [0x71, 0, 0x68, 0, 0x61, 0x2e]
    #expect(
      message { try Pickle(cycle).namedTensors() }?.hasPrefix("nests its tensors too deeply")
        == true)
    // Each tuple holds the one before twice: 2^60 ways through 60 of them.
    var double: [UInt8] = [0x80, 2, 0x29, 0x71, 0]
    for _ in 0..<60 { double += [0x68, 0, 0x68, 0, 0x86, 0x71, 0] }
    #expect(
      message { try Pickle(double + [0x2e]).namedTensors() }?
        .hasPrefix("nests its tensors too deeply") == true)
    // A million tuples, each in the next, are no million calls.
    let tower = [0x80, 2, 0x29] + [UInt8](repeating: 0x85, count: 1_000_000) + [0x2e]
    #expect(
      message { try Pickle(tower).namedTensors() }?.hasPrefix("nests its tensors too deeply")
        == true)
  }

  @Test(arguments: [
    [0x2e], [0x80], [0x80, 2], [0x80, 2, 0x52, 0x2e], [0x80, 2, 0x28, 0x75, 0x2e],
    [0x80, 2, 0x68, 7, 0x2e], [0x80, 2, 0x58, 255, 255, 255, 255, 0x2e], [0x63, 0x61],
    [0x80, 2, 0x4b, 1, 0x51, 0x2e], [0x80, 2, 0x5d, 0x28, 0x30, 0x2e], [0x85], [0x80, 4, 0x93],
    [0x80, 4, 0x8d, 255, 255, 255, 255, 255, 255, 255, 255], [0x7d, 0x28, 0x4e, 0x75, 0x2e],
  ])
  func `a pickle that makes no sense is refused`(bytes: [UInt8]) {
    #expect(message { try Pickle(bytes) }?.hasPrefix("has a broken pickle at byte ") == true)
  }
}
