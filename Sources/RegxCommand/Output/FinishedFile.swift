// A shared file that is finished.
// SPDX-License-Identifier: Apache-2.0

import TensorFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that all parts were written into: it takes a part if that is what it holds.
final class FinishedFile: PlacedSink {
  private let name: String
  private let descriptor: Int32
  private let sink: FileDescriptor

  /// `nil` if there is no file of this name.
  ///
  /// - Parameter start: Where the part begins.
  /// - Throws: if something else has the name.
  init?(_ path: String, _ header: [UInt8], from start: Int, _ name: String) throws {
    // What is no file any more is not waited for.
    descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      let error = SystemError()
      guard error.number == ENOENT else { throw WriteError(name, error) }
      return nil
    }
    self.name = name
    sink = FileDescriptor(descriptor, named: name)
    guard try bytes(of: descriptor, 0..<header.count, name) == header else { throw differs }
    try sink.setPosition(start)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  var placed: (any PlacedSink)? { self }

  func position() throws -> Int { try sink.position() }

  func setPosition(_ offset: Int) throws { try sink.setPosition(offset) }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    let place = try position()
    try write(bytes, at: place)
    try setPosition(place + bytes.count)
  }

  func write(_ part: UnsafeRawBufferPointer, at offset: Int) throws {
    let held = try bytes(of: descriptor, offset..<offset + part.count, name)
    guard held.elementsEqual(part) else { throw differs }
  }

  private var differs: Failure {
    Failure("\(name): is there already and holds another tensor; take another name")
  }
}

/// The bytes of a file; fewer where it ends before.
func bytes(
  of descriptor: Int32, _ range: Range<Int>, _ name: String
) throws -> [UInt8] {
  try Array(unsafeUninitializedCapacity: range.count) { memory, count in
    while count < range.count {
      let got = pread(
        descriptor, memory.baseAddress! + count, range.count - count,
        off_t(range.lowerBound + count))
      if got < 0 {
        let error = SystemError()
        if error.number == EINTR { continue }
        throw WriteError(name, error)
      }
      if got == 0 { break }
      count += got
    }
  }
}
