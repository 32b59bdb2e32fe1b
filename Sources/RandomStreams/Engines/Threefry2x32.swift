// Threefry-2x32 with 20 rounds, the bit generator of JAX's keys.
//
// Source: Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011; its use for words
// in threefry2x32.py of JAX 0.10.2 (`jax_threefry_partitionable`, the default), Apache-2.0.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// A block cipher of two words in counter mode: word i is the xor of the two halves of block i.
///
/// Nothing is kept but the key and the counter, so skipping costs nothing.
public struct Threefry2x32: BitGenerator, Hashable {
  public typealias Word = UInt32

  /// The first word of the key.
  public let key0: UInt32
  /// The second word of the key.
  public let key1: UInt32
  private var counter: UInt64 = 0

  /// The words of a key, from the first on.
  public init(key0: UInt32, key1: UInt32) {
    self.key0 = key0
    self.key1 = key1
  }

  public mutating func next() -> UInt32 {
    let (a, b) = block(counter)
    counter &+= 1
    return a ^ b
  }

  public mutating func fill(_ block: inout MutableSpan<UInt32>) {
    block.withUnsafeMutableBytes { bytes in
      if let memory = bytes.baseAddress { write(bytes.count / 4, to: memory) }
    }
  }

  /// Writes the next `count` words to `memory`.
  mutating func write(_ count: Int, to memory: UnsafeMutableRawPointer) {
    let kernels = Kernels.inUse
    var done = 0
    while done < count {
      // Up to where the low half of the counter wraps: one high half for all.
      let (high, low) = Self.halves(counter)
      let run = Int(min(UInt64(count - done), (1 << 32) - UInt64(low)))
      kernels.threefry(
        key0, key1, high, low, (memory + 4 * done).assumingMemoryBound(to: UInt32.self), run)
      counter &+= UInt64(run)
      done += run
    }
  }

  public mutating func advance(by distance: UInt64) { counter &+= distance }

  /// Both halves of block `number`.
  func block(_ number: UInt64) -> (UInt32, UInt32) {
    let (high, low) = Self.halves(number)
    return encrypt(high, low)
  }

  private static func halves(_ number: UInt64) -> (high: UInt32, low: UInt32) {
    (UInt32(truncatingIfNeeded: number >> 32), UInt32(truncatingIfNeeded: number))
  }

  @inline(__always)
  func encrypt(_ high: UInt32, _ low: UInt32) -> (UInt32, UInt32) {
    let keys = (key0, key1, key0 ^ key1 ^ 0x1BD1_1BDA)
    var (a, b) = (high &+ keys.0, low &+ keys.1)

    @inline(__always)
    func mix(_ rotation: UInt32) {
      a = a &+ b
      b = b &<< rotation | b &>> (32 - rotation)
      b ^= a
    }
    @inline(__always)
    func even() {
      mix(13)
      mix(15)
      mix(26)
      mix(6)
    }
    @inline(__always)
    func odd() {
      mix(17)
      mix(29)
      mix(16)
      mix(24)
    }
    @inline(__always)
    func inject(_ first: UInt32, _ second: UInt32, _ round: UInt32) {
      a = a &+ first
      b = b &+ second &+ round
    }
    even()
    inject(keys.1, keys.2, 1)
    odd()
    inject(keys.2, keys.0, 2)
    even()
    inject(keys.0, keys.1, 3)
    odd()
    inject(keys.1, keys.2, 4)
    even()
    inject(keys.2, keys.0, 5)
    return (a, b)
  }
}

extension Threefry2x32 {
  /// Hands `count` words from number `start` on to `body`, run by run; `body` is told how many came
  /// before.
  func forEachRun(
    of count: Int, from start: UInt64, _ body: (_ words: Span<UInt32>, _ before: Int) -> Void
  ) {
    let limit = 1024
    var generator = self
    generator.advance(by: start)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: min(limit, count)) { buffer in
      var before = 0
      while before < count {
        let run = UnsafeMutableBufferPointer(rebasing: buffer.prefix(min(limit, count - before)))
        var words = run.mutableSpan
        generator.fill(&words)
        body(words.span, before)
        before += run.count
      }
    }
  }
}
