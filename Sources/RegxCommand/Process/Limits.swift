// What the system lets the process have, looked at before anything is done.
// SPDX-License-Identifier: Apache-2.0

import CSystem

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The limits of a shell's `ulimit`.
enum Limits {
  /// The least address space and stack that every command does its work in, but for what is held of
  /// a tensor.
  private static let (leastSpace, leastStack): (rlim_t, rlim_t) = (32 << 20, 256 << 10)

  /// Why the process cannot do its work; `nil` if it can.
  static var problem: String? {
    if let stack = soft(RLIMIT_STACK), stack < leastStack {
      return "out of memory: the stack is limited to \(stack >> 10) KB, and needs"
        + " \(leastStack >> 10); raise it with 'ulimit -s'"
    }
    guard let space = soft(RLIMIT_AS) else { return nil }
    let limit = "out of memory: the address space is limited to \(space >> 10) KB"
    if space < leastSpace {
      return "\(limit), and needs \(leastSpace >> 10); raise it with 'ulimit -v'"
    }
    shareHeap()
    lastWords = strdup("regx: \(limit); raise it with 'ulimit -v'\n")
    // Where there is no memory for an array, Swift's runtime aborts the process.
    signal(SIGABRT) { _ in
      if let words = Limits.lastWords { _ = write(STDERR_FILENO, words, strlen(words)) }
      _exit(2)
    }
    return nil
  }

  /// Lets all threads share one heap: one of its own for each would take 64 MB of address space.
  private static func shareHeap() {
    #if canImport(Glibc)
      mallopt(-8, 1)  // M_ARENA_MAX
    #endif
  }

  // Read by a signal handler, which may touch nothing but plain memory.
  nonisolated(unsafe) private static var lastWords: UnsafeMutablePointer<CChar>?

  #if canImport(Glibc)
    private typealias Resource = __rlimit_resource
  #else
    private typealias Resource = Int32
  #endif

  /// The limit in force; `nil` if there is none.
  private static func soft(_ resource: Resource) -> rlim_t? {
    var limit = rlimit()
    #if canImport(Glibc)
      let code = getrlimit(__rlimit_resource_t(resource.rawValue), &limit)
    #else
      let code = getrlimit(resource, &limit)
    #endif
    return code == 0 && limit.rlim_cur < rlim_t(Int64.max) ? limit.rlim_cur : nil
  }
}
