// Where the bytes of a tensor file come from: a regular file read by ranges, a pipe read forward,
// or memory.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Bytes that can be read at any offset.
///
/// - A regular file stays where it is: each read is one `pread`, and nothing is kept.
/// - A pipe, a terminal or a device is read once, and what came out of it is kept: 1 MB in memory,
///   more in a temporary file.
/// - The descriptor that `init(path:)` opened is closed when the last reader goes away.
public final class ByteSource: @unchecked Sendable {
  // Unchecked because of the pointer; nothing here changes after `init`.
  private enum Place {
    case file(descriptor: Int32, start: Int, count: Int, isOwned: Bool)
    case memory(UnsafeMutableRawPointer?, count: Int)
    case pipe(Pipe)
    case part(of: ByteSource, start: Int, count: Int)
  }

  private let place: Place

  /// The bytes of the file at `path`, which may be a FIFO or a device.
  public convenience init(path: String) throws(FormatError) {
    try self.init(path: path, isLazy: false)
  }

  /// The bytes still to come from an open descriptor, which is left open: 0 for standard input.
  public convenience init(descriptor: Int32) throws(FormatError) {
    try self.init(descriptor: descriptor, isLazy: false)
  }

  /// - Parameter isLazy: Whether a pipe is read only as far as is asked for, so that its `count` is
  ///   not there before `readToEnd()`.
  package init(path: String, isLazy: Bool) throws(FormatError) {
    var descriptor: Int32 = -1
    repeat { descriptor = open(path, O_RDONLY | O_CLOEXEC) } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { throw .system(errno) }
    place = try Self.place(of: descriptor, isOwned: true)
    if !isLazy { try readToEnd() }
  }

  /// - Parameter isLazy: As in `init(path:isLazy:)`.
  package init(descriptor: Int32, isLazy: Bool) throws(FormatError) {
    place = try Self.place(of: descriptor, isOwned: false)
    if !isLazy { try readToEnd() }
  }

  /// Bytes in memory.
  public init(_ bytes: [UInt8]) {
    let copy = malloc(max(bytes.count, 1))!
    bytes.withUnsafeBytes { if $0.count > 0 { memcpy(copy, $0.baseAddress!, $0.count) } }
    place = .memory(copy, count: bytes.count)
  }

  /// The bytes of a text, such as a literal that somebody typed.
  public convenience init(text: String) { self.init(Array(text.utf8)) }

  /// A range of others, of which the end need not be known.
  init(_ range: Range<Int>, of others: ByteSource) {
    place = .part(of: others, start: range.lowerBound, count: range.count)
  }

  /// Takes over memory from `malloc`, whose first `count` bytes are the content.
  init(adopting memory: UnsafeMutableRawPointer?, count: Int) {
    place = .memory(memory, count: count)
  }

  deinit {
    switch place {
    case .file(let descriptor, _, _, let isOwned): if isOwned { close(descriptor) }
    case .memory(let memory, _): free(memory)
    case .pipe, .part: break
    }
  }

  /// The number of bytes.
  ///
  /// - Precondition: it is known.
  public var count: Int {
    guard let count = knownCount else { preconditionFailure("a pipe that was not read to its end") }
    return count
  }

  /// The number of bytes; `nil` for a pipe that was not read to its end.
  var knownCount: Int? {
    switch place {
    case .file(_, _, let count, _), .memory(_, let count), .part(_, _, let count): count
    case .pipe(let pipe): pipe.count
    }
  }

  /// Reads a pipe to its end and keeps what it holds, so that its `count` is known.
  ///
  /// - Throws: `FormatError` if it does not end within half of the machine's memory, or 4 GB: this
  ///   is for text, whose elements are going to be there.
  package func readToEnd() throws(FormatError) {
    guard case .pipe(let pipe) = place else { return }
    let limit = Self.wholeLimit
    guard try pipe.count(upTo: limit) < limit || pipe.count != nil else {
      throw FormatError(
        "does not end within \(limit >> 20) MiB: save it to a file, which is read by ranges")
    }
  }

  /// Says how many bytes there must be after the first `offset`.
  ///
  /// Of a pipe they are counted when the last of them is read; the error is thrown then.
  ///
  /// - Throws: `short` of the number of bytes if there are fewer; `long` of the number of bytes that
  ///   there are more, in words.
  func expect(
    _ needed: Int, after offset: Int, short: @escaping (_ held: Int) -> FormatError,
    long: @escaping (_ excess: String) -> FormatError
  ) throws(FormatError) {
    // No file holds so many, and no pipe gives them: places in them are counted in 64 bits.
    let (total, overflow) = offset.addingReportingOverflow(needed)
    guard !overflow, total <= Int.max >> 1 else {
      throw FormatError("says that it holds \(counted(needed, "byte")), and no file is so large")
    }
    if case .pipe(let pipe) = place {
      return try pipe.expect(Pipe.Expectation(total: total, short: short, long: long))
    }
    if count < total { throw short(count) }
    if count > total { throw long(counted(count - total, "byte")) }
  }

  /// Reads a pipe to its expected end.
  ///
  /// - Throws: what `expect` says of another number of bytes.
  func finish() throws(FormatError) {
    if case .pipe(let pipe) = place { try pipe.finish() }
  }

  /// Promises that what a pipe has not yet given is read once and in order, so that it need not be
  /// kept.
  func forget() {
    if case .pipe(let pipe) = place { pipe.forget() }
  }

  /// Fills `buffer` with the bytes from `offset` on.
  ///
  /// - Throws: `FormatError` if there are not so many, or the system cannot read them.
  func load(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FormatError) {
    if case .pipe(let pipe) = place { return try pipe.load(into: buffer, at: offset) }
    guard offset >= 0, offset <= count, buffer.count <= count - offset else {
      throw FormatError("ends early")
    }
    guard let base = buffer.baseAddress, buffer.count > 0 else { return }
    switch place {
    case .memory(let memory, _): memcpy(base, memory! + offset, buffer.count)
    case .file(let descriptor, let start, _, _):
      try readAll(descriptor, into: buffer, at: start + offset)
    case .part(let others, let start, _): try others.load(into: buffer, at: start + offset)
    case .pipe: break
    }
  }

  /// The bytes of `range`, cut off at the end of the content.
  package func bytes(_ range: Range<Int>) throws(FormatError) -> [UInt8] {
    var end = knownCount ?? 0
    if case .pipe(let pipe) = place { end = try pipe.count(upTo: range.upperBound) }
    let range = range.clamped(to: 0..<end)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: range.count, alignment: 1)
    defer { memory.deallocate() }
    try load(into: memory, at: range.lowerBound)
    return Array(memory)
  }

  /// Decides whether the descriptor's content can stay where it is. A descriptor that is owned is
  /// closed if it cannot be read.
  private static func place(of descriptor: Int32, isOwned: Bool) throws(FormatError) -> Place {
    do throws(FormatError) {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
      let kind = status.st_mode & S_IFMT
      if kind == S_IFDIR { throw FormatError("is a folder") }
      if kind == S_IFREG, status.st_size > 0 {
        // Standard input may have been read from by another program before.
        let start = isOwned ? 0 : max(Int(lseek(descriptor, 0, SEEK_CUR)), 0)
        guard start < Int(status.st_size) else { throw FormatError("is empty") }
        return .file(
          descriptor: descriptor, start: start, count: Int(status.st_size) - start,
          isOwned: isOwned)
      }
    } catch {
      if isOwned { close(descriptor) }
      throw error
    }
    // A regular file of no size too: those of /proc have content all the same.
    return .pipe(try Pipe(descriptor, isOwned: isOwned, peek: 64 << 10))
  }

  private static let wholeLimit: Int = {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let size = sysconf(Int32(_SC_PAGESIZE))
    let half = pages > 0 && size > 0 ? max(pages / 2 * size, 64 << 20) : 1 << 30
    // Endless text shall not fill a disk before that is said.
    return min(half, 4 << 30)
  }()
}
