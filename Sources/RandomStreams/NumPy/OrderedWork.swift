// Draws that have to be made one after the other: somebody may want to know how far they are.

import Synchronization

/// Tells of long work that nothing can shorten.
package enum OrderedWork {
  /// Values from one notice to the next: about a tenth of a second of normals.
  static let piece = 1 << 24

  private static let observer = Mutex<(@Sendable (_ done: Int, _ total: Int) -> Void)?>(nil)

  /// From now on hands to `body`, now and then, how many of how many values are drawn; nothing of
  /// work shorter than 2^24 values.
  package static func observe(_ body: (@Sendable (_ done: Int, _ total: Int) -> Void)?) {
    observer.withLock { $0 = body }
  }

  static func tell(_ done: Int, of total: Int) {
    observer.withLock { $0 }?(done, total)
  }
}
