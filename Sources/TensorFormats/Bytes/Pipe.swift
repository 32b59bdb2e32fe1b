// A pipe, a terminal or a device: bytes that come once, in order.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of a pipe, read as far as somebody has asked for them.
///
/// They are kept, so that they can be read again, until `forget()` promises that what comes is read
/// once and in order.
final class Pipe: @unchecked Sendable {
  // Unchecked because of the window; everything that changes is used under the lock.
  private let descriptor: Int32
  private let isOwned: Bool
  private let lock = Mutex(())
  private var kept = KeptBytes()
  private var keeps = true
  /// The bytes that were read last, which end the `received` ones.
  private let window: UnsafeMutableRawBufferPointer
  private var filled = 0
  private var received = 0
  private var ended = false
  private var expectation: Expectation?

  /// How many bytes there should be, and what is wrong with fewer or more.
  struct Expectation {
    let total: Int
    let short: (_ held: Int) -> FormatError
    let long: (_ excess: String) -> FormatError
  }

  /// How far beyond what is expected a pipe is read, to say how much more it holds.
  private static let excessLimit = 1 << 20

  /// Takes the first `peek` bytes, or all there are.
  init(_ descriptor: Int32, isOwned: Bool, peek: Int) throws(FormatError) {
    self.descriptor = descriptor
    self.isOwned = isOwned
    window = .allocate(byteCount: 256 << 10, alignment: 16)
    try receive(peek)
    guard received > 0 else { throw FormatError("is empty") }
  }

  deinit {
    window.deallocate()
    if isOwned { close(descriptor) }
  }

  /// The number of all bytes; `nil` before the end was seen.
  var count: Int? { lock.withLock { _ in ended ? received : nil } }

  /// The number of the bytes up to `limit`, which are read for that.
  func count(upTo limit: Int) throws(FormatError) -> Int {
    try lock.withLock { _ throws(FormatError) in
      try receive(limit)
      return min(received, limit)
    }
  }

  /// Notes how many bytes there should be: fewer or more are an error when the last of them is read.
  func expect(_ expectation: Expectation) throws(FormatError) {
    try lock.withLock { _ throws(FormatError) in
      self.expectation = expectation
      if received >= expectation.total { try checkEnd(expectation) }
    }
  }

  /// From now on keeps nothing of what comes.
  func forget() { lock.withLock { _ in if !ended { keeps = false } } }

  /// Fills `buffer` with the bytes from `offset` on.
  func load(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FormatError) {
    try lock.withLock { _ throws(FormatError) in
      var done = 0
      while done < buffer.count {
        let place = offset + done
        try receive(place + 1)
        guard place < received else { throw expectation?.short(received) ?? .endsEarly }
        let before = received - filled
        if place >= before {
          let run = min(received - place, buffer.count - done)
          UnsafeMutableRawBufferPointer(rebasing: buffer[done..<done + run]).copyMemory(
            from: UnsafeRawBufferPointer(rebasing: window[place - before..<place - before + run]))
          done += run
        } else {
          guard place < kept.count else {
            throw FormatError("cannot be read twice: save it to a file first")
          }
          let run = min(kept.count - place, buffer.count - done)
          try kept.load(
            into: UnsafeMutableRawBufferPointer(rebasing: buffer[done..<done + run]), at: place)
          done += run
        }
      }
      // The last byte that is expected: the end follows, or something is wrong.
      if let expectation, offset + buffer.count == expectation.total {
        try checkEnd(expectation)
      }
    }
  }

  /// Reads to the end that is expected, and sees that it is one.
  func finish() throws(FormatError) {
    try lock.withLock { _ throws(FormatError) in
      if let expectation { try checkEnd(expectation) }
    }
  }

  private func checkEnd(_ expectation: Expectation) throws(FormatError) {
    let total = expectation.total
    try receive(min(total, Int.max - Self.excessLimit) + Self.excessLimit)
    if received < total { throw expectation.short(received) }
    if received > total {
      let excess = min(received - total, Self.excessLimit)
      throw expectation.long((ended ? "" : "at least ") + counted(excess, "byte"))
    }
  }

  /// Reads until `count` bytes were received, or to the end.
  private func receive(_ count: Int) throws(FormatError) {
    while received < count, !ended {
      let got = read(descriptor, window.baseAddress!, window.count)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .system(errno) }
      if got == 0 {
        ended = true
      } else {
        filled = got
        received += got
        if keeps { try kept.append(UnsafeRawBufferPointer(rebasing: window[..<got])) }
      }
    }
  }
}

extension FormatError {
  fileprivate static let endsEarly = FormatError("ends early")
}
