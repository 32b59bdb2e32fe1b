// A line on a terminal that says how far long work has come.
// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TensorCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Tells how far the elements of a tensor have been made: nothing in the first second, nothing at
/// all where standard error is no terminal.
final class Progress: @unchecked Sendable {
  // Unchecked because of the console, which is used under the lock alone.
  private struct State {
    var made = 0
    /// When the line was last shown.
    var shown: Double?
  }

  private let console: Console
  private let total: Int
  private let start = Progress.now
  private let state = Mutex(State())

  init(total: Int, on console: Console) {
    self.console = console
    self.total = total
  }

  deinit { state.withLock { if $0.shown != nil { console.write("\r\u{1b}[K") } } }

  /// Notes that `count` more elements are made, wherever and by whichever thread.
  func made(_ count: Int) {
    state.withLock { state in
      state.made += count
      let now = Self.now
      let pause = state.shown == nil ? 1 : 0.2
      guard now - (state.shown ?? start) >= pause else { return }
      state.shown = now
      tell(state.made, after: now - start)
    }
  }

  /// Seconds since some moment. `ContinuousClock` would bring the concurrency runtime into the
  /// program, which every start would wait for.
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private func tell(_ made: Int, after seconds: Double) {
    let rate = Double(made) / seconds
    // A printer reads twice: for the columns' width, then for the text.
    let done = made > total ? (made - 1) % total + 1 : made
    let left = Double(total - done) / max(rate, 1)
    console.write(
      "\r\(100 * Double(done) / Double(total), digits: 1)% of \(total) elements,"
        + " \(rate / 1e6, digits: 1) million a second, \(left, digits: 0) s left\u{1b}[K")
  }
}

/// Tells of values that have to be drawn one after the other: what is ahead, as soon as the pace is
/// known, and on a terminal how far they are.
final class OrderedProgress: @unchecked Sendable {
  // Unchecked because of the console, which is used under the lock alone.
  private struct State {
    var isTold = false
    /// When the present work was begun, and when its line was last shown.
    var start = Progress.now
    var shown: Double?
    var done = 0
  }

  private let console: Console
  private let state = Mutex(State())

  init(on console: Console) { self.console = console }

  func made(_ done: Int, of total: Int) {
    state.withLock { state in
      let now = Progress.now
      // Other work of the kind.
      if done < state.done { (state.start, state.shown) = (now, nil) }
      state.done = done
      let seconds = (now - state.start) / Double(done) * Double(total - done)
      if !state.isTold, seconds > 10 {
        state.isTold = true
        console.say(
          "regx: these \(total) draws can only be made one after the other: about"
            + " \(duration(seconds))")
      }
      guard console.errIsTerminal, state.isTold, now - (state.shown ?? 0) > 0.2 || done == total
      else { return }
      state.shown = now
      console.write(
        done == total
          ? "\r\u{1b}[K"
          : "\r\(100 * Double(done) / Double(total), digits: 1)% drawn, \(duration(seconds))"
            + " left\u{1b}[K")
    }
  }
}

/// Seconds as one says them: `40 s`, `12 min`, `3 h`, `5 days`.
func duration(_ seconds: Double) -> String {
  for (unit, name) in [(86_400.0, " days"), (3600, " h"), (60, " min")] where seconds >= 2 * unit {
    return "\(seconds / unit, digits: 0)\(name)"
  }
  return "\(seconds, digits: 0) s"
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
func watched(_ source: any Source, on console: Console, _ flags: OutputFlags) -> any Source {
  func watch<S: Source>(_ source: S) -> any Source {
    Watched<S.Element>(source, by: Progress(total: source.shape.count, on: console))
  }
  let worthIt =
    console.errIsTerminal && !console.isDumb && !flags.quiet && source.shape.count > 1 << 20
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
