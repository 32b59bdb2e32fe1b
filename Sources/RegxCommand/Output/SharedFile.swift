// One .npy file that several processes fill, each in its own place.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import TensorCore
import TensorFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file at its full size from the start, into which a part is written in its place.
///
/// While parts are missing the file is called `NAME.part`. After its elements it has the checksum of
/// what it is to hold, 32 bytes, and a byte for each part: `1` where the part is there. Whoever finds
/// all parts cuts that off and lets the file appear under its name. A part that was killed left no
/// such byte, and can be written again; processes on other machines need nothing but the folder.
final class SharedFile: ByteSink {
  /// Where a part belongs.
  enum Place {
    /// Into this file, of which parts are missing.
    case begun(SharedFile)
    /// Into a file that is there: it takes nothing but what it holds.
    case finished(FinishedFile)

    /// What takes the part's elements.
    var sink: any ByteSink {
      switch self {
      case .begun(let file): file
      case .finished(let file): file
      }
    }
  }

  private let path: String
  private let name: String
  private let shard: (index: Int, count: Int)
  /// The bytes of the finished file.
  private let size: Int
  private let descriptor: Int32
  private let sink: FileDescriptor

  private static let done = UInt8(ascii: "1")
  private static let digestCount = 32

  /// Refuses a file whose folder does not take one.
  static func checkFolder(of name: String) throws {
    let subject = "--into \(quoted(name))"
    let path = try OutputFile.path(of: name, as: subject)
    if access(path, F_OK) != 0 { _ = try OutputFile.newFile(beside: path, as: subject) }
  }

  /// Opens the file for the part of a tensor, creating it if it is not there.
  ///
  /// - Parameter meaning: What all parts have in common.
  static func open(
    _ path: String, shape: Shape, dtype: DType, part: Part, meaning: String
  ) throws -> Place {
    let name = "--into \(quoted(path))"
    let path = try OutputFile.path(of: path, as: name)
    let header = try NPY.header(for: shape, dtype: dtype)
    let range = try part.range(of: shape.count)
    let start = header.count + range.lowerBound * dtype.byteCount
    if let file = try FinishedFile(path, header, from: start, name) { return .finished(file) }
    var shard = (index: 1, count: 1)
    if case .shard(let index, let count) = part { shard = (index, count) }
    let (size, overflow) = header.count.addingReportingOverflow(shape.count * dtype.byteCount)
    let (marks, more) = shard.count.addingReportingOverflow(Self.digestCount)
    let (whole, most) = size.addingReportingOverflow(marks)
    guard !overflow, !more, !most else {
      throw Failure("\(name): no file is so large")
    }

    let working = "\(path).part"
    let digest = SHA256.digest(of: header + Array(meaning.utf8))
    try create(working, name, header, digest, size: size, whole: whole)
    let descriptor = systemOpen(working, O_RDWR | O_CLOEXEC)
    let error = SystemError()
    // The last part may have let the file appear in between: a new `NAME.part` must not stay then.
    if let file = try FinishedFile(path, header, from: start, name) {
      if descriptor >= 0 { close(descriptor) }
      unlink(working)
      return .finished(file)
    }
    let problem = "\(name): \(quoted(working))"
    guard descriptor >= 0 else { throw WriteError(problem, error) }
    let file = SharedFile(path, name, shard, size: size, descriptor)
    let length = try file.length()
    if length == size, try bytes(of: descriptor, 0..<header.count, problem) == header {
      // Whoever cut the marks off was killed before the file had its name.
      try file.appear()
      guard let file = try FinishedFile(path, header, from: start, name) else {
        throw Failure("\(name): vanished while it was finished")
      }
      return .finished(file)
    }
    guard length == whole, try bytes(of: descriptor, 0..<header.count, problem) == header,
      try bytes(of: descriptor, size..<size + Self.digestCount, problem) == digest
    else {
      throw Failure(
        "\(problem) was begun by another command, or in another number of parts; take another name,"
          + " or remove it if nobody fills it any more")
    }
    try file.sink.setPosition(start)
    return .begun(file)
  }

  private init(
    _ path: String, _ name: String, _ shard: (index: Int, count: Int), size: Int,
    _ descriptor: Int32
  ) {
    self.path = path
    self.name = name
    self.shard = shard
    self.size = size
    self.descriptor = descriptor
    sink = FileDescriptor(descriptor, named: name, takesPlaces: true)
  }

  deinit { close(descriptor) }

  func write(_ bytes: UnsafeRawBufferPointer) throws { try sink.write(bytes) }

  var placed: (any PlacedSink)? { sink.placed }

  /// Marks the part as written; the last one lets the file appear.
  func complete() throws {
    try synchronize()
    let marks = size + Self.digestCount
    // Another process may have written this part, too, and the file be finished: then a mark would
    // be one byte too many in it.
    guard try length() == marks + shard.count else { return }
    try withUnsafeBytes(of: Self.done) { try sink.write($0, at: marks + shard.index - 1) }
    try synchronize()
    guard try hasAllMarks(from: marks) else {
      // The file may have been finished just before this mark.
      if try isNamed(path) { try cut() }
      return
    }
    try cut()
    try appear()
    // Somebody who wrote a part a second time may have marked it in between.
    if try length() != size { try cut() }
  }

  /// Whether every part has its mark: `false` also if somebody else is finishing the file.
  private func hasAllMarks(from start: Int) throws -> Bool {
    // Opened anew: on a network file system that is when the others' marks are seen.
    let fresh = systemOpen("\(path).part", O_RDONLY | O_CLOEXEC)
    guard fresh >= 0 else {
      let error = SystemError()
      guard error.number == ENOENT else { throw WriteError(name, error) }
      return false
    }
    defer { close(fresh) }
    guard try isNamed("\(path).part") else { return false }
    // As far as the first that is missing: there may be more parts than anyone will ever write.
    var seen = 0
    while seen < shard.count {
      let some = start + seen..<start + min(seen + 4096, shard.count)
      let marks = try bytes(of: fresh, some, name)
      guard marks.count == some.count, marks.allSatisfy({ $0 == Self.done }) else { return false }
      seen += marks.count
    }
    return true
  }

  /// Cuts off what is not the tensor's.
  private func cut() throws {
    guard ftruncate(descriptor, off_t(size)) == 0, fsync(descriptor) == 0 else {
      throw WriteError(name, SystemError())
    }
  }

  /// Gives the file its name. Two may be last at once: then one of them finds it done.
  private func appear() throws {
    guard rename("\(path).part", path) != 0 else { return }
    let error = SystemError()
    guard access(path, F_OK) == 0 else { throw WriteError(name, error) }
  }

  private func synchronize() throws {
    guard fsync(descriptor) == 0 else { throw WriteError(name, SystemError()) }
  }

  private func length() throws -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw WriteError(name, SystemError()) }
    return Int(status.st_size)
  }

  /// Whether this file has the name.
  private func isNamed(_ path: String) throws -> Bool {
    var (own, other) = (stat(), stat())
    guard fstat(descriptor, &own) == 0 else { throw WriteError(name, SystemError()) }
    return stat(path, &other) == 0 && own.st_ino == other.st_ino && own.st_dev == other.st_dev
  }

  /// Makes the file at its full size if there is none: under no name first, so that nobody finds it
  /// without its header or its size.
  private static func create(
    _ path: String, _ name: String, _ header: [UInt8], _ digest: [UInt8], size: Int, whole: Int
  ) throws {
    guard access(path, F_OK) != 0 else { return }
    let new = try OutputFile.newFile(beside: path, as: name)
    let sink = FileDescriptor(new.descriptor, named: name)
    try header.withUnsafeBytes { try sink.write($0, at: 0) }
    try digest.withUnsafeBytes { try sink.write($0, at: size) }
    do throws(SystemError) {
      guard ftruncate(new.descriptor, off_t(whole)) == 0 else { throw SystemError() }
      // Unlike a new name, a second one does not replace what somebody else has made meanwhile.
      _ = try new.link(to: path)
    } catch {
      throw WriteError(name, error)
    }
  }
}

/// The system's `open`, which the type's own name hides.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }
