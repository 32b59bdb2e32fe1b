// Writing to the system's files: all of it, or an error.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A sink over an open file descriptor, which it does not close.
package final class FileDescriptor: PlacedSink {
  private let descriptor: Int32
  private let subject: String
  private let takesPlaces: Bool

  /// - Parameters:
  ///   - subject: What errors call it.
  ///   - takesPlaces: Whether threads may write to it at any place. It must be a regular file that
  ///     nobody reads before it is complete: when the disk is full there are holes in it.
  package init(_ descriptor: Int32, named subject: String, takesPlaces: Bool = false) {
    self.descriptor = descriptor
    self.subject = subject
    self.takesPlaces = takesPlaces
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    try writeAll(bytes) { base, count, _ in
      // `self.write` hides the system's.
      systemWrite(descriptor, base, count)
    }
  }

  package var placed: (any PlacedSink)? { takesPlaces ? self : nil }

  package func position() throws -> Int { try seek(0, SEEK_CUR) }

  package func setPosition(_ offset: Int) throws { _ = try seek(offset, SEEK_SET) }

  package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
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
        let error = SystemError()
        if error.number == EINTR { continue }
        // Nobody reads our results any more: fine, but of a named file it is trouble.
        if error.number == EPIPE, descriptor == STDOUT_FILENO { throw ClosedPipe() }
        throw WriteError(subject, error)
      }
      done += written
    }
  }

  private func seek(_ offset: Int, _ from: Int32) throws -> Int {
    let position = lseek(descriptor, off_t(offset), from)
    guard position >= 0 else { throw WriteError(subject, SystemError()) }
    return Int(position)
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
