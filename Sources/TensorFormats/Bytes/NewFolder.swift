// A folder that appears whole or not at all.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder that is filled beside its name, and gets the name when it is complete. What is not
/// completed is removed with this value.
package final class NewFolder {
  private let subject: String
  private let path: String
  private let temporary: String
  /// What was made in it, in order.
  private var files: [String] = []
  private var folders: [String] = []
  private var isComplete = false

  /// - Parameter subject: What errors call it.
  /// - Throws: `WriteError` if there is something under the name already that is no empty folder, or
  ///   where it cannot be made.
  package init(_ name: String, as subject: String) throws(WriteError) {
    self.subject = subject
    var path = name
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    if let real = realpath(path, nil) {
      path = String(cString: real)
      free(real)
      try Self.checkEmpty(path, subject)
    }
    self.path = path
    let unique = String(UInt64.random(in: 0 ... .max), radix: 36)
    temporary = "\(FileName.folder(of: path)).regx-\(unique)"
    guard mkdir(temporary, 0o777) == 0 else {
      let error = SystemError()
      throw WriteError(subject, OutputFile.problem(error, in: FileName.folder(of: path)))
    }
  }

  deinit {
    guard !isComplete else { return }
    for file in files { unlink("\(temporary)/\(file)") }
    for folder in folders.reversed() { rmdir("\(temporary)/\(folder)") }
    rmdir(temporary)
  }

  /// Makes a folder in it, unless it is there.
  package func makeFolder(_ name: String) throws(WriteError) {
    guard !folders.contains(name) else { return }
    guard mkdir("\(temporary)/\(name)", 0o777) == 0 else {
      throw WriteError(subject, SystemError())
    }
    folders.append(name)
  }

  /// Writes a file into it.
  package func write(_ bytes: [UInt8], to name: String) throws(WriteError) {
    let descriptor = open("\(temporary)/\(name)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw WriteError(subject, SystemError()) }
    files.append(name)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { system_write(descriptor, $0, from: done) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = SystemError()
        close(descriptor)
        throw WriteError(subject, error)
      }
      done += count
    }
    // Some file systems tell only now that there was no room.
    guard close(descriptor) == 0 || errno == EINTR else { throw WriteError(subject, SystemError()) }
  }

  /// Lets the folder appear under its name.
  package func complete() throws(WriteError) {
    guard rename(temporary, path) == 0 else {
      let error = SystemError()
      // Somebody has made it in the meantime.
      if error.number == ENOTEMPTY || error.number == EEXIST { try Self.checkEmpty(path, subject) }
      throw WriteError(subject, error)
    }
    isComplete = true
  }

  private static func checkEmpty(_ path: String, _ subject: String) throws(WriteError) {
    guard let folder = opendir(path) else {
      let error = SystemError()
      throw WriteError(
        subject, error.number == ENOTDIR ? "is a file; give a new folder" : "\(error)")
    }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { $0.prefix { $0 != 0 } }
      let text = String(decoding: name, as: UTF8.self)
      guard text == "." || text == ".." else {
        throw WriteError(subject, "is a folder that is not empty; give a new one")
      }
    }
  }
}

/// The system's `write`, which a method of that name hides.
private func system_write(
  _ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, from start: Int
) -> Int {
  write(descriptor, bytes.baseAddress! + start, bytes.count - start)
}
