// What an interrupt must not leave behind.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file that the process is writing, removed when a signal ends the process.
///
/// Only where `removeOnInterrupt()` was called, which is for a process that runs one command: a
/// test that runs several at once has no single unfinished file.
enum Unfinished {
  // Read by a signal handler, which may touch nothing but plain memory.
  nonisolated(unsafe) private static var path: UnsafeMutablePointer<CChar>?
  nonisolated(unsafe) private static var isGuarded = false

  /// From now on removes the unfinished file when the process is interrupted; then the signal ends
  /// it as it would have.
  static func removeOnInterrupt() {
    isGuarded = true
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let before = signal(number) { number in
        if let path = Unfinished.path { unlink(path) }
        signal(number, SIG_DFL)
        raise(number)
      }
      // `nohup`, and shells that start jobs in the background, have signals ignored: so be it.
      if isIgnored(before) { signal(number, SIG_IGN) }
    }
  }

  /// Names the file that is not complete.
  static func remember(_ name: String) {
    if isGuarded { path = strdup(name) }
  }

  /// There is no such file any more.
  static func forget() {
    guard isGuarded else { return }
    // In this order: a signal may come in between.
    let old = path
    path = nil
    free(old)
  }

  private static func isIgnored(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
    // Handlers are told apart by their addresses; C has no other way either.
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
