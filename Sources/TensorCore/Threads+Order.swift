// Work split over threads, whose results are taken in order while the rest is still being made.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Threads {
  /// Hands the results of `body` for 0..<count to `take`, in order, each as soon as it is there.
  ///
  /// - `body` runs on up to `threads` threads, including this one; `take` runs on this one. If the
  ///   system gives fewer threads, those do the work.
  /// - `window`: how many results may wait at once; by default four a thread, however many there are.
  /// - Throws: what `take` throws, or the error of the lowest index that throws, after the results
  ///   before it were taken.
  package static func forEach<Result: Sendable>(
    _ count: Int, threads: Int, window: Int? = nil, _ body: @Sendable (Int) throws -> Result,
    take: (Result) throws -> Void
  ) throws {
    let helpers = helpers(for: min(threads, count))
    try withoutActuallyEscaping(body) { body in
      let work = OrderedWork(count: count, window: window ?? 4 * (helpers + 1), body)
      let started = (0..<helpers).compactMap { _ in startThread { work.help() } }
      defer {
        work.stop()
        for thread in started { pthread_join(thread, nil) }
      }
      try work.run(take)
    }
  }
}

/// The pieces that are being made, and those that are made and not yet taken.
private final class OrderedWork<Result: Sendable>: @unchecked Sendable {
  // Unchecked because the properties after `changed` are used under the lock only.
  private let body: @Sendable (Int) throws -> Result
  private let window: Int
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// The result of piece i at i modulo `window`.
  private var made: [Swift.Result<Result, any Error>?]
  private var begun = 0
  private var taken = 0
  /// After the last piece that is wanted: a failure is the last.
  private var end: Int

  init(count: Int, window: Int, _ body: @escaping @Sendable (Int) throws -> Result) {
    self.body = body
    self.window = window
    end = count
    made = Array(repeating: nil, count: window)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    pthread_cond_destroy(changed)
    lock.deallocate()
    changed.deallocate()
  }

  /// Makes pieces until no more are wanted.
  func help() {
    pthread_mutex_lock(lock)
    while begun < end { if !makeNext() { pthread_cond_wait(changed, lock) } }
    pthread_mutex_unlock(lock)
  }

  /// Takes all pieces, and makes some while it waits for the next one.
  func run(_ take: (Result) throws -> Void) throws {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while taken < end {
      guard let result = made[taken % window] else {
        if !makeNext() { pthread_cond_wait(changed, lock) }
        continue
      }
      made[taken % window] = nil
      taken += 1
      pthread_cond_broadcast(changed)
      try unlocked { try take(try result.get()) }
    }
  }

  /// Keeps all threads from beginning another piece.
  func stop() {
    pthread_mutex_lock(lock)
    end = 0
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(lock)
  }

  /// Makes the next piece, if there is one and room for its result.
  private func makeNext() -> Bool {
    guard begun < min(end, taken + window) else { return false }
    let index = begun
    begun += 1
    let result = unlocked { Swift.Result { try body(index) } }
    if case .failure = result { end = min(end, index + 1) }
    made[index % window] = result
    pthread_cond_broadcast(changed)
    return true
  }

  private func unlocked<Value>(_ body: () throws -> Value) rethrows -> Value {
    pthread_mutex_unlock(lock)
    defer { pthread_mutex_lock(lock) }
    return try body()
  }
}
