// Writing to the system's files: all of it, or an error.

import TensorFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A sink over an open file descriptor, which it does not close.
final class FileDescriptor: PlacedSink {
  private let descriptor: Int32
  private let name: String

  init(_ descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try writeAll(bytes) { base, count, _ in
      // `self.write` hides the system's.
      system_write(descriptor, base, count)
    }
  }

  /// Only a regular file takes bytes at any place, and not one that is appended to.
  var placed: (any PlacedSink)? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      fcntl(descriptor, F_GETFL) & O_APPEND == 0
    else { return nil }
    return self
  }

  func position() throws -> Int { try seek(0, SEEK_CUR) }

  func setPosition(_ offset: Int) throws { _ = try seek(offset, SEEK_SET) }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
    try writeAll(bytes) { base, count, done in
      pwrite(descriptor, base, count, off_t(offset + done))
    }
  }

  /// Calls `body` until all bytes are written; it is told how many of them were before.
  private func writeAll(
    _ bytes: UnsafeRawBufferPointer,
    _ body: (_ base: UnsafeRawPointer, _ count: Int, _ done: Int) -> Int
  ) throws {
    var done = 0
    while let base = bytes.baseAddress, done < bytes.count {
      let written = body(base + done, bytes.count - done, done)
      if written < 0 {
        if errno == EINTR { continue }
        // Nobody reads our results any more: fine, but of a named file it is trouble.
        if errno == EPIPE, descriptor == STDOUT_FILENO { throw ClosedPipe() }
        throw Failure("\(name): \(systemError())")
      }
      done += written
    }
  }

  private func seek(_ offset: Int, _ from: Int32) throws -> Int {
    let position = lseek(descriptor, off_t(offset), from)
    guard position >= 0 else { throw Failure("\(name): \(systemError())") }
    return Int(position)
  }
}

private func system_write(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

/// What the last system call says is wrong, in its own words.
func systemError() -> String {
  let text = String(cString: strerror(errno))
  return text.prefix(1).lowercased() + text.dropFirst()
}
