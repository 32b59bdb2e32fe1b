// A line on a terminal that says how far long work has come.

import Synchronization
import TensorCore

/// Tells how far the elements of a tensor have been made: nothing in the first second, nothing at
/// all where standard error is no terminal.
final class Progress: @unchecked Sendable {
  // Unchecked because of the console, which is used under the lock alone.
  private struct State {
    var made = 0
    var shown: ContinuousClock.Instant?
  }

  private let console: Console
  private let total: Int
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let state = Mutex(State())

  init(total: Int, on console: Console) {
    self.console = console
    self.total = total
    start = clock.now
  }

  deinit { state.withLock { if $0.shown != nil { console.write("\r\u{1b}[K") } } }

  /// Notes that `count` more elements are made, wherever and by whichever thread.
  func made(_ count: Int) {
    state.withLock { state in
      state.made += count
      let now = clock.now
      let pause: Duration = state.shown == nil ? .seconds(1) : .milliseconds(200)
      guard now - (state.shown ?? start) >= pause else { return }
      state.shown = now
      tell(state.made, after: now - start)
    }
  }

  private func tell(_ made: Int, after duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let rate = Double(made) / (Double(seconds) + Double(attoseconds) * 1e-18)
    // A printer reads twice: for the columns' width, then for the text.
    let done = made > total ? (made - 1) % total + 1 : made
    let left = Double(total - done) / max(rate, 1)
    console.write(
      "\r\(100 * Double(done) / Double(total), digits: 1)% of \(total) elements,"
        + " \(rate / 1e6, digits: 1) million a second, \(left, digits: 0) s left\u{1b}[K")
  }
}

/// A source that tells how much of it has been read.
struct Watched<Element: Scalar>: Source {
  private var base: any Source<Element>
  private let progress: Progress

  init(_ base: any Source<Element>, by progress: Progress) {
    self.base = base
    self.progress = progress
  }

  var shape: Shape { base.shape }
  var memoryOrder: MemoryOrder? { base.memoryOrder }
  var bases: [any Source] { [base] }

  mutating func fill(_ block: inout MutableSpan<Element>, from start: Int) throws {
    try base.fill(&block, from: start)
    progress.made(block.count)
  }
}

/// `source`, watched where somebody looks and there is something to watch.
func watched(_ source: any Source, on console: Console, _ options: Options) -> any Source {
  func watch<S: Source>(_ source: S) -> any Source {
    Watched<S.Element>(source, by: Progress(total: source.shape.count, on: console))
  }
  let worthIt = console.errIsTerminal && !options.quiet && source.shape.count > 1 << 20
  return worthIt ? watch(source) : source
}

extension DefaultStringInterpolation {
  /// A number with this many digits behind the point.
  fileprivate mutating func appendInterpolation(_ value: Double, digits: Int) {
    let scale = digits == 0 ? 1.0 : 10.0
    guard value.isFinite, value < 1e15 else { return appendLiteral("?") }
    let rounded = (value * scale).rounded()
    let whole = Int(rounded / scale)
    appendLiteral(digits == 0 ? "\(whole)" : "\(whole).\(Int(rounded) % 10)")
  }
}
