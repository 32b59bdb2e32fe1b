// One .npy file that several processes fill, each in its own place.

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
/// While parts are missing the file is called `NAME.part`, and has a byte for each of them behind
/// its elements: `1` where the part is there. Whoever finds all of them cuts these bytes off and lets
/// the file appear under its name. A part that was killed left no such byte, and can be written
/// again; processes on other machines need nothing but the folder.
final class SharedFile: ByteSink {
  private let path: String
  private let name: String
  private let shard: (index: Int, count: Int)
  /// The bytes of the finished file.
  private let size: Int
  private let descriptor: Int32
  private let sink: FileDescriptor

  private static let done = UInt8(ascii: "1")

  /// Opens the file for the part of a tensor, creating it if it is not there.
  ///
  /// Returns `nil` if the finished file is there already.
  static func open(
    _ path: String, shape: Shape, dtype: DType, part: Part
  ) throws -> SharedFile? {
    let name = "--into \(quoted(path))"
    let header = try NPY.header(for: shape, dtype: dtype)
    if try isFinished(path, name, header) { return nil }
    let range = try part.range(of: shape.count)
    var shard = (index: 1, count: 1)
    if case .shard(let index, let count) = part { shard = (index, count) }
    let (size, overflow) = header.count.addingReportingOverflow(shape.count * dtype.byteCount)
    let (withMarks, more) = size.addingReportingOverflow(shard.count)
    guard !overflow, !more else { throw Failure("\(name): no file is so large") }

    let working = "\(path).part"
    try create(working, name, header, size: withMarks)
    let descriptor = systemOpen(working, O_RDWR | O_CLOEXEC)
    // The last part may have let the file appear in between: a new `NAME.part` must not stay then.
    if try isFinished(path, name, header) {
      if descriptor >= 0 { close(descriptor) }
      unlink(working)
      return nil
    }
    guard descriptor >= 0 else { throw Failure("\(name): \(systemError())") }
    let file = SharedFile(path, name, shard, size: size, descriptor)
    switch file.length {
    case withMarks where beginning(of: working, header.count) == header: break
    case size where beginning(of: working, header.count) == header:
      // Whoever cut the marks off was killed before the file had its name.
      try file.appear()
      return nil
    default:
      throw Failure(
        "\(name): \(quoted(working)) was begun for another tensor, or in another number of parts;"
          + " remove it first")
    }
    try file.sink.setPosition(header.count + range.lowerBound * dtype.byteCount)
    return file
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
    sink = FileDescriptor(descriptor, name: name)
  }

  deinit { close(descriptor) }

  func write(_ bytes: UnsafeRawBufferPointer) throws { try sink.write(bytes) }

  var placed: (any PlacedSink)? { sink.placed }

  /// Marks the part as written; the last one lets the file appear.
  func complete() throws {
    try synchronize()
    // Another process may have written this part, too, and the file be finished: then a mark would
    // be one byte too many in it.
    guard length == size + shard.count else { return }
    try withUnsafeBytes(of: Self.done) { try sink.write($0, at: size + shard.index - 1) }
    try synchronize()
    guard try hasAllMarks() else {
      // The file may have been finished just before this mark.
      if status(of: path)?.st_ino == status(of: descriptor)?.st_ino { try cut() }
      return
    }
    try cut()
    try appear()
    // Somebody who wrote a part a second time may have marked it in between.
    if length != size { try cut() }
  }

  /// Whether every part has its mark: `false` also if somebody else is finishing the file.
  private func hasAllMarks() throws -> Bool {
    // Opened anew: on a network file system that is when the others' marks are seen.
    let fresh = systemOpen("\(path).part", O_RDONLY | O_CLOEXEC)
    guard fresh >= 0 else { return false }
    defer { close(fresh) }
    guard status(of: fresh)?.st_ino == status(of: descriptor)?.st_ino else { return false }
    // As far as the first that is missing: there may be more parts than anyone will ever write.
    var marks = [UInt8](repeating: 0, count: min(shard.count, 4096))
    var seen = 0
    while seen < shard.count {
      let got = pread(fresh, &marks, min(marks.count, shard.count - seen), off_t(size + seen))
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw Failure("\(name): \(systemError())") }
      guard got > 0, marks[..<got].allSatisfy({ $0 == Self.done }) else { return false }
      seen += got
    }
    return true
  }

  /// Cuts the marks off.
  private func cut() throws {
    guard ftruncate(descriptor, off_t(size)) == 0, fsync(descriptor) == 0 else {
      throw Failure("\(name): \(systemError())")
    }
  }

  /// Gives the file its name. Two may be last at once: then one of them finds it done.
  private func appear() throws {
    if rename("\(path).part", path) != 0, status(of: path) == nil {
      throw Failure("\(name): \(systemError())")
    }
  }

  private func synchronize() throws {
    guard fsync(descriptor) == 0 else { throw Failure("\(name): \(systemError())") }
  }

  private var length: Int { status(of: descriptor).map { Int($0.st_size) } ?? 0 }
}

extension SharedFile {
  /// Whether the file is there under its name.
  ///
  /// - Throws: `Failure` if something else is.
  private static func isFinished(
    _ path: String, _ name: String, _ header: [UInt8]
  ) throws -> Bool {
    guard let status = status(of: path) else { return false }
    // What is no file is not opened: a pipe would wait for somebody to write.
    guard status.st_mode & S_IFMT == S_IFREG, beginning(of: path, header.count) == header else {
      throw Failure("\(name): is there already and holds something else; remove it first")
    }
    return true
  }

  /// Makes the file at its full size if there is none: under another name first, so that nobody
  /// finds it without its header or its size.
  private static func create(
    _ path: String, _ name: String, _ header: [UInt8], size: Int
  ) throws {
    guard status(of: path) == nil else { return }
    let new = OutputFile.temporary(beside: path)
    guard new.descriptor >= 0 else {
      throw Failure("\(name): \(errno == ENOENT ? "its folder does not exist" : systemError())")
    }
    Unfinished.remember(new.path)
    defer {
      close(new.descriptor)
      unlink(new.path)
      Unfinished.forget()
    }
    try header.withUnsafeBytes {
      try FileDescriptor(new.descriptor, name: name).write($0, at: 0)
    }
    guard ftruncate(new.descriptor, off_t(size)) == 0 else {
      throw Failure("\(name): \(systemError())")
    }
    // Unlike a new name, a second one does not replace what somebody else has made meanwhile.
    guard link(new.path, path) == 0 || errno == EEXIST else {
      // A file system without second names.
      guard status(of: path) != nil || rename(new.path, path) == 0 else {
        throw Failure("\(name): \(systemError())")
      }
      return
    }
  }

  private static func beginning(of path: String, _ count: Int) -> [UInt8]? {
    try? ByteSource(path: path).bytes(0..<count)
  }
}

private func status(of path: String) -> stat? {
  var status = stat()
  return stat(path, &status) == 0 ? status : nil
}

private func status(of descriptor: Int32) -> stat? {
  var status = stat()
  return fstat(descriptor, &status) == 0 ? status : nil
}

/// The system's `open`, which the type's own name hides.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }
