// The terminal while a screen is drawn on it: how it is entered, and left whatever happens.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The process's terminal in the mode in which each key is told at once, on its alternate screen.
///
/// Static, for a signal handler may touch nothing but plain memory, and a process has one terminal.
enum TerminalMode {
  nonisolated(unsafe) private static var original = termios()
  nonisolated(unsafe) private static var isEntered = false
  nonisolated(unsafe) private static var isToStop = false
  nonisolated(unsafe) private static var isToRedraw = false
  /// The end of a pipe that a handler writes to, so that whoever waits for keys wakes up.
  nonisolated(unsafe) private static var wakeEnd: Int32 = -1

  /// What a signal has asked for since the last time.
  struct Requests {
    var stops = false
    var redraws = false
  }

  /// Enters the mode and has signals leave it again.
  ///
  /// - Returns: the descriptor that can be read from when a signal has come; `nil`, with the
  ///   terminal as it was, where the system refuses.
  static func enter() -> Int32? {
    var ends: [Int32] = [-1, -1]
    guard tcgetattr(STDIN_FILENO, &original) == 0, pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    wakeEnd = ends[1]
    handleEnds()
    handle(SIGTSTP) { _ in
      TerminalMode.isToStop = true
      TerminalMode.wake()
    }
    for number in [SIGWINCH, SIGCONT] {
      handle(number) { _ in
        TerminalMode.isToRedraw = true
        TerminalMode.wake()
      }
    }
    guard begin() else { return nil }
    return ends[0]
  }

  /// Puts the terminal into the mode, again after it was stopped.
  private static func begin() -> Bool {
    var mode = original
    // Keys come one by one and are not echoed; control-C, -Z and -\ stay signals, which work even
    // while something is computed.
    mode.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
    mode.c_iflag &= ~tcflag_t(IXON | ICRNL)
    withUnsafeMutableBytes(of: &mode.c_cc) { bytes in
      bytes[Int(VMIN)] = 1
      bytes[Int(VTIME)] = 0
    }
    // Before anything is written: in the background this stops the process, as it should.
    guard tcsetattr(STDIN_FILENO, TCSADRAIN, &mode) == 0 else { return false }
    isEntered = true
    put("\u{1b}[?1049h\u{1b}[?25l\u{1b}[?7l\u{1b}[2J")
    return true
  }

  /// Leaves the terminal as it was found. A signal handler may call it.
  static func leave() {
    guard isEntered else { return }
    put("\u{1b}[0m\u{1b}[?7h\u{1b}[?25h\u{1b}[?1049l")
    // Whoever is in the background by now may still put things right.
    signal(SIGTTOU, SIG_IGN)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &original)
    signal(SIGTTOU, SIG_DFL)
    // Last: a signal that comes meanwhile does all of it again.
    isEntered = false
  }

  /// What signals have asked for, and forgets it.
  static func takeRequests() -> Requests {
    defer { (isToStop, isToRedraw) = (false, false) }
    return Requests(stops: isToStop, redraws: isToRedraw)
  }

  /// Stops the process as control-Z does, with the terminal as it was; returns when it goes on.
  static func stop() -> Bool {
    leave()
    let before = signal(SIGTSTP, SIG_DFL)
    raise(SIGTSTP)
    signal(SIGTSTP, before)
    return begin()
  }

  /// Puts the terminal into the mode again: after a stop that cannot be caught somebody else may
  /// have set it.
  static func renew() -> Bool { begin() }

  // MARK: Signals

  /// Whatever ends the process, and most of what may kill it, leaves the terminal first.
  private static func handleEnds() {
    for number in [
      SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV,
    ] {
      handle(number) { number in
        TerminalMode.leave()
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// Sets a handler, unless the signal is ignored, as `nohup` has it.
  private static func handle(_ number: Int32, _ handler: @convention(c) (Int32) -> Void) {
    let before = signal(number, handler)
    // Handlers are told apart by their addresses; C has no other way either.
    if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
      signal(number, SIG_IGN)
    }
  }

  private static func wake() {
    let number = errno
    put(".", to: wakeEnd)
    errno = number
  }

  private static func put(_ text: StaticString, to descriptor: Int32 = STDOUT_FILENO) {
    _ = write(descriptor, text.utf8Start, text.utf8CodeUnitCount)
  }
}
