// The memory of a Mersenne Twister.
// SPDX-License-Identifier: Apache-2.0

extension MT19937 {
  /// 624 words, then room for a copy of the first 16, from the beginning of a cache line on: a
  /// vector that lies across two lines is loaded and stored in two steps. An array would begin
  /// where its object's head ends.
  ///
  /// Unchecked, because a generator writes only to a block that no other one refers to.
  final class Block: @unchecked Sendable {
    let words: UnsafeMutablePointer<UInt32>

    private static let size = wordCount + 16

    private static func memory() -> UnsafeMutableRawPointer {
      .allocate(byteCount: 4 * size, alignment: 64)
    }

    /// Zeros.
    init() {
      words = Self.memory().initializeMemory(as: UInt32.self, repeating: 0, count: Self.size)
    }

    init(copying other: Block) {
      words = Self.memory().initializeMemory(
        as: UInt32.self, from: other.words, count: Self.size)
    }

    deinit { words.deallocate() }
  }
}
