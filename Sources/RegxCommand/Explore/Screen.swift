// The terminal of explore: keys come from it, lines go to it.
// SPDX-License-Identifier: Apache-2.0

import Pictures
import TensorFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A screen on the process's terminal. Whoever has entered it must leave it.
final class Screen {
  /// What the reader of keys may be told.
  enum Event {
    case keys([Key])
    /// The terminal has another size, or what was drawn is gone.
    case redraw
  }

  private let console: Console
  private let wakeEnd: Int32
  private var decoder = KeyDecoder()
  /// What stands on the terminal, line by line.
  private var drawn: [String] = []

  /// How long an escape waits for the rest of a sequence, in milliseconds.
  private static let patience: Int32 = 100

  /// Enters the screen.
  init(on console: Console) throws {
    guard let wakeEnd = TerminalMode.enter() else {
      throw Failure("the terminal cannot be set so that keys are told one by one")
    }
    self.console = console
    self.wakeEnd = wakeEnd
  }

  /// Leaves the terminal as it was found.
  func leave() { TerminalMode.leave() }

  // MARK: Lines

  /// Draws lines from the top; only those that differ are sent.
  func draw(_ text: String) throws {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    var frame = ""
    for y in 0..<max(lines.count, drawn.count) {
      let line = y < lines.count ? lines[y] : ""
      guard y >= drawn.count || drawn[y] != line else { continue }
      frame += "\u{1b}[\(y + 1);1H\(line)\u{1b}[K"
    }
    drawn = lines
    try console.print(frame)
  }

  /// Forgets what was drawn, so that everything is drawn anew.
  private func clear() throws {
    drawn = []
    try console.print("\u{1b}[2J")
  }

  // MARK: Keys

  /// Waits for keys or for another reason to draw.
  func next() throws -> Event {
    while true {
      let requests = TerminalMode.takeRequests()
      if requests.stops || requests.redraws {
        guard requests.stops ? TerminalMode.stop() : TerminalMode.renew() else {
          return .keys([.endOfInput])
        }
        try clear()
        return .redraw
      }
      var descriptors = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wakeEnd, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&descriptors, 2, decoder.isWaiting ? Self.patience : -1)
      if count == 0, let key = decoder.flush() { return .keys([key]) }
      guard count > 0 else { continue }
      if descriptors[1].revents != 0 { _ = bytes(wakeEnd) }
      guard descriptors[0].revents != 0 else { continue }
      guard let typed = bytes(STDIN_FILENO) else { return .keys([.endOfInput]) }
      let keys = decoder.keys(typed)
      if !keys.isEmpty { return .keys(keys) }
    }
  }

  /// What there is to read; `nil` at the end.
  private func bytes(_ descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = read(descriptor, &bytes, bytes.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return [] }
    return count > 0 ? Array(bytes.prefix(count)) : nil
  }
}
