// Where a file's name leads.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What stands, or may come to stand, under a name.
enum FileName {
  /// A regular file, or none yet, at this path: the one that links lead to.
  case file(String, stat?)
  /// A device, a pipe or a socket.
  case special(String)
  /// A descriptor of this process: `/dev/stdout`, `/dev/fd/3`.
  case descriptor(Int32)
  case folder

  /// - Throws: what keeps the system from telling, such as links that lead in a circle.
  init(_ name: String) throws(SystemError) {
    // The system follows the links first: in a shared folder it refuses those of strangers.
    var found = stat()
    let exists = stat(name, &found) == 0
    if !exists {
      let error = SystemError()
      guard error.number == ENOENT else { throw error }
    }
    var path = name
    var link = stat()
    // The system follows as many links before it calls them a circle.
    for _ in 0...40 {
      if let number = Self.descriptor(at: path) {
        self = .descriptor(number)
        return
      }
      guard lstat(path, &link) == 0, link.st_mode & S_IFMT == S_IFLNK else { break }
      path = try Self.target(of: path)
    }
    switch found.st_mode & S_IFMT {
    case _ where !exists: self = .file(path, nil)
    case S_IFREG: self = .file(path, found)
    case S_IFDIR: self = .folder
    default: self = .special(name)
    }
  }

  /// The folder that a path leads to a file in: empty, or ending in `/`.
  static func folder(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
  }

  /// The path that the link at `path` holds, as seen from here.
  private static func target(of path: String) throws(SystemError) -> String {
    var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let length = bytes.withUnsafeMutableBytes {
      readlink(path, $0.bindMemory(to: CChar.self).baseAddress!, $0.count)
    }
    guard length >= 0 else { throw SystemError() }
    let target = String(decoding: bytes[..<length], as: UTF8.self)
    return target.hasPrefix("/") ? target : folder(of: path) + target
  }

  /// The descriptor that a path in `/proc/self/fd` stands for.
  private static func descriptor(at path: String) -> Int32? {
    guard let number = Int32(path.dropFirst(folder(of: path).count)), number >= 0,
      let here = realpath(folder(of: path), nil)
    else { return nil }
    defer { free(here) }
    guard let own = realpath("/proc/self/fd", nil) else { return nil }
    defer { free(own) }
    return strcmp(here, own) == 0 ? number : nil
  }
}
