// PCG64 (XSL-RR 128/64), the bit generator behind NumPy's `default_rng`.
//
// Source: numpy/random/src/pcg64/pcg64.h of NumPy 2.4.6, copyright 2014 Melissa O'Neill and 2015
// Robert Kern, MIT licence.

/// A linear congruential generator of 128 bits whose high and low halves are xored and rotated.
///
/// - Words: 64 bits each. The period is 2^128.
public struct PCG64: BitGenerator, Hashable {
  public typealias Word = UInt64

  private static let multiplier: UInt128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645

  private var state: UInt128
  private let increment: UInt128

  /// The generator that pcg64's `srandom` makes of an initial state and the number of a sequence.
  public init(initialState: UInt128, sequence: UInt128) {
    increment = sequence &<< 1 | 1
    state = (increment &+ initialState) &* Self.multiplier &+ increment
  }

  public mutating func next() -> UInt64 {
    state = state &* Self.multiplier &+ increment
    let folded = UInt64(truncatingIfNeeded: state &>> 64) ^ UInt64(truncatingIfNeeded: state)
    let turn = UInt64(truncatingIfNeeded: state &>> 122)
    return folded &>> turn | folded &<< (64 &- turn)
  }

  public mutating func fill(_ block: inout MutableSpan<UInt64>) {
    for index in block.indices { block[index] = next() }
  }

  /// Skips `distance` words in 64 steps or fewer.
  ///
  /// Source: F. Brown, "Random Number Generation with Arbitrary Strides", 1994.
  public mutating func advance(by distance: UInt64) {
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
    state = factor &* state &+ addend
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
