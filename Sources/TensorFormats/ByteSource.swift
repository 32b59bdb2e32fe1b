// Where the bytes of a tensor file come from: a regular file read by ranges, a pipe held in
// memory, or memory.

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
/// - A pipe, a terminal or a device is read to its end once and held in memory, up to half of the
///   machine's memory.
/// - The descriptor that `init(path:)` opened is closed when the last reader goes away.
public final class ByteSource: @unchecked Sendable {
  // Unchecked because of the pointer; nothing here changes after `init`.
  private enum Place {
    case file(descriptor: Int32, start: Int, isOwned: Bool)
    case memory(UnsafeMutableRawPointer?)
  }

  /// The number of bytes.
  public let count: Int
  private let place: Place

  /// The bytes of the file at `path`, which may be a FIFO or a device.
  public init(path: String) throws(FormatError) {
    var descriptor: Int32 = -1
    repeat { descriptor = open(path, O_RDONLY | O_CLOEXEC) } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { throw Self.failure(errno) }
    do throws(FormatError) {
      (place, count) = try Self.settle(descriptor, isOwned: true)
    } catch {
      close(descriptor)
      throw error
    }
    if case .memory = place { close(descriptor) }
  }

  /// The bytes still to come from an open descriptor, which is left open: 0 for standard input.
  public init(descriptor: Int32) throws(FormatError) {
    (place, count) = try Self.settle(descriptor, isOwned: false)
  }

  /// Bytes in memory.
  public init(_ bytes: [UInt8]) {
    count = bytes.count
    let copy = malloc(max(bytes.count, 1))!
    bytes.withUnsafeBytes { if $0.count > 0 { memcpy(copy, $0.baseAddress!, $0.count) } }
    place = .memory(copy)
  }

  /// Takes over memory from `malloc`, whose first `count` bytes are the content.
  init(adopting memory: UnsafeMutableRawPointer?, count: Int) {
    place = .memory(memory)
    self.count = count
  }

  deinit {
    switch place {
    case .file(let descriptor, _, let isOwned): if isOwned { close(descriptor) }
    case .memory(let memory): free(memory)
    }
  }

  /// Fills `buffer` with the bytes from `offset` on.
  ///
  /// - Throws: `FormatError` if there are not so many, or the system cannot read them.
  func load(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FormatError) {
    guard offset >= 0, offset <= count, buffer.count <= count - offset else {
      throw FormatError("ends early")
    }
    guard buffer.count > 0 else { return }
    switch place {
    case .memory(let memory):
      memcpy(buffer.baseAddress!, memory! + offset, buffer.count)
    case .file(let descriptor, let start, _):
      var done = 0
      while done < buffer.count {
        let got = pread(
          descriptor, buffer.baseAddress! + done, buffer.count - done, start + offset + done)
        if got < 0, errno == EINTR { continue }
        guard got >= 0 else { throw Self.failure(errno) }
        guard got > 0 else { throw FormatError("became shorter while it was read") }
        done += got
      }
    }
  }

  /// The bytes of `range`, cut off at the end of the content.
  package func bytes(_ range: Range<Int>) throws(FormatError) -> [UInt8] {
    let range = range.clamped(to: 0..<count)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: range.count, alignment: 1)
    defer { memory.deallocate() }
    try load(into: memory, at: range.lowerBound)
    return Array(memory)
  }

  /// Decides whether the descriptor's content can stay where it is.
  private static func settle(
    _ descriptor: Int32, isOwned: Bool
  ) throws(FormatError) -> (Place, Int) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR { throw FormatError("is a folder") }
    if kind == S_IFREG, status.st_size > 0 {
      // Standard input may have been read from by another program before.
      let start = isOwned ? 0 : max(Int(lseek(descriptor, 0, SEEK_CUR)), 0)
      guard start < Int(status.st_size) else { throw FormatError("is empty") }
      let file = Place.file(descriptor: descriptor, start: start, isOwned: isOwned)
      return (file, Int(status.st_size) - start)
    }
    // A regular file of no size too: those of /proc have content all the same.
    let (memory, count) = try hold(descriptor)
    return (.memory(memory), count)
  }

  /// Reads to the end into memory from `malloc`, which the caller frees.
  private static func hold(
    _ descriptor: Int32
  ) throws(FormatError) -> (UnsafeMutableRawPointer?, Int) {
    var memory: UnsafeMutableRawPointer?
    var capacity = 0
    var count = 0
    while true {
      if count == capacity {
        guard capacity < heldLimit else {
          free(memory)
          throw FormatError(
            "does not end within \(heldLimit >> 20) MiB: save it to a file, which is read by ranges"
          )
        }
        let wider = min(max(capacity * 2, 64 << 10), heldLimit)
        guard let moved = realloc(memory, wider) else {
          free(memory)
          throw FormatError("does not fit in memory")
        }
        (memory, capacity) = (moved, wider)
      }
      let got = read(descriptor, memory! + count, capacity - count)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else {
        let reason = failure(errno)
        free(memory)
        throw reason
      }
      if got == 0 { break }
      count += got
    }
    guard count > 0 else {
      free(memory)
      throw FormatError("is empty")
    }
    return (memory, count)
  }

  /// Half of the machine's memory: what does not end before that is a device or a mistake.
  private static let heldLimit: Int = {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let size = sysconf(Int32(_SC_PAGESIZE))
    return pages > 0 && size > 0 ? max(pages / 2 * size, 64 << 20) : 1 << 30
  }()

  /// What the system's error number means, as a phrase that follows a file's name.
  private static func failure(_ number: Int32) -> FormatError {
    switch number {
    case ENOENT: FormatError("no such file")
    case ENOTDIR: FormatError("no such file: a part of its path is no folder")
    case EISDIR: FormatError("is a folder")
    case EACCES, EPERM: FormatError("permission denied")
    default: FormatError("cannot be read: " + String(cString: strerror(number)).lowercased())
    }
  }
}
