// A file that appears whole or not at all.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a file beside its name and gives it the name when it is complete.
///
/// - A link stays a link, and what it leads to is replaced. A device or a pipe is written to
///   directly. A file that was there keeps its mode, less the bits that lend its owner's rights.
/// - Throws: `FormatError` where the system does not take the file; what `body` throws.
func writeWholeFile(_ path: String, _ body: (inout ByteWriter) throws -> Void) throws {
  var path = path
  if let real = realpath(path, nil) {
    path = String(cString: real)
    free(real)
  }
  var status = stat()
  let exists = stat(path, &status) == 0
  if exists, status.st_mode & S_IFMT == S_IFDIR { throw FormatError("is a folder") }
  if exists, status.st_mode & S_IFMT != S_IFREG {
    return try fill(open(path, O_WRONLY | O_CLOEXEC), body)
  }
  if exists, access(path, W_OK) != 0 { throw FormatError.cannotWrite() }
  let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[...$0] } ?? ""
  let temporary = "\(folder).regx-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  do {
    if descriptor >= 0, exists { fchmod(descriptor, status.st_mode & 0o777) }
    try fill(descriptor, body)
    guard rename(temporary, path) == 0 else { throw FormatError.cannotWrite() }
  } catch {
    if descriptor >= 0 { unlink(temporary) }
    throw error
  }
}

/// Lets `body` write to an open file, and closes it.
private func fill(
  _ descriptor: Int32, _ body: (inout ByteWriter) throws -> Void
) throws {
  guard descriptor >= 0 else { throw FormatError.cannotWrite() }
  do {
    var writer = ByteWriter(to: DescriptorSink(descriptor: descriptor))
    try body(&writer)
    try writer.flush()
  } catch {
    close(descriptor)
    throw error
  }
  // Some file systems tell only now that there was no room; an interrupted close has closed.
  guard close(descriptor) == 0 || errno == EINTR else { throw FormatError.cannotWrite() }
}

/// A sink that writes to an open file.
private final class DescriptorSink: ByteSink {
  private let descriptor: Int32

  init(descriptor: Int32) { self.descriptor = descriptor }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count {
      let count = writeSome(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FormatError.cannotWrite() }
      done += count
    }
  }
}

/// The system's call, out of reach of methods that have its name.
private func writeSome(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

extension FormatError {
  /// What the last system call says, as a phrase that follows a file's name.
  fileprivate static func cannotWrite() -> FormatError {
    errno == ENOENT
      ? FormatError("its folder does not exist")
      : FormatError("cannot be written: " + String(cString: strerror(errno)).lowercased())
  }
}
