// PCG64 (XSL-RR 128/64), the bit generator of NumPy's `default_rng`.
//
// Source: numpy/random/src/pcg64/pcg64.h of NumPy 2.4.6, copyright 2014 Melissa O'Neill and 2015
// Robert Kern, MIT licence.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// A linear congruential generator of 128 bits whose high and low halves are xored and rotated.
///
/// - Words: 64 bits each. The period is 2^128.
public struct PCG64: BitGenerator, Hashable {
  public typealias Word = UInt64

  private static let multiplier: UInt128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645
  /// 1 over the multiplier, modulo 2^128.
  private static let inverse: UInt128 = 0x07DD_A22B_9397_9860_98AB_C8B0_716E_AC8D

  private var state: UInt128
  private let increment: UInt128

  /// The generator that pcg64's `srandom` makes of an initial state and the number of a sequence.
  public init(initialState: UInt128, sequence: UInt128) {
    increment = sequence &<< 1 | 1
    state = (increment &+ initialState) &* Self.multiplier &+ increment
  }

  public mutating func next() -> UInt64 {
    state = after(state)
    return Self.word(of: state)
  }

  /// The state that follows another.
  @inline(__always)
  private func after(_ state: UInt128) -> UInt128 { state &* Self.multiplier &+ increment }

  /// The halves xored, and rotated by the highest six bits.
  @inline(__always)
  static func word(of state: UInt128) -> UInt64 {
    let folded = UInt64(truncatingIfNeeded: state &>> 64) ^ UInt64(truncatingIfNeeded: state)
    let turn = UInt64(truncatingIfNeeded: state &>> 122)
    return folded &>> turn | folded &<< (64 &- turn)
  }

  public mutating func fill(_ block: inout MutableSpan<UInt64>) {
    block.withUnsafeMutableBytes { bytes in
      guard let memory = bytes.baseAddress else { return }
      write(bytes.count / 8, to: memory)
    }
  }

  /// Writes the next `count` words to `memory`, wherever it lies.
  mutating func write(_ count: Int, to memory: UnsafeMutableRawPointer) {
    let kernels = Kernels.inUse
    let done = writeSideBySide(count, to: memory, kernels.pcg64Lanes, kernels.pcg64Words)
    for i in done..<count { memory.storeBytes(of: next(), toByteOffset: 8 * i, as: UInt64.self) }
  }

  /// Writes a double in 0..<1 of each of the next `count` words.
  mutating func writeUniforms(_ count: Int, to memory: UnsafeMutableRawPointer) {
    let kernels = Kernels.inUse
    let done = writeSideBySide(count, to: memory, kernels.pcg64Lanes, kernels.pcg64Uniforms)
    for i in done..<count {
      memory.storeBytes(of: Self.uniform(next()), toByteOffset: 8 * i, as: Double.self)
    }
  }

  /// The high 53 bits of a word over 2^53.
  @inline(__always)
  static func uniform(_ word: UInt64) -> Double { Double(Int64(word >> 11)) * 0x1p-53 }

  /// What makes the values of states side by side, as `DrawLoops` describes it.
  typealias Loop = (
    _ states: UnsafeMutablePointer<UInt64>, _ leap: UnsafePointer<UInt64>,
    _ result: UnsafeMutableRawPointer, _ count: Int
  ) -> Void

  /// From how many values on states side by side pay for being found.
  static let leastSideBySide = 64

  /// Writes as many values as a loop makes of `lanes` states side by side; returns their number.
  mutating func writeSideBySide(
    _ count: Int, to memory: UnsafeMutableRawPointer, _ lanes: Int, _ loop: Loop
  ) -> Int {
    guard count >= Self.leastSideBySide else { return 0 }
    let together = count / lanes * lanes
    func halves(_ number: UInt128) -> (low: UInt64, high: UInt64) {
      (UInt64(truncatingIfNeeded: number), UInt64(truncatingIfNeeded: number &>> 64))
    }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * lanes + 4) { numbers in
      for lane in 0..<lanes {
        state = after(state)
        (numbers[lane], numbers[lanes + lane]) = halves(state)
      }
      let (factor, addend) = leap(over: UInt64(lanes))
      let step = numbers.baseAddress! + 2 * lanes
      (step[0], step[1]) = halves(factor)
      (step[2], step[3]) = halves(addend)
      loop(numbers.baseAddress!, step, memory, together)
      let next = UInt128(numbers[lanes]) &<< 64 | UInt128(numbers[0])
      state = (next &- increment) &* Self.inverse
    }
    return together
  }

  /// Skips `distance` words in 64 steps or fewer.
  public mutating func advance(by distance: UInt64) {
    let (factor, addend) = leap(over: distance)
    state = factor &* state &+ addend
  }

  /// What `distance` states on the state is: factor · state + addend.
  ///
  /// Source: F. Brown, "Random Number Generation with Arbitrary Strides", 1994.
  private func leap(over distance: UInt64) -> (factor: UInt128, addend: UInt128) {
    var (factor, addend): (UInt128, UInt128) = (1, 0)
    var (stepFactor, stepAddend) = (Self.multiplier, increment)
    var remaining = distance
    while remaining > 0 {
      if remaining & 1 == 1 {
        factor = factor &* stepFactor
        addend = addend &* stepFactor &+ stepAddend
      }
      stepAddend = (stepFactor &+ 1) &* stepAddend
      stepFactor = stepFactor &* stepFactor
      remaining >>= 1
    }
    return (factor, addend)
  }

  /// The words drawn between `earlier`, a copy of this generator, and now.
  ///
  /// The lowest bit of the state that still differs tells one binary digit of the distance, so no
  /// draw needs to count.
  func distance(from earlier: PCG64) -> UInt128 {
    var (here, factor, addend) = (earlier.state, Self.multiplier, increment)
    var distance: UInt128 = 0
    var bit: UInt128 = 1
    while here != state {
      if (here ^ state) & bit != 0 {
        here = here &* factor &+ addend
        distance |= bit
      }
      bit = bit &<< 1
      addend = (factor &+ 1) &* addend
      factor = factor &* factor
      if bit == 0 { break }
    }
    return distance
  }
}
