// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RandomStreams

@Suite struct RecoveryTests {
  @Test func `the characteristic polynomial has 135 terms and every bit obeys it`() {
    #expect(BinaryPolynomial.characteristic.count == 135)
    #expect(BinaryPolynomial.characteristic.last == 19_937)
    var generator = MT19937(seed: 7)
    generator.advance(by: 1000)
    let bits = BitSequence(of: 20, stride: 2, count: 20_100, from: generator)
    #expect(bits.failures(upTo: 100) == (0, 100))
  }

  @Test func `a polynomial times its inverse is 1`() throws {
    let one = BinaryPolynomial(words: [1])
    let some = BinaryPolynomial(
      numeratorOf: BitSequence(of: 3, count: 19_937, from: MT19937(seed: 3)).words)
    let inverse = try #require(some.inverse())
    #expect(some.times(inverse) == one)
  }

  @Test(
    "the state is found from one bit of each word, or of each second one",
    arguments: [(123, 0, 20, 2), (20_210_707, 5003, 31, 2), (123_456_789, 70_001, 23, 1)])
  func regular(seed: UInt32, position: UInt64, bit: Int, stride: UInt64) throws {
    var generator = MT19937(seed: seed)
    generator.advance(by: position)
    var words = generator
    let equations = (0..<20_010).map { number -> BitEquation in
      let word = words.next()
      words.advance(by: stride - 1)
      return BitEquation(word: UInt64(number) * stride, bit: bit, value: word >> bit & 1 == 1)
    }
    guard case .states(let states) = StateRecovery.solve(equations) else {
      Issue.record("not solved")
      return
    }
    var found = try #require(states.first)
    let origin = try #require(found.origin(within: 100_000))
    #expect(origin == (seed, position))
    #expect((0..<1000).allSatisfy { _ in found.next() == generator.next() })
  }

  @Test func `a sequence that no twister makes is told`() {
    var generator = PCG64(initialState: 1, sequence: 2)
    let equations = (0..<20_010).map { number in
      BitEquation(word: UInt64(number), bit: 31, value: generator.next() & 1 == 1)
    }
    guard case .contradiction = StateRecovery.solve(equations) else {
      Issue.record("solved")
      return
    }
  }

  @Test func `words are made backwards`() {
    var generator = MT19937(seed: 99)
    generator.advance(by: 624 * 3)
    let origin = generator.origin(within: 624 * 3)
    #expect(origin?.seed == 99)
    #expect(origin?.position == 624 * 3)
    #expect(generator.origin(within: 100) == nil)
  }
}
