// A file that is being written, before anybody can find it.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A new file without a name where the system makes such files, else under a name that nobody looks
/// for. It goes away with this value unless it was given a name.
///
/// A file without a name leaves nothing behind, however the process ends.
package final class NewFile {
  package let descriptor: Int32
  private let folder: String
  /// The name it has until it is given another; `nil` while it has none.
  private var temporary: String?

  /// - Parameter folder: Where the file is to be: empty, or ending in `/`.
  package init(in folder: String) throws(SystemError) {
    self.folder = folder
    if let descriptor = Self.nameless(in: folder.isEmpty ? "." : folder) {
      self.descriptor = descriptor
      return
    }
    while true {
      let name = Self.temporaryName(in: folder)
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        self.descriptor = descriptor
        temporary = name
        Interruption.remember(name)
        return
      }
      let error = SystemError()
      guard error.number == EEXIST || error.number == EINTR else { throw error }
    }
  }

  deinit {
    close(descriptor)
    removeTemporary()
  }

  /// Gives the file this name, in its folder, in the place of whatever file has it.
  package func replace(_ path: String) throws(SystemError) {
    if temporary == nil {
      if try link(to: path) { return }
      try linkTemporary()
    }
    guard let temporary, rename(temporary, path) == 0 else { throw SystemError() }
    self.temporary = nil
    Interruption.forget()
  }

  /// Gives the file this name, in its folder, unless there is a file of that name: then `false`.
  package func link(to path: String) throws(SystemError) -> Bool {
    if let temporary {
      #if canImport(Darwin)
        let code = Darwin.link(temporary, path)
      #else
        let code = linkat(AT_FDCWD, temporary, AT_FDCWD, path, 0)
      #endif
      if code == 0 { return true }
    } else if linkNameless(to: path) {
      return true
    }
    let error = SystemError()
    if error.number == EEXIST { return false }
    // A file system without second names.
    guard let temporary, [EPERM, EOPNOTSUPP, ENOTSUP, ENOSYS].contains(error.number) else {
      throw error
    }
    guard access(path, F_OK) != 0 else { return false }
    guard rename(temporary, path) == 0 else { throw SystemError() }
    self.temporary = nil
    Interruption.forget()
    return true
  }

  /// Gives a file without a name one that nobody looks for.
  private func linkTemporary() throws(SystemError) {
    while true {
      let name = Self.temporaryName(in: folder)
      Interruption.remember(name)
      if linkNameless(to: name) {
        temporary = name
        return
      }
      let error = SystemError()
      Interruption.forget()
      guard error.number == EEXIST else { throw error }
    }
  }

  private func removeTemporary() {
    guard let temporary else { return }
    unlink(temporary)
    self.temporary = nil
    Interruption.forget()
  }

  private static func temporaryName(in folder: String) -> String {
    // Not after the name: with the longest that the system allows, it would be too long.
    "\(folder).regx-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
  }

  #if os(Linux)
    /// The descriptor of a file without a name that can be given one; `nil` where there are none.
    private static func nameless(in folder: String) -> Int32? {
      // O_TMPFILE, which Swift's import of the C library leaves out.
      let kind = O_DIRECTORY | 0o20_000_000
      let descriptor = open(folder, O_WRONLY | O_CLOEXEC | kind, 0o666)
      guard descriptor >= 0 else { return nil }
      if access(place(of: descriptor), F_OK) == 0 { return descriptor }
      // Without /proc it would never get a name.
      close(descriptor)
      return nil
    }

    private func linkNameless(to path: String) -> Bool {
      linkat(AT_FDCWD, Self.place(of: descriptor), AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
    }

    private static func place(of descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }
  #else
    private static func nameless(in folder: String) -> Int32? { nil }
    private func linkNameless(to path: String) -> Bool { false }
  #endif
}
