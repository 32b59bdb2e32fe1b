// Work split over the processor's cores, with the operating system's own threads: an asynchronous
// `main` would cost a static executable ten times its start.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

#if os(Linux)
  /// `sched_getaffinity`, a GNU extension that Swift's import of the C library leaves out.
  @_silgen_name("sched_getaffinity")
  private func affinity(
    _ process: Int32, _ byteCount: Int, _ set: UnsafeMutablePointer<UInt64>
  ) -> Int32
#endif

/// Threads for work that is large enough to pay for them.
public enum Threads {
  /// The cores that this process may use.
  public static var available: Int {
    #if os(Linux)
      // A bit for each core; 8192 of them are more than Linux has.
      var set = [UInt64](repeating: 0, count: 128)
      if affinity(0, 1024, &set) >= 0 {
        return max(set.reduce(0) { $0 + $1.nonzeroBitCount }, 1)
      }
    #endif
    return max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1)
  }

  /// The fewest elements that are worth a thread of their own: some hundred microseconds.
  static let least = 1 << 19

  /// A part begins at a multiple of this many elements: pages of any element type, and blocks of
  /// generators.
  static let grain = 4 * 4992

  /// `count` elements in nearly equal parts: as many as there are threads, fewer where the parts
  /// would not be worth a thread.
  public static func parts(of count: Int, threads: Int) -> [Range<Int>] {
    let parts = max(1, min(threads, count / least))
    var bounds = (0..<parts).map { part in
      let (whole, rest) = count.quotientAndRemainder(dividingBy: parts)
      return (part * whole + min(part, rest)) / grain * grain
    }
    bounds.append(count)
    return (0..<parts).map { bounds[$0]..<bounds[$0 + 1] }
  }

  /// Calls `body` with 0, 1, … `count` - 1, each in a thread of its own, the last in this one;
  /// returns when all have returned.
  ///
  /// - Throws: what the first of the parts, in their order, has thrown.
  public static func run(_ count: Int, _ body: @Sendable (Int) throws -> Void) throws {
    try withoutActuallyEscaping(body) { body in
      let works = (0..<count).map { number in Work { try body(number) } }
      let threads = works.dropLast().map { start($0) }
      works.last?.run()
      for (thread, work) in zip(threads, works) {
        if let thread {
          pthread_join(thread, nil)
        } else {
          // The system has no more threads.
          work.run()
        }
      }
      for work in works {
        if let error = work.error { throw error }
      }
    }
  }

  private static func start(_ work: Work) -> pthread_t? {
    let argument = Unmanaged.passRetained(work)
    #if canImport(Darwin)
      var thread: pthread_t?
      let code = pthread_create(&thread, nil, Self.entry, argument.toOpaque())
    #else
      var thread = pthread_t()
      let code = pthread_create(&thread, nil, Self.entry, argument.toOpaque())
    #endif
    guard code == 0 else {
      argument.release()
      return nil
    }
    return thread
  }

  #if canImport(Darwin)
    private typealias Argument = UnsafeMutableRawPointer
  #else
    private typealias Argument = UnsafeMutableRawPointer?
  #endif

  private static let entry: @convention(c) (Argument) -> UnsafeMutableRawPointer? = { argument in
    let argument: UnsafeMutableRawPointer? = argument
    Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().run()
    return nil
  }

  /// A part of the work and how it ended. Its thread writes, and who joins the thread reads.
  private final class Work: @unchecked Sendable {
    private let body: () throws -> Void
    private(set) var error: (any Error)?

    init(_ body: @escaping () throws -> Void) { self.body = body }

    func run() {
      do { try body() } catch { self.error = error }
    }
  }
}
