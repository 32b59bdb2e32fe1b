// What came out of a pipe and is wanted again: in memory while it is little, then in a file.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Bytes that grow at their end and can be read anywhere.
///
/// - Memory: 1 MB at the most. What is longer goes to a file without a name in $TMPDIR, or, if
///   that is not set, in /var/tmp or /tmp; it is gone when this is.
struct KeptBytes: ~Copyable {
  private static let memoryLimit = 1 << 20

  private(set) var count = 0
  private var memory: UnsafeMutableRawPointer?
  private var capacity = 0
  /// The file, once there is one.
  private var descriptor: Int32 = -1
  private var folder = ""

  deinit {
    free(memory)
    if descriptor >= 0 { close(descriptor) }
  }

  /// Adds `bytes` at the end.
  ///
  /// - Throws: `FormatError` that names the remedy if there is no room.
  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(FormatError) {
    guard let base = bytes.baseAddress, bytes.count > 0 else { return }
    if descriptor < 0, count + bytes.count > Self.memoryLimit { try moveToFile() }
    if descriptor >= 0 {
      try write(bytes)
    } else {
      if count + bytes.count > capacity {
        let wider = max(capacity * 2, count + bytes.count)
        guard let moved = realloc(memory, wider) else {
          throw FormatError("does not fit in memory")
        }
        (memory, capacity) = (moved, wider)
      }
      memcpy(memory! + count, base, bytes.count)
    }
    count += bytes.count
  }

  /// Fills `buffer` with the bytes from `offset` on.
  ///
  /// - Precondition: there are as many.
  func load(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FormatError) {
    precondition(offset >= 0 && buffer.count <= count - offset)
    guard let base = buffer.baseAddress, buffer.count > 0 else { return }
    if descriptor >= 0 {
      try readAll(descriptor, into: buffer, at: offset)
    } else {
      memcpy(base, memory! + offset, buffer.count)
    }
  }

  private mutating func moveToFile() throws(FormatError) {
    let named = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    let folders = named.isEmpty ? ["/var/tmp", "/tmp"] : [named]
    for folder in folders where descriptor < 0 {
      var template = Array("\(folder)/regx-XXXXXX".utf8CString)
      descriptor = mkstemp(&template)
      self.folder = folder
      if descriptor >= 0 {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(template)
      }
    }
    guard descriptor >= 0 else { throw noRoom() }
    let held = count
    count = 0
    try write(UnsafeRawBufferPointer(start: memory, count: held))
    count = held
    free(memory)
    memory = nil
  }

  /// Writes `bytes` after the `count` that are there.
  private func write(_ bytes: UnsafeRawBufferPointer) throws(FormatError) {
    var done = 0
    while let base = bytes.baseAddress, done < bytes.count {
      let written = pwrite(descriptor, base + done, bytes.count - done, off_t(count + done))
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw noRoom() }
      done += written
    }
  }

  private func noRoom() -> FormatError {
    let reason = String(cString: strerror(errno)).lowercased()
    return FormatError(
      "is no file and must be kept in one, and \(quoted(folder)) does not take it: \(reason); set"
        + " TMPDIR to a folder with room, or save it to a file first")
  }
}

/// Fills `buffer` with the bytes of a file from `offset` on.
func readAll(
  _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
) throws(FormatError) {
  var done = 0
  while done < buffer.count {
    let got = pread(
      descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
    if got < 0, errno == EINTR { continue }
    guard got >= 0 else { throw .system(errno) }
    guard got > 0 else { throw FormatError("became shorter while it was read") }
    done += got
  }
}

extension FormatError {
  /// What the system's error number means, as a phrase that follows a file's name.
  static func system(_ number: Int32) -> FormatError {
    switch number {
    case ENOENT: FormatError("no such file")
    case ENOTDIR: FormatError("no such file: a part of its path is no folder")
    case EISDIR: FormatError("is a folder")
    case EACCES, EPERM: FormatError("permission denied")
    default: FormatError("cannot be read: " + String(cString: strerror(number)).lowercased())
    }
  }
}
