// Memory new from the system, for results of many megabytes.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Memory that nothing has been written to.
///
/// The system supplies its pages when they are first touched, 4 KB at a time. For a large tensor
/// that costs more than making its elements.
enum FreshMemory {
  /// The bytes of a large page.
  static let pageSize = 2 << 20

  /// Asks the system for large pages, if there are whole ones in `memory`.
  static func enlargePages(of memory: UnsafeMutableRawBufferPointer) {
    #if os(Linux)
      guard memory.count >= 2 * pageSize, let base = memory.baseAddress else { return }
      let first = (Int(bitPattern: base) + pageSize - 1) / pageSize * pageSize
      let end = (Int(bitPattern: base) + memory.count) / pageSize * pageSize
      // MADV_HUGEPAGE. It is only advice: a system that does not know it may refuse.
      madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, 14)
    #endif
  }
}
