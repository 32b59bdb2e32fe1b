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
  private let descriptor: Int32
  private let sink: FileDescriptor

  /// - Throws: `Failure` if the folder is missing or not writable, or the name is a folder.
  init(_ name: String) throws {
    var status = stat()
    // A link stays a link: what it leads to is replaced.
    let path = Self.resolved(name)
    self.path = path
    let exists = stat(path, &status) == 0
    let kind = status.st_mode & S_IFMT
    if exists, kind == S_IFDIR { throw Failure("--output \(quoted(name)): is a folder") }
    if exists, kind != S_IFREG {
      temporary = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    } else {
      if exists, access(path, W_OK) != 0 {
        throw Failure("--output \(quoted(name)): \(systemError())")
      }
      var template = Array("\(path).regx-XXXXXX".utf8CString)
      descriptor = mkstemp(&template)
      temporary = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
      // mkstemp makes the file private; a finished file has the mode any new file would have.
      let mask = umask(0)
      _ = umask(mask)
      if descriptor >= 0 {
        fchmod(descriptor, exists ? status.st_mode & 0o7777 : 0o666 & ~mask)
      }
    }
    guard descriptor >= 0 else {
      let reason = errno == ENOENT ? "its folder does not exist" : systemError()
      throw Failure("--output \(quoted(name)): \(reason)")
    }
    sink = FileDescriptor(descriptor, name: "--output \(quoted(name))")
    if let temporary { Unfinished.remember(temporary) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if let temporary {
      unlink(temporary)
      Unfinished.forget()
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws { try sink.write(bytes) }

  /// Lets the file appear under its name.
  func complete() throws {
    guard let temporary else { return }
    guard rename(temporary, path) == 0 else {
      throw Failure("--output \(quoted(path)): \(systemError())")
    }
  }

  private static func resolved(_ name: String) -> String {
    guard let real = realpath(name, nil) else { return name }
    defer { free(real) }
    return String(cString: real)
  }
}

/// The unfinished file that an interrupt must not leave behind.
private enum Unfinished {
  // Read by a signal handler, which may touch nothing but plain memory; written once a process,
  // before the signals are caught.
  nonisolated(unsafe) private static var path: UnsafeMutablePointer<CChar>?

  static func remember(_ name: String) {
    path = strdup(name)
    for signal in [SIGINT, SIGTERM, SIGHUP] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { signal in
        if let path = Unfinished.path { unlink(path) }
        _exit(128 + signal)
      }
      sigaction(signal, &action, nil)
    }
  }

  static func forget() {
    for signal in [SIGINT, SIGTERM, SIGHUP] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = SIG_DFL
      sigaction(signal, &action, nil)
    }
    free(path)
    path = nil
  }
}
