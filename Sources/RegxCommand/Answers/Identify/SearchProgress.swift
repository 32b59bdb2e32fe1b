// A line on a terminal that says how far a search has come.
// SPDX-License-Identifier: Apache-2.0

import Identification
import Synchronization
import TensorFormats

/// Tells how far a search has come and how long the rest will take: nothing in the first second,
/// nothing at all where standard error is no terminal.
final class SearchProgress: @unchecked Sendable {
  // Unchecked because of the console, which is used under the lock alone.
  private let console: Console
  private let start = Progress.now
  /// When the line was last shown.
  private let shown = Mutex<Double?>(nil)

  private init(on console: Console) { self.console = console }

  /// What `search` answers, which is watched and may be interrupted.
  static func shown<Answer>(
    on console: Console, isQuiet: Bool, _ search: (SearchMonitor) throws -> Answer
  ) rethrows -> Answer {
    let isCancelled: @Sendable () -> Bool = { Interruption.isWaiting }
    guard !isQuiet, console.errIsTerminal, !console.isDumb else {
      return try search(SearchMonitor(isCancelled: isCancelled))
    }
    let progress = SearchProgress(on: console)
    defer { progress.clear() }
    return try search(
      SearchMonitor(progress: { progress.tell($0) }, isCancelled: isCancelled))
  }

  private func tell(_ share: Double) {
    shown.withLock { shown in
      let now = Progress.now
      guard share > 0, now - (shown ?? start) >= (shown == nil ? 1 : 0.2) else { return }
      shown = now
      let left = (now - start) / share * (1 - share)
      console.write(
        "\r\(percent(share)) of the search, \(duration(left)) left; Ctrl-C shows what was found so"
          + " far\u{1b}[K")
    }
  }

  private func percent(_ share: Double) -> String { "\(Int(100 * min(share, 1)))%" }

  private func clear() {
    shown.withLock { if $0 != nil { console.write("\r\u{1b}[K") } }
  }
}
