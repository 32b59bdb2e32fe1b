// SPDX-License-Identifier: Apache-2.0

import Foundation
import TensorCore
import Testing

@testable import TensorFormats

/// Pipes are read forward, and kept only where they are wanted again.
@Suite struct PipeTests {
  /// The reading end of a pipe into which a thread writes `bytes`, again and again if it is
  /// endless.
  private func feed(_ bytes: [UInt8], thenForever endless: [UInt8] = []) -> Int32 {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let end = ends[1]
    Thread.detachNewThread {
      func send(_ bytes: [UInt8]) -> Bool {
        var done = 0
        while done < bytes.count {
          let part = bytes[done..<min(done + 7777, bytes.count)]
          let written = part.withUnsafeBytes { write(end, $0.baseAddress, $0.count) }
          guard written > 0 else { return false }
          done += written
        }
        return true
      }
      if send(bytes), !endless.isEmpty { while send(endless) {} }
      close(end)
    }
    return ends[0]
  }

  /// A lazy source over a pipe that holds `bytes`.
  private func lazy(_ bytes: [UInt8], thenForever endless: [UInt8] = []) throws -> ByteSource {
    let descriptor = feed(bytes, thenForever: endless)
    // The source has one of its own, and closes it, so that the writing thread ends.
    defer { close(descriptor) }
    return try ByteSource(path: "/dev/fd/\(descriptor)", isLazy: true)
  }

  private let count = 700_000
  private var numbers: IntegerArange { IntegerArange(shape: .vector(count)) }
  private func file() throws -> [UInt8] { try written { try NPY.write(numbers, to: &$0) } }

  @Test func `a pipe that is read once is read through a window`() throws {
    let source = try openTensor(bytes: lazy(file()))
    #expect(source.readsInOrder)
    readOnce(source)
    #expect(try bits(source) == bits(numbers))
    #expect(!source.readsInOrder)
    // Nothing was kept but the beginning.
    #expect(
      message { try bits(source) }
        == "cannot be read twice: save it to a file first")
  }

  @Test func `what lies above a source that is read once does not matter`() throws {
    let source = try #require(openTensor(bytes: lazy(file())) as? any Source<Int64>)
    let above = Converted(Slice<Int64>(source, 5..<count), to: Double.self)
    readOnce(above)
    #expect(try bits(above).suffix(8) == bits(tensor([1], [Double(count - 1)])))
    #expect(throws: FormatError.self) { try bits(above) }
  }

  @Test func `any other is kept`() throws {
    let source = try openTensor(bytes: lazy(file()))
    #expect(try bits(source) == bits(numbers))
    #expect(try bits(source) == bits(numbers))
    var again = try #require(source as? any Source<Int64>)
    #expect(try again.elements(3..<5) == [3, 4])
  }

  @Test func `two readers of one pipe find all of it`() throws {
    let source = try #require(openTensor(bytes: lazy(file())) as? any Source<Int64>)
    let twice = Both(source, source)
    readOnce(twice)
    #expect(try bits(twice) == bits(numbers))
  }

  /// Reads two sources, one after the other.
  private struct Both: Source {
    var first: any Source<Int64>
    var second: any Source<Int64>
    init(_ first: any Source<Int64>, _ second: any Source<Int64>) {
      (self.first, self.second) = (first, second)
    }
    var shape: Shape { first.shape }
    var bases: [any Source] { [first, second] }
    mutating func fill(_ block: inout MutableSpan<Int64>, from start: Int) throws {
      if start == 0 { _ = try first.elements(0..<shape.count) }
      try second.fill(&block, from: start)
    }
  }

  @Test(arguments: [false, true])
  func `missing bytes are found at the end`(once: Bool) throws {
    for missing in [1, 8, 5_000_000] {
      let source = try openTensor(bytes: lazy(file().dropLast(missing)))
      if once { readOnce(source) }
      let takes = "int64 of shape \(count) takes \(8 * count) bytes"
      #expect(
        message { try bits(source) }
          == "ends early: \(takes), and \(8 * count - missing) follow its header")
    }
  }

  @Test(arguments: [false, true])
  func `and so are trailing ones, however many`(once: Bool) throws {
    let sources = [
      (try lazy(file() + [1]), "1 byte"),
      (try lazy(file(), thenForever: [0, 0]), "at least 1048576 bytes"),
    ]
    for (extra, words) in sources {
      let source = try openTensor(bytes: extra)
      if once { readOnce(source) }
      #expect(
        message { try bits(source) }
          == "holds \(words) more than int64 of shape \(count) takes")
    }
  }

  @Test func `a tensor without elements is followed by nothing, too`() throws {
    let empty = try written { try NPY.write(IntegerArange(shape: .vector(0)), to: &$0) }
    #expect(try bits(openTensor(bytes: lazy(empty))).isEmpty)
    #expect(
      message { try openTensor(bytes: lazy(empty + [1, 2])) }
        == "holds 2 bytes more than int64 of shape 0 takes")
  }

  @Test func `columns first, over a pipe that does not fit in memory`() throws {
    let header = "{'descr': '<i8', 'fortran_order': True, 'shape': (700, 1000), }"
    let file = npy(header, data: try bits(numbers))
    let piped = try openTensor(bytes: lazy(file))
    #expect(try bits(piped) == bits(NPY.open(ByteSource(file))))
    #expect(
      message { try openTensor(bytes: lazy(file + [0])) }
        == "holds 1 byte more than int64 of shape 700,1000 takes")
  }

  @Test func `one of several tensors`() throws {
    let file = try written {
      try Safetensors.write(
        [("a", numbers), ("b", Arange<Float>(shape: .vector(9))), ("c", numbers)], to: &$0)
    }
    for (name, expected) in [
      ("a", try bits(numbers)), ("b", try bits(Arange<Float>(shape: .vector(9)))),
      ("c", try bits(numbers)),
    ] {
      for once in [false, true] {
        let source = try openTensor(bytes: lazy(file), tensor: name)
        if once { readOnce(source) }
        #expect(try bits(source) == expected)
        let short = try openTensor(bytes: lazy(file.dropLast(4)), tensor: name)
        if once { readOnce(short) }
        #expect(message { try bits(short) } == "ends early: tensor 'b' needs 4 bytes more")
        let long = try openTensor(bytes: lazy(file + [0]), tensor: name)
        if once { readOnce(long) }
        #expect(message { try bits(long) } == "holds 1 byte after its last tensor")
      }
    }
  }

  @Test func `text is read to its end`() throws {
    let lines = (0..<200_000).map { "\($0)\n" }.joined()
    let source = try openTensor(bytes: lazy(Array(lines.utf8)))
    #expect(source.shape.extents == [200_000])
    #expect(!source.readsInOrder)
    let broken = message { try openTensor(bytes: lazy(Array((lines + "x\n").utf8))) }
    #expect(broken?.contains("line 200001, column 1: 'x' is no number") == true)
  }

  @Test func `raw bytes`() throws {
    let bytes = try bits(numbers)
    let source = try RawTensor.open(lazy(bytes), shape: .vector(count), dtype: .int64)
    readOnce(source)
    #expect(try bits(source) == bytes)
    let short = try RawTensor.open(lazy(bytes.dropLast()), shape: .vector(count), dtype: .int64)
    #expect(
      message { try bits(short) }
        == "holds 5599999 bytes, and int64 of shape 700000 is 5600000 bytes")
  }

  @Test func `a header that is longer than what is held`() throws {
    let text = "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}"
    let length = 3_000_000
    let blanks = [UInt8](repeating: 32, count: length - text.utf8.count - 1)
    let prefix = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    let header = prefix + Array(text.utf8) + blanks
    #expect(try bits(openTensor(bytes: lazy(header + Array("}".utf8) + [7]))) == [7])
    #expect(
      message { try openTensor(bytes: lazy(header.dropLast(2_000_000))) }
        == "its .safetensors header is broken: ends early")
    #expect(
      message { try openTensor(bytes: lazy(header + Array("]".utf8) + [7])) }?
        .hasPrefix("its .safetensors header is broken: line 1, column 3000008:") == true)
  }
}
