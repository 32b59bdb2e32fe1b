// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TensorCore
import TensorFormats
import Testing

/// Large tensors go to a sink that takes bytes at any place by several threads.
@Suite struct ThreadedWriteTests {
  private struct Trouble: Error {}

  /// Memory as a file, that may fail at a place.
  private final class Memory: PlacedSink {
    private struct State {
      var bytes: [UInt8] = []
      var offset = 0
      var places: [Int] = []
    }
    private let state = Mutex(State())
    private let fails: Int

    init(failingAt fails: Int = .max) { self.fails = fails }

    var bytes: [UInt8] { state.withLock(\.bytes) }
    var places: [Int] { state.withLock(\.places).sorted() }
    var placed: (any PlacedSink)? { self }
    func position() -> Int { state.withLock(\.offset) }
    func setPosition(_ offset: Int) { state.withLock { $0.offset = offset } }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
      let offset = position()
      try write(bytes, at: offset)
      setPosition(offset + bytes.count)
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
      let copy = Array(bytes)
      try state.withLock { state in
        guard offset + copy.count <= fails else { throw Trouble() }
        state.places.append(offset)
        let missing = offset + copy.count - state.bytes.count
        state.bytes += [UInt8](repeating: 0xaa, count: max(missing, 0))
        state.bytes.replaceSubrange(offset..<offset + copy.count, with: copy)
      }
    }
  }

  private let count = 4 * Threads.grain + 17

  @Test(arguments: [1, 2, 3, 4, 100])
  func `each part is written in its place, between what comes before and after`(threads: Int)
    throws
  {
    let source = IntegerArange(shape: .vector(count))
    let memory = Memory()
    var writer = ByteWriter(to: memory, threads: threads, least: 1)
    try writer.write("before")
    try RawTensor.write(source, to: &writer)
    try writer.write("after")
    try writer.flush()
    #expect(try memory.bytes == Array("before".utf8) + bits(source) + Array("after".utf8))
    for part in Threads.parts(of: count, threads: threads, least: 1) {
      #expect(memory.places.contains(6 + 8 * part.lowerBound))
    }
  }

  @Test func `small tensors are written in order`() throws {
    let memory = Memory()
    var writer = ByteWriter(to: memory, threads: 4)
    try RawTensor.write(IntegerArange(shape: .vector(count)), to: &writer)
    let block = try #require(memory.places.dropFirst().first)
    #expect(memory.places == Array(stride(from: 0, to: 8 * count, by: block)))
  }

  @Test(arguments: [0, 100_000, 500_000])
  func `a failure anywhere is thrown`(place: Int) throws {
    let memory = Memory(failingAt: place)
    var writer = ByteWriter(to: memory, threads: 3, least: 1)
    #expect(throws: Trouble.self) {
      try RawTensor.write(IntegerArange(shape: .vector(count)), to: &writer)
    }
  }
}
