// The way out for every format: bytes gathered in a buffer, handed on in pieces that suit a pipe.

/// Where written bytes go: a file descriptor, or memory in tests.
public protocol ByteSink: AnyObject {
  /// Takes all of `bytes`, or throws.
  func write(_ bytes: UnsafeRawBufferPointer) throws
}

/// A buffer in front of a sink. Formats write into it; nothing reaches the sink but through it.
///
/// Call `flush()` at the end: what is still in the buffer when the writer goes away is dropped,
/// because a destructor could not report that writing failed.
public struct ByteWriter: ~Copyable {
  private let sink: any ByteSink
  private let buffer: UnsafeMutableRawBufferPointer
  private var used = 0

  /// 32 KB pieces: what a pipe takes without waiting.
  public init(to sink: any ByteSink, capacity: Int = 32 << 10) {
    self.sink = sink
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
}

/// A sink that keeps the bytes in memory.
public final class ByteBuffer: ByteSink {
  public private(set) var bytes: [UInt8] = []
  public init() {}
  public func write(_ bytes: UnsafeRawBufferPointer) { self.bytes.append(contentsOf: bytes) }
}
