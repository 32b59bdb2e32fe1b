// Timing one body: the best of several runs of calls, in nanoseconds.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Which clock tells the time.
enum Clock {
  /// The time that this process has computed: what else the machine does is not in it.
  case process
  /// The time on the wall, for several threads.
  case wall

  var now: Double {
    var time = timespec()
    clock_gettime(self == .process ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }
}

/// The time of one call of `body` in nanoseconds.
///
/// A call is repeated until a run of them takes some tenths of a millisecond, and the best run of
/// those that fit in `span` nanoseconds counts: a disturbance can only lengthen one.
func time(over span: Double, _ clock: Clock = .process, _ body: () -> Void) -> Double {
  let begin = clock.now
  body()
  let calls = max(1, Int(200_000 / max(clock.now - begin, 100)))
  var best = Double.infinity
  let start = clock.now
  repeat {
    let run = clock.now
    for _ in 0..<calls { body() }
    best = min(best, clock.now - run)
  } while clock.now - start < span
  return best / Double(calls)
}
