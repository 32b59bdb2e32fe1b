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
/// While parts are missing the file is called `NAME.part`; beside it an empty file
/// `NAME.part.I-of-N` says that part I is there. Whoever finds all N of them lets the file appear
/// under its name. A part that was killed left no such mark, and can be written again; processes on
/// other machines need nothing but the folder.
final class SharedFile: ByteSink {
  private let path: String
  private let shard: (index: Int, count: Int)
  private let descriptor: Int32
  private let sink: FileDescriptor

  /// Opens the file for the part of a tensor, creating it if it is not there.
  ///
  /// Returns `nil` if the finished file is there already.
  static func open(
    _ path: String, shape: Shape, dtype: DType, part: Part
  ) throws -> SharedFile? {
    let header = try NPY.header(for: shape, dtype: dtype)
    let name = "--into \(quoted(path))"
    if access(path, F_OK) == 0 {
      guard beginning(of: path, header.count) == header else {
        throw Failure("\(name): is there already and holds something else; remove it first")
      }
      return nil
    }
    let file = try SharedFile(path, name: name, header: header, shape, dtype, part)
    // The last part may have let the file appear in between: then what was opened here is a new
    // `NAME.part`, of this part alone, that must never be taken for the whole.
    if access(path, F_OK) == 0 {
      unlink("\(path).part")
      return nil
    }
    return file
  }

  private init(
    _ path: String, name: String, header: [UInt8], _ shape: Shape, _ dtype: DType, _ part: Part
  ) throws {
    self.path = path
    let range = try part.range(of: shape.count)
    if case .shard(let index, let count) = part { shard = (index, count) } else { shard = (1, 1) }
    descriptor = systemOpen("\(path).part", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      let reason = errno == ENOENT ? "its folder does not exist" : systemError()
      throw Failure("\(name): \(reason)")
    }
    sink = FileDescriptor(descriptor, name: name)
    let size = header.count + shape.count * dtype.byteCount
    var status = stat()
    fstat(descriptor, &status)
    // Whoever comes first makes it; whoever comes at the same time makes the same.
    if status.st_size == 0 {
      try header.withUnsafeBytes { try sink.write($0, at: 0) }
      guard ftruncate(descriptor, off_t(size)) == 0 else {
        let reason = systemError()
        // No part can be in a file of that size.
        unlink("\(path).part")
        throw Failure("\(name): \(reason)")
      }
    } else if Int(status.st_size) != size
      || Self.beginning(of: "\(path).part", header.count) != header
    {
      // A first writer may be between the header and the size.
      guard Int(status.st_size) == header.count else {
        throw Failure(
          "\(name): \(quoted(path + ".part")) was begun for another tensor; remove it first")
      }
      guard ftruncate(descriptor, off_t(size)) == 0 else {
        throw Failure("\(name): \(systemError())")
      }
    }
    try sink.setPosition(header.count + range.lowerBound * dtype.byteCount)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func write(_ bytes: UnsafeRawBufferPointer) throws { try sink.write(bytes) }

  var placed: (any PlacedSink)? { sink.placed }

  /// Marks the part as written; the last one lets the file appear.
  func complete() throws {
    guard fsync(descriptor) == 0 else { throw Failure("--into \(quoted(path)): \(systemError())") }
    let mark = systemOpen(marker(shard.index), O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard mark >= 0 else { throw Failure("--into \(quoted(path)): \(systemError())") }
    close(mark)
    // Lazily: there may be more parts than anyone will ever write.
    let markers = (1...shard.count).lazy.map(marker)
    guard markers.allSatisfy({ access($0, F_OK) == 0 }) else {
      // Another process wrote this part, too, and the file was complete before this mark.
      if access(path, F_OK) == 0 { unlink(marker(shard.index)) }
      return
    }
    // Two may be last at once: then one of them finds it done.
    if rename("\(path).part", path) != 0, access(path, F_OK) != 0 {
      throw Failure("--into \(quoted(path)): \(systemError())")
    }
    for marker in markers { unlink(marker) }
  }

  private func marker(_ index: Int) -> String { "\(path).part.\(index)-of-\(shard.count)" }

  private static func beginning(of path: String, _ count: Int) -> [UInt8]? {
    try? ByteSource(path: path).bytes(0..<count)
  }
}

/// The system's `open`, which the type's own name hides.
private func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
  open(path, flags, mode)
}
