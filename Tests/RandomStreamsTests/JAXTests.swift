// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RandomStreams

/// What keys and their cipher promise beyond the golden files.
@Suite struct JAXTests {
  @Test(
    arguments: [
      (0, 0, 0, 0x6b20_0159, 0x99ba_4efe),
      (.max, .max, .max, 0x1cb9_96fc, 0xbb00_2be7),
      (0x1319_8a2e, 0x0370_7344, 0x243f_6a88_85a3_08d3, 0xc492_3a9c, 0x483d_f7a0),
    ] as [(UInt32, UInt32, UInt64, UInt32, UInt32)])
  func `Threefry gives Random123's known answers`(
    key0: UInt32, key1: UInt32, counter: UInt64, first: UInt32, second: UInt32
  ) {
    #expect(Threefry2x32(key0: key0, key1: key1).block(counter) == (first, second))
  }

  /// JAX 0.10.2 on the CPU, `sqrt(2) * lax.erf_inv(x)`; the first is where XLA's `log1p` changes from
  /// one formula to the other.
  @Test(
    arguments: [
      (0x3f24_c298, 0x3f6c_17a0), (0xbf24_c298, 0xbf6c_17a0), (0x3f24_c297, 0x3f6c_179f),
      (0x3f24_c299, 0x3f6c_17a1),
    ] as [(UInt32, UInt32)])
  func `a normal is XLA's where its logarithm changes formulas`(x: UInt32, normal: UInt32) {
    let made = XLAMath.erfInv(Float(bitPattern: x)) * 1.41421356237309504880
    #expect(made.bitPattern == normal)
  }

  @Test func `blocks and single words agree, also where half a counter wraps`() {
    for start in [0, 5, 1 << 32 - 9, 1 << 32 - 1, UInt64.max - 20] as [UInt64] {
      var block = Threefry2x32(key0: 1, key1: 2)
      block.advance(by: start)
      var single = block
      var words = [UInt32](repeating: 0, count: 41)
      var span = words.mutableSpan
      block.fill(&span)
      #expect(words == (0..<41).map { _ in single.next() })
      #expect(block == single)
    }
  }

  @Test(
    arguments: [
      ("", 0xda39_a3ee), ("abc", 0xa999_3e36),
      ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 0x8498_3e44),
      (String(repeating: "a", count: 1_000_000), 0x34aa_973c),
    ] as [(String, UInt32)])
  func `SHA-1 gives the standard's answers`(text: String, first: UInt32) {
    #expect(SHA1.digest(of: Array(text.utf8))[0] == first)
  }

  @Test func `drawing leaves a key as it is`() throws {
    var key = JAXKey(seed: 3)
    let before = key
    _ = key.rand(.float32, count: 10)
    _ = try key.normal(.float32, mean: 0, std: 1, count: 10)
    #expect(key == before)
    #expect(throws: UnsupportedDraw.self) { try key.skip(1) }
    #expect(throws: UnsupportedDraw.self) { try key.rand64(count: 1) }
    #expect(throws: UnsupportedDraw.self) {
      try key.normal(.float32, mean: 1, std: 1, count: 1)
    }
  }
}
