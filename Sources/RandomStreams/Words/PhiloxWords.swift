// Words of Philox in the order in which frameworks assign them to elements.
// SPDX-License-Identifier: Apache-2.0

/// The words of consecutive blocks, one after the other.
struct PhiloxStream: IndexedWords {
  let origin: Philox4x32

  func write(_ count: Int, from index: UInt64, to memory: UnsafeMutablePointer<UInt32>) {
    var generator = origin
    generator.advance(by: index)
    generator.write(count, to: memory)
  }
}

/// The first word of each block: element i has block i.
struct PhiloxBlocks: IndexedWords {
  let key: UInt64

  func write(_ count: Int, from index: UInt64, to memory: UnsafeMutablePointer<UInt32>) {
    Philox4x32.writeWords(count, at: 0, from: index, of: 0, key: key, to: memory)
  }
}
