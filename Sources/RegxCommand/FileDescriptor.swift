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
final class FileDescriptor: ByteSink {
  private let descriptor: Int32
  private let name: String

  init(_ descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while let base = rest.baseAddress, rest.count > 0 {
      // `self.write` hides the system's.
      let written = system_write(descriptor, base, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        // Nobody reads our results any more: fine, but of a named file it is trouble.
        if errno == EPIPE, descriptor == STDOUT_FILENO { throw ClosedPipe() }
        throw Failure("\(name): \(systemError())")
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
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
