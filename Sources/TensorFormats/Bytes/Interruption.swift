// What an interrupt must not leave behind, and what is said then.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a signal that ends the process does first: it removes the file that is being written, and
/// says how to go on.
///
/// Only where `handle()` was called, which is for a process that runs one command: a test that runs
/// several at once has no single unfinished file. The threads that this package starts take no
/// signals, so a handler never runs beside the thread that it interrupts.
package enum Interruption {
  // Read by a signal handler, which may touch nothing but plain memory.
  nonisolated(unsafe) private static var path: UnsafeMutablePointer<CChar>?
  nonisolated(unsafe) private static var words: UnsafeMutablePointer<CChar>?
  nonisolated(unsafe) private static var isHandled = false
  nonisolated(unsafe) private static var isDeferred = false
  nonisolated(unsafe) private static var waiting: Int32 = 0

  /// From now on a signal does so, and then ends the process as it would have.
  package static func handle() {
    isHandled = true
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let before = signal(number) { number in
        // One that comes in the middle waits for the end of it; a second one does not.
        if Interruption.isDeferred, Interruption.waiting == 0 {
          Interruption.waiting = number
        } else {
          Interruption.end(by: number)
        }
      }
      // `nohup`, and shells that start jobs in the background, have signals ignored: so be it.
      if isIgnored(before) { signal(number, SIG_IGN) }
    }
  }

  /// Whether a signal has come that waits for the end of `withoutInterruption`: long work asks now
  /// and then, and stops.
  package static var isWaiting: Bool { waiting != 0 }

  /// Names the file that is not complete.
  package static func remember(_ name: String) {
    if isHandled { path = strdup(name) }
  }

  /// There is no such file any more.
  package static func forget() {
    // In this order: a signal may come in between.
    let old = path
    path = nil
    free(old)
  }

  /// Does what must be done wholly or not at all; then `lastWords` is what an interrupt says.
  package static func withoutInterruption(
    _ body: () throws -> Void, then lastWords: @autoclosure () -> String
  ) rethrows {
    isDeferred = true
    defer {
      isDeferred = false
      if waiting != 0 { end(by: waiting) }
    }
    try body()
    guard isHandled else { return }
    let old = words
    words = strdup(lastWords())
    free(old)
  }

  private static func end(by number: Int32) {
    if let path { unlink(path) }
    if let words { _ = write(STDERR_FILENO, words, strlen(words)) }
    signal(number, SIG_DFL)
    raise(number)
  }

  private static func isIgnored(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
    // Handlers are told apart by their addresses; C has no other way either.
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
