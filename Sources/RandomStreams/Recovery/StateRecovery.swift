// The state of a Mersenne Twister from single bits of its words.
// SPDX-License-Identifier: Apache-2.0

/// How a state was come to, or why not.
package enum Recovery: Sendable {
  /// Generators that give what is known, the first word of which something is known next: one, but
  /// where what is known leaves something open.
  case states([MT19937])
  /// So many independent equations are missing.
  case tooFew(missing: Int)
  /// What is known contradicts itself: no Mersenne Twister gives it.
  case contradiction
}

/// The state of a Mersenne Twister from bits of its words.
///
/// Every bit of every word is a sum of bits of the state, modulo 2. Of any generator of this kind
/// the unknown one is a polynomial of the step from word to word; the polynomial's coefficients are
/// what is solved for, so that a row of the equations is a stretch of the known one's bits.
package enum StateRecovery {
  /// More equations than there are unknowns, to tell a wrong model.
  package static let surplus = 64
  package static let unknowns = JumpPolynomial.degree

  /// The known generator, of which any other is a sum.
  static let reference = MT19937(seed: 5489)

  /// Solves equations in order of their words.
  package static func solve(_ equations: [BitEquation]) -> Recovery {
    if let stride = regularStride(equations) {
      return solveRegular(equations, stride: stride)
    }
    return solveByElimination(equations)
  }

  /// The distance between the words, if it is 1 or 2 throughout and all bits are of one place.
  private static func regularStride(_ equations: [BitEquation]) -> Int? {
    guard equations.count >= unknowns + surplus / 2 else { return nil }
    let stride = equations[1].word - equations[0].word
    guard stride == 1 || stride == 2 else { return nil }
    for i in equations.indices.dropFirst() {
      guard equations[i].bit == equations[0].bit,
        equations[i].word == equations[i - 1].word + stride
      else { return nil }
    }
    return Int(stride)
  }

  /// Every second word obeys the recurrence of every word, so the bits themselves are such a
  /// sequence: a division of polynomials takes the place of elimination.
  private static func solveRegular(_ equations: [BitEquation], stride: Int) -> Recovery {
    let known = BitSequence(equations.map(\.value))
    let test = known.failures(upTo: 1000)
    guard test.failed == 0 else { return .contradiction }
    let same = BitSequence(
      of: equations[0].bit, stride: stride, count: unknowns, from: reference)
    let (ours, theirs) = (
      BinaryPolynomial(numeratorOf: known.words), BinaryPolynomial(numeratorOf: same.words)
    )
    guard let inverse = theirs.inverse() else { return .contradiction }
    let quotient = ours.times(inverse)
    let terms = stride == 1 ? quotient.words : spread(quotient.words)
    return .states([reference.summed(over: terms)])
  }

  /// The polynomial of t^2.
  private static func spread(_ words: [UInt64]) -> [UInt64] {
    words.flatMap { word in
      [
        JumpPolynomial.spread(UInt32(truncatingIfNeeded: word)),
        JumpPolynomial.spread(UInt32(truncatingIfNeeded: word >> 32)),
      ]
    }
  }
}
