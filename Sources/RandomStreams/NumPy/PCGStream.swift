// The words of `default_rng`: 64 bits, or 32 at a time with one half kept.
// SPDX-License-Identifier: Apache-2.0

/// A source of doubles in 0..<1, each 53 bits of a generator.
protocol DoubleStream: Sendable {
  mutating func nextDouble() -> Double
}

/// PCG64 with the half of a word that a 32-bit draw has left over.
///
/// The half waits for the next 32-bit draw; 64-bit draws between neither use nor clear it.
struct PCGStream: DoubleStream, Hashable {
  private(set) var engine: PCG64
  private(set) var half: UInt32?

  init(_ engine: PCG64) { self.engine = engine }

  /// - Draws: one 64-bit word.
  @inline(__always)
  mutating func next64() -> UInt64 { engine.next() }

  /// - Draws: the half that waits, or the low half of a new word, whose high half then waits.
  @inline(__always)
  mutating func next32() -> UInt32 {
    if let waiting = half {
      half = nil
      return waiting
    }
    let word = engine.next()
    half = UInt32(truncatingIfNeeded: word >> 32)
    return UInt32(truncatingIfNeeded: word)
  }

  /// - Draws: one 64-bit word, its high 53 bits over 2^53.
  @inline(__always)
  mutating func nextDouble() -> Double { PCG64.uniform(next64()) }

  /// - Draws: 32 bits, the high 24 of them over 2^24.
  @inline(__always)
  mutating func nextFloat() -> Float { Float(Int32(next32() >> 8)) * 0x1p-24 }

  /// Writes the next `count` draws of 64 bits to `memory`.
  mutating func write64(_ count: Int, to memory: UnsafeMutableRawPointer) {
    engine.write(count, to: memory)
  }

  /// Writes the next `count` doubles to `memory`.
  mutating func writeDoubles(_ count: Int, to memory: UnsafeMutableRawPointer) {
    engine.writeUniforms(count, to: memory)
  }

  /// Writes the next `count` draws of 32 bits to `memory`: those of a word lie in it in their order.
  mutating func write32(_ count: Int, to memory: UnsafeMutableRawPointer) {
    var (memory, left) = (memory, count)
    func writeOne() {
      memory.storeBytes(of: next32(), as: UInt32.self)
      memory += 4
      left -= 1
    }
    if left > 0, half != nil { writeOne() }
    engine.write(left / 2, to: memory)
    memory += left / 2 * 8
    left %= 2
    if left > 0 { writeOne() }
  }

  /// Skips 64-bit draws.
  mutating func skip64(_ count: UInt64) { engine.advance(by: count) }

  /// Skips 32-bit draws.
  mutating func skip32(_ count: UInt64) {
    var count = count
    if count > 0 && half != nil {
      half = nil
      count -= 1
    }
    engine.advance(by: count / 2)
    if count % 2 == 1 { _ = next32() }
  }
}
