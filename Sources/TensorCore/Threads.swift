// Work split over the processor's cores, by the operating system's threads: an asynchronous `main`
// would make a static executable start ten times more slowly.
// SPDX-License-Identifier: Apache-2.0

import CSystem

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Threads for work that is large enough to pay for them.
public enum Threads {
  /// The cores that this process may use.
  public static var available: Int {
    let cores = Int(regx_available_cores())
    return cores > 0 ? cores : max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1)
  }

  /// How many threads may be started beside this one. Where the address space is limited, their
  /// stacks and their share of the C library's heap must leave room for the work.
  static func helpers(for threads: Int) -> Int {
    var limit = rlimit()
    #if canImport(Glibc)
      let code = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    #else
      let code = getrlimit(RLIMIT_AS, &limit)
    #endif
    guard threads > 1, code == 0, limit.rlim_cur < 1 << 40 else { return max(0, threads - 1) }
    return min(threads - 1, max(0, Int(limit.rlim_cur >> 23) - 1))
  }

  /// The fewest elements that are worth a thread: some hundred microseconds of work.
  package static let least = 1 << 19

  /// A part begins at a multiple of this many elements: whole blocks of the Mersenne Twister, however
  /// many words an element takes.
  package static let grain = 4 * 4992

  /// `count` elements in nearly equal parts: as many as there are threads, fewer where a part would
  /// have less than `least` elements.
  package static func parts(
    of count: Int, threads: Int, least: Int = Threads.least
  ) -> [Range<Int>] {
    let parts = max(1, min(threads, count / max(least, grain)))
    var bounds = (0..<parts).map { part in
      let (whole, rest) = count.quotientAndRemainder(dividingBy: parts)
      return (part * whole + min(part, rest)) / grain * grain
    }
    bounds.append(count)
    return (0..<parts).map { bounds[$0]..<bounds[$0 + 1] }
  }

  /// The results of `body` for 0..<count, in order, made by up to `threads` threads, this one among
  /// them: the next free thread takes the next piece.
  ///
  /// If the system gives fewer threads, those do the work.
  ///
  /// - Throws: the error of the lowest index that throws; pieces beyond it may be left undone.
  public static func map<Result: Sendable>(
    _ count: Int, threads: Int, _ body: @Sendable (Int) throws -> Result
  ) throws -> [Result] {
    var results: [Result] = []
    results.reserveCapacity(count)
    try forEach(count, threads: threads, window: count, body) { results.append($0) }
    return results
  }
}

/// Runs `body` on a thread of its own; `nil` if the system gives none.
///
/// It takes no signals: handlers run in the thread that started the program, so they never interrupt
/// this one while it writes.
func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  let box = Unmanaged.passRetained(Box(body))
  // The system's default may be 8 MB of address space for each.
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setstacksize(&attributes, 1 << 20)
  defer { pthread_attr_destroy(&attributes) }
  // A thread begins with the mask of the one that starts it.
  var (all, before) = (sigset_t(), sigset_t())
  sigfillset(&all)
  pthread_sigmask(SIG_SETMASK, &all, &before)
  defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
  #if canImport(Darwin)
    var thread: pthread_t?
    let code = pthread_create(&thread, &attributes, { enter($0) }, box.toOpaque())
  #else
    var thread = pthread_t()
    let code = pthread_create(&thread, &attributes, { enter($0) }, box.toOpaque())
  #endif
  guard code == 0 else {
    box.release()
    return nil
  }
  return thread
}

private func enter(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
  return nil
}

private final class Box: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
