// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RandomStreams

@Suite struct OrbitTests {
  @Test(arguments: [(0, 0.5), (777, 0.9), (2_097_151, 0.33)])
  func `a mask's first state is found in its part of the orbit`(place: UInt64, keep: Float) {
    let piece = 3
    var generator = MCG31(seed: 1)
    generator.advance(by: UInt64(piece) * 2_097_152 + place)
    var first = generator
    let threshold = MKLBernoulli.threshold(keep)
    var lots = (0..<90).map { _ -> Bool? in generator.next() < threshold }
    // What ReLU has zeroed tells nothing.
    for i in [0, 5, 6, 40] { lots[i] = nil }
    let orbit = CongruentialOrbit(keep: keep, lots: lots)
    #expect(orbit.states(inPiece: piece) == [first.next()])
    #expect(orbit.states(inPiece: piece + 1) == [])
  }

  @Test func `the words that seed a state are those that the generator takes for it`() {
    #expect(CongruentialOrbit.words(seeding: 843_828_735) == [843_828_735, 2_991_312_382])
    for word in CongruentialOrbit.words(seeding: 1) {
      var generator = MCG31(seed: word)
      #expect(generator.next() == 1, "\(word)")
    }
    #expect(CongruentialOrbit.words(seeding: 1).count == 6)
  }
}
