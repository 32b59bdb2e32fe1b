// A file that appears whole or not at all.

import CommandTable
import TensorFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file written beside its name and renamed when it is complete; what is not completed vanishes.
///
/// A name that leads to a device, a pipe or a socket is written to directly: there is nothing to
/// rename there.
final class OutputFile: ByteSink {
  private let path: String
  /// Where the bytes go until the file is complete; `nil` for a device.
  private let temporary: String?
  /// -1 once it is closed.
  private var descriptor: Int32
  private let sink: FileDescriptor

  /// - Throws: `Failure` if the folder is missing or not writable, or the name is a folder.
  init(_ name: String) throws {
    var status = stat()
    let exists = stat(name, &status) == 0
    let kind = status.st_mode & S_IFMT
    // A link stays a link: what it leads to is replaced, or made.
    let path = !exists || kind == S_IFREG ? Self.resolved(name) : name
    self.path = path
    if exists, kind == S_IFDIR { throw Failure("--output \(quoted(name)): is a folder") }
    if exists, kind != S_IFREG {
      temporary = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    } else {
      if exists, access(path, W_OK) != 0 {
        throw Failure("--output \(quoted(name)): \(systemError())")
      }
      let new = Self.temporary(beside: path, mode: exists ? status.st_mode & 0o7777 : nil)
      (temporary, descriptor) = (new.path, new.descriptor)
    }
    guard descriptor >= 0 else {
      let reason = errno == ENOENT ? "its folder does not exist" : systemError()
      throw Failure("--output \(quoted(name)): \(reason)")
    }
    sink = FileDescriptor(descriptor, name: "--output \(quoted(name))")
    if let temporary { Unfinished.remember(temporary) }
  }

  /// A new file in the folder of `path`, with the mode of any new file unless another is given; its
  /// descriptor is negative where the system makes none.
  static func temporary(
    beside path: String, mode: mode_t? = nil
  ) -> (path: String, descriptor: Int32) {
    // Not after the name: with the longest that the system allows, it would be too long.
    let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[...$0] } ?? ""
    var template = Array("\(folder).regx-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    // mkstemp makes the file private.
    if descriptor >= 0 { fchmod(descriptor, mode ?? 0o666 & ~creationMask) }
    return (template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }, descriptor)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if let temporary {
      unlink(temporary)
      Unfinished.forget()
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws { try sink.write(bytes) }

  var placed: (any PlacedSink)? { sink.placed }

  /// Lets the file appear under its name.
  ///
  /// It need not be on the disk by then: to wait for that, with `fsync`, takes longer than all the
  /// rest, and `cp`, `dd` and `curl` do not wait either.
  func complete() throws {
    // Some file systems tell only now that there was no room.
    let code = close(descriptor)
    descriptor = -1
    // An interrupted close has closed all the same.
    guard code == 0 || errno == EINTR else {
      throw Failure("--output \(quoted(path)): \(systemError())")
    }
    guard let temporary else { return }
    guard rename(temporary, path) == 0 else {
      throw Failure("--output \(quoted(path)): \(systemError())")
    }
  }

  /// What the process takes away from the mode of new files; it can only be read by setting it.
  private static let creationMask: mode_t = {
    let mask = umask(0)
    umask(mask)
    return mask
  }()

  /// The path that `name` leads to; a link may lead to a file that is not there yet.
  private static func resolved(_ name: String) -> String {
    var name = name
    // The system follows as many links before it calls them a loop.
    for _ in 0..<40 {
      if let real = realpath(name, nil) {
        defer { free(real) }
        return String(cString: real)
      }
      var target = [UInt8](repeating: 0, count: 4096)
      let length = target.withUnsafeMutableBytes { bytes in
        readlink(name, bytes.bindMemory(to: CChar.self).baseAddress!, bytes.count)
      }
      guard length > 0 else { break }
      let link = String(decoding: target[..<length], as: UTF8.self)
      let folder = name.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(name[...$0]) } ?? ""
      name = link.hasPrefix("/") ? link : folder + link
    }
    return name
  }
}
