// Independent pieces of work on several threads, with results in order.

import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Work that threads take piece by piece, the next free thread the next piece.
///
/// Which thread does what changes nothing in the results, so they are the same for any number of
/// threads.
package enum Sweep {
  /// The processors that can work at the same time.
  package static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// The results of `body` for 0..<count, in order.
  ///
  /// - Throws: the error of the lowest index that throws; pieces beyond it may be left undone.
  package static func map<Result: Sendable>(
    _ count: Int, threads: Int, _ body: @escaping @Sendable (Int) throws -> Result
  ) throws -> [Result] {
    let work = Work(count: count, body)
    let helpers = min(threads, count) - 1
    // Threads that cannot be had are done without.
    let started = (0..<max(0, helpers)).compactMap { _ in startThread { work.run() } }
    work.run()
    for thread in started { pthread_join(thread, nil) }
    return try work.results()
  }
}

/// The pieces, and what came of them.
private final class Work<Result: Sendable>: Sendable {
  private let count: Int
  private let body: @Sendable (Int) throws -> Result
  private let next = Atomic<Int>(0)
  private let failed = Atomic<Bool>(false)
  private let done: Mutex<[Swift.Result<Result, any Error>?]>

  init(count: Int, _ body: @escaping @Sendable (Int) throws -> Result) {
    self.count = count
    self.body = body
    done = Mutex(Array(repeating: nil, count: count))
  }

  /// Takes pieces until none is left. After a failure none is begun: those before it are begun
  /// already, so the lowest failure is known.
  func run() {
    while !failed.load(ordering: .relaxed) {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      let result = Swift.Result { try body(index) }
      if case .failure = result { failed.store(true, ordering: .relaxed) }
      done.withLock { $0[index] = result }
    }
  }

  func results() throws -> [Result] {
    try done.withLock { try $0.compactMap { try $0?.get() } }
  }
}

/// Runs `body` on a thread of its own; `nil` if the system gives none.
private func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  let box = Unmanaged.passRetained(Box(body))
  #if canImport(Darwin)
    var thread: pthread_t?
    let code = pthread_create(&thread, nil, { run($0) }, box.toOpaque())
  #else
    var thread = pthread_t()
    let code = pthread_create(&thread, nil, { run($0) }, box.toOpaque())
  #endif
  guard code == 0 else {
    box.release()
    return nil
  }
  return thread
}

private func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
  return nil
}

private final class Box: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
