// A file that appears whole or not at all.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that gets its name when it is complete, in the place of the one that had it.
///
/// - What is not completed vanishes; until then the old file is there.
/// - A link stays a link: what it leads to is replaced. `keepAccess` says what the new file keeps.
/// - A name that leads to a device, a pipe, a socket or an open descriptor is written to directly:
///   there is nothing to replace there.
package final class OutputFile: ByteSink {
  private let subject: String
  /// The file that is to be replaced; `nil` for what is written to directly.
  private let new: NewFile?
  private let path: String
  private let descriptor: Int32
  private let sink: FileDescriptor

  /// Opens the file, so that whatever would keep it from being written shows at once.
  ///
  /// - Parameter subject: What errors call it.
  /// - Throws: `WriteError` that names the folder if that is missing or not writable.
  package init(_ name: String, as subject: String) throws(WriteError) {
    self.subject = subject
    switch try Self.destination(of: name, subject) {
    case .folder: throw WriteError(subject, "is a folder")
    case .descriptor(let number):
      (new, path, descriptor) = (nil, name, dup(number))
    case .special(let special):
      (new, path, descriptor) = (nil, special, open(special, O_WRONLY | O_CLOEXEC))
    case .file(let path, let old):
      let new = try Self.newFile(at: path, replacing: old, subject)
      (self.new, self.path, descriptor) = (new, path, new.descriptor)
    }
    guard descriptor >= 0 else { throw WriteError(subject, SystemError()) }
    sink = FileDescriptor(descriptor, named: subject, takesPlaces: new != nil)
  }

  deinit { if new == nil { close(descriptor) } }

  package func write(_ bytes: UnsafeRawBufferPointer) throws { try sink.write(bytes) }

  package var placed: (any PlacedSink)? { sink.placed }

  /// Lets the file appear under its name.
  ///
  /// It need not be on the disk by then: to wait for that, with `fsync`, takes longer than all the
  /// rest, and `cp`, `dd` and `curl` do not wait either.
  package func complete() throws(WriteError) {
    do throws(SystemError) {
      // Some file systems tell only when a descriptor is closed that there was no room.
      let copy = dup(descriptor)
      guard copy >= 0 else { throw SystemError() }
      if close(copy) != 0 {
        let error = SystemError()
        // An interrupted close has closed all the same.
        guard error.number == EINTR else { throw error }
      }
      try new?.replace(path)
    } catch {
      throw WriteError(subject, error)
    }
  }

  /// Whether the name leads to what is written to directly.
  package static func isDirect(_ name: String) -> Bool {
    switch try? FileName(name) {
    case .special, .descriptor: true
    case .file, .folder, nil: false
    }
  }

  /// Where a name leads; errors name the folder that the system does not go into.
  private static func destination(
    of name: String, _ subject: String
  ) throws(WriteError) -> FileName {
    do throws(SystemError) {
      return try FileName(name)
    } catch {
      switch error.number {
      case ELOOP: throw WriteError(subject, "its links lead in a circle")
      case EACCES, ENOTDIR:
        throw WriteError(subject, problem(error, in: FileName.folder(of: name)))
      default: throw WriteError(subject, error)
      }
    }
  }

  /// The file that will stand at `path`, with the rights that it will have.
  private static func newFile(
    at path: String, replacing old: stat?, _ subject: String
  ) throws(WriteError) -> NewFile {
    // What may not be written to may not be replaced either, as a shell's `>` has it.
    if old != nil, access(path, W_OK) != 0 { throw WriteError(subject, SystemError()) }
    let new = try newFile(beside: path, as: subject)
    do throws(SystemError) {
      if let old { try keepAccess(of: old, at: path, on: new.descriptor) }
    } catch {
      throw WriteError(subject, error)
    }
    return new
  }

  /// The path that a name leads to, of a file or of none yet.
  ///
  /// - Throws: `WriteError` for anything else.
  package static func path(of name: String, as subject: String) throws(WriteError) -> String {
    guard case .file(let path, _) = try destination(of: name, subject) else {
      throw WriteError(subject, "is there already, and is no file")
    }
    return path
  }

  /// A new file beside `path`; errors name the folder.
  package static func newFile(
    beside path: String, as subject: String
  ) throws(WriteError) -> NewFile {
    let folder = FileName.folder(of: path)
    do throws(SystemError) {
      return try NewFile(in: folder)
    } catch {
      throw WriteError(subject, problem(error, in: folder))
    }
  }

  /// Why a folder takes nothing new, in words that follow a subject.
  static func problem(_ error: SystemError, in folder: String) -> String {
    let name = folder.isEmpty ? "." : folder.count > 1 ? String(folder.dropLast()) : folder
    guard error.number == ENOENT else { return "its folder \(quoted(name)): \(error)" }
    let isThere = access(name, F_OK) == 0
    return "its folder \(quoted(name)) \(isThere ? "takes no new files" : "does not exist")"
  }
}
