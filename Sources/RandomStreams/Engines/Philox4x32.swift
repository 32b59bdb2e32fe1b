// Philox-4x32 with 10 rounds, the bit generator of GPUs, TensorFlow and PyTorch's compiler.
//
// Source: Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// A block cipher of four words in counter mode: word i is word i mod 4 of block i / 4.
///
/// A counter has 128 bits: the low half is the block's number, the high half names a stream, of
/// which a GPU has one for each thread. Nothing is kept but the key and the counter, so skipping
/// costs nothing.
public struct Philox4x32: BitGenerator, Hashable {
  public typealias Word = UInt32

  /// The first word of the key in the low half, the second in the high half.
  public let key: UInt64
  /// The high half of the counter.
  public let stream: UInt64
  /// The number of the block that the next word is in.
  private var number: UInt64 = 0
  /// The words of that block that have been drawn.
  private var drawn = 0

  /// The words of a key, from the first block of a stream on.
  public init(key: UInt64, stream: UInt64 = 0) {
    self.key = key
    self.stream = stream
  }

  public mutating func next() -> UInt32 {
    let word = Self.block(number, of: stream, key: key)[drawn]
    advance(by: 1)
    return word
  }

  public mutating func fill(_ block: inout MutableSpan<UInt32>) {
    block.withUnsafeMutableBufferPointer { words in
      if let memory = words.baseAddress { write(words.count, to: memory) }
    }
  }

  /// Writes the next `count` words to `memory`.
  mutating func write(_ count: Int, to memory: UnsafeMutablePointer<UInt32>) {
    var done = 0
    // The rest of a block that was begun, whole blocks, the beginning of another.
    while drawn > 0, done < count {
      memory[done] = next()
      done += 1
    }
    let blocks = (count - done) / 4
    Self.writeBlocks(blocks, from: number, of: stream, key: key, to: memory + done)
    number &+= UInt64(blocks)
    done += 4 * blocks
    while done < count {
      memory[done] = next()
      done += 1
    }
  }

  public mutating func advance(by distance: UInt64) {
    let place = drawn + Int(distance % 4)
    number &+= distance / 4 &+ UInt64(place / 4)
    drawn = place % 4
  }

  /// Skips whole blocks.
  mutating func advance(byBlocks distance: UInt64) { number &+= distance }
}

extension Philox4x32 {
  /// What changes from one counter to the next.
  enum Counting { case numbers, streams }

  /// The four words of a block.
  static func block(_ number: UInt64, of stream: UInt64, key: UInt64) -> SIMD4<UInt32> {
    var x = SIMD4(
      UInt32(truncatingIfNeeded: number), UInt32(truncatingIfNeeded: number >> 32),
      UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32))
    var key0 = UInt32(truncatingIfNeeded: key)
    var key1 = UInt32(truncatingIfNeeded: key >> 32)
    for _ in 0..<10 {
      let first = x.x.multipliedFullWidth(by: 0xd251_1f53)
      let second = x.z.multipliedFullWidth(by: 0xcd9e_8d57)
      x = SIMD4(second.high ^ x.y ^ key0, second.low, first.high ^ x.w ^ key1, first.low)
      key0 &+= 0x9e37_79b9
      key1 &+= 0xbb67_ae85
    }
    return x
  }

  /// Writes the words of `count` blocks, from block `number` of `stream` on.
  static func writeBlocks(
    _ count: Int, from number: UInt64, of stream: UInt64, key: UInt64,
    counting: Counting = .numbers, to memory: UnsafeMutablePointer<UInt32>
  ) {
    let kernels = Kernels.inUse
    forEachRun(of: count, number, stream, counting) { number, stream, run, done in
      kernels.philoxBlocks(
        key, number, stream, counting == .streams, memory + 4 * done, run)
    }
  }

  /// Writes one word of each of `count` blocks, the one at place `word`, from block `number` of
  /// `stream` on.
  static func writeWords(
    _ count: Int, at word: Int, from number: UInt64, of stream: UInt64, key: UInt64,
    counting: Counting = .numbers, to memory: UnsafeMutablePointer<UInt32>
  ) {
    let kernels = Kernels.inUse
    forEachRun(of: count, number, stream, counting) { number, stream, run, done in
      kernels.philoxWords(
        key, number, stream, counting == .streams, word, memory + done, run)
    }
  }

  /// Calls `body` up to where the low 32 bits of what is counted wrap, and on from there.
  private static func forEachRun(
    of count: Int, _ number: UInt64, _ stream: UInt64, _ counting: Counting,
    _ body: (_ number: UInt64, _ stream: UInt64, _ run: Int, _ done: Int) -> Void
  ) {
    var (number, stream, done) = (number, stream, 0)
    while done < count {
      let low = UInt32(truncatingIfNeeded: counting == .streams ? stream : number)
      let run = Int(min(UInt64(count - done), (1 << 32) - UInt64(low)))
      body(number, stream, run, done)
      switch counting {
      case .numbers: number &+= UInt64(run)
      case .streams: stream &+= UInt64(run)
      }
      done += run
    }
  }
}
