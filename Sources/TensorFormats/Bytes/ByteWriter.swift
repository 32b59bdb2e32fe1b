// The way out for every format: bytes gathered in a buffer, handed on in pieces that suit a pipe.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// Where written bytes go: a file descriptor, or memory in tests.
public protocol ByteSink: AnyObject {
  /// Takes all of `bytes`, or throws.
  func write(_ bytes: UnsafeRawBufferPointer) throws
  /// This sink, if it takes bytes at any place; by default it does not.
  var placed: (any PlacedSink)? { get }
}

extension ByteSink {
  public var placed: (any PlacedSink)? { nil }
}

/// A sink that takes bytes at any place, from several threads at once: a regular file.
public protocol PlacedSink: ByteSink, Sendable {
  /// Where the next `write` puts its bytes.
  func position() throws -> Int
  /// Lets the next `write` put its bytes there.
  func setPosition(_ offset: Int) throws
  /// Takes all of `bytes` for the place from `offset` on, or throws; `position` stays as it is.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws
}

/// A buffer in front of a sink. Formats write into it; nothing reaches the sink but through it.
///
/// Call `flush()` at the end: what is still in the buffer when the writer goes away is dropped,
/// because a destructor could not report that writing failed.
public struct ByteWriter: ~Copyable {
  /// By how many threads large tensors are written, if the sink takes bytes at any place.
  let threads: Int
  /// The fewest elements that are worth a thread of their own.
  let least: Int
  private let sink: any ByteSink
  private let buffer: UnsafeMutableRawBufferPointer
  private var used = 0

  /// 32 KB pieces: what a pipe takes without waiting.
  public init(to sink: any ByteSink, capacity: Int = 32 << 10, threads: Int = 1) {
    self.init(to: sink, capacity: capacity, threads: threads, least: Threads.least)
  }

  package init(to sink: any ByteSink, capacity: Int = 32 << 10, threads: Int, least: Int) {
    self.sink = sink
    self.threads = threads
    self.least = least
    buffer = .allocate(byteCount: max(capacity, Self.reach), alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// Writes one byte.
  public mutating func write(_ byte: UInt8) throws {
    if used == buffer.count { try flush() }
    buffer[used] = byte
    used += 1
  }

  /// Writes the same byte `count` times.
  public mutating func write(_ byte: UInt8, count: Int) throws {
    for _ in 0..<count { try write(byte) }
  }

  /// Writes the UTF-8 bytes of `text`.
  public mutating func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }

  /// Writes `bytes`.
  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
    if bytes.count > buffer.count - used { try flush() }
    if bytes.count >= buffer.count { return try sink.write(bytes) }
    UnsafeMutableRawBufferPointer(rebasing: buffer[used...]).copyMemory(from: bytes)
    used += bytes.count
  }

  /// The bytes that can be written in place at once.
  static let reach = 4096

  /// Lets `body` write up to `count` bytes in place; it returns how many it wrote.
  ///
  /// - Precondition: `count` is at most 4096.
  public mutating func write(
    upTo count: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int
  ) throws {
    precondition(count <= Self.reach)
    if count > buffer.count - used { try flush() }
    let free = buffer.baseAddress! + used
    used += body(free.assumingMemoryBound(to: UInt8.self))
  }

  /// Hands everything written so far to the sink.
  public mutating func flush() throws {
    guard used > 0 else { return }
    defer { used = 0 }
    try sink.write(UnsafeRawBufferPointer(rebasing: buffer[..<used]))
  }

  /// The sink behind everything written so far, if it takes bytes at any place.
  mutating func placedSink() throws -> (any PlacedSink)? {
    try flush()
    return sink.placed
  }
}

/// A sink that keeps the bytes in memory.
public final class ByteBuffer: ByteSink {
  /// What was written.
  public private(set) var bytes: [UInt8] = []
  /// An empty buffer.
  public init() {}
  public func write(_ bytes: UnsafeRawBufferPointer) { self.bytes.append(contentsOf: bytes) }

  /// Forgets the bytes, but keeps their memory for those to come.
  func removeAll() { bytes.removeAll(keepingCapacity: true) }
}
