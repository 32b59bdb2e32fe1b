// How far a search has come.

import Identification
import Synchronization
import TensorFormats

/// A line on a terminal for a search that takes longer than a second.
final class SearchProgress: @unchecked Sendable {
  // Unchecked because of the console; `Progress` guards its own state.
  private let progress: Progress?
  private let made = Mutex(0)
  private static let total = 10_000

  init(on console: Console, isQuiet: Bool) {
    progress = isQuiet || !console.errIsTerminal ? nil : Progress(total: Self.total, on: console)
  }

  var monitor: SearchMonitor {
    SearchMonitor(
      progress: { [self] share in
        let now = Int(share * Double(Self.total))
        let step = made.withLock { made in
          defer { made = Swift.max(made, now) }
          return Swift.max(0, now - made)
        }
        if step > 0 { progress?.made(step) }
      },
      isCancelled: { Interruption.isWaiting })
  }
}
