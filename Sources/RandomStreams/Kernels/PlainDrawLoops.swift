// The inner loops of the draws one element at a time, as their definitions read.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// Plain loops: what the others must equal, bit for bit.
package enum PlainDrawLoops: DrawLoops {
  package static var name: String { "plain" }

  /// The recurrence of Matsumoto and Nishimura, word by word, in place.
  package static func twist(_ state: UnsafeMutablePointer<UInt32>) {
    let count = MT19937.wordCount
    for k in 0..<count {
      let joined = state[k] & 0x8000_0000 | state[(k + 1) % count] & 0x7fff_ffff
      let matrix = joined & 1 == 1 ? MT19937.matrix : 0
      state[k] = state[(k + MT19937.middle) % count] ^ joined >> 1 ^ matrix
    }
  }

  package static func temper(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    for i in 0..<count { result[i] = MT19937.tempered(state[i]) }
  }

  package static func shiftedSum(
    _ sequence: UnsafePointer<UInt32>, _ terms: UnsafePointer<UInt16>, _ count: Int,
    _ result: UnsafeMutablePointer<UInt32>
  ) {
    for word in 0..<MT19937.wordCount {
      result[word] = (0..<count).reduce(result[word]) { $0 ^ sequence[Int(terms[$1]) + word] }
    }
  }

  package static func uniforms(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    for i in 0..<count { result[i] = Float(MT19937.tempered(state[i]) & 0xff_ffff) * 0x1p-24 }
  }

  package static func twistedUniforms(
    _ state: UnsafeMutablePointer<UInt32>, _ result: UnsafeMutablePointer<Float>
  ) {
    twist(state)
    uniforms(state, result, MT19937.wordCount)
  }

  package static func lowUniforms(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    for i in 0..<count { result[i] = Double(pair(state, i)) * 0x1p-53 }
  }

  package static func highUniforms(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    for i in 0..<count {
      let (a, b) = (MT19937.tempered(state[2 * i]), MT19937.tempered(state[2 * i + 1]))
      result[i] = (Double(a >> 5) * 0x1p26 + Double(b >> 6)) / 0x1p53
    }
  }

  package static func bernoulliNoise(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Float>, _ count: Int,
    _ threshold: UInt64, _ one: Float, _ zero: Float
  ) {
    for i in 0..<count { result[i] = pair(state, i) < threshold ? one : zero }
  }

  package static func twistedBernoulliNoise(
    _ state: UnsafeMutablePointer<UInt32>, _ result: UnsafeMutablePointer<Float>,
    _ threshold: UInt64, _ one: Float, _ zero: Float
  ) {
    twist(state)
    bernoulliNoise(state, result, MT19937.wordCount / 2, threshold, one, zero)
  }

  package static func bernoulliMask(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<UInt8>, _ count: Int,
    _ threshold: UInt64
  ) {
    for i in 0..<count { result[i] = pair(state, i) < threshold ? 1 : 0 }
  }

  /// The low 53 bits of pair `index`, the upper word first.
  private static func pair(_ state: UnsafePointer<UInt32>, _ index: Int) -> UInt64 {
    let upper = UInt64(MT19937.tempered(state[2 * index]))
    let lower = UInt64(MT19937.tempered(state[2 * index + 1]))
    return (upper << 32 | lower) & 0x1f_ffff_ffff_ffff
  }
}

extension PlainDrawLoops {
  package static func mcg31Noise(
    _ state: UInt32, _ factors: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Float>,
    _ count: Int, _ threshold: UInt32, _ one: Float, _ zero: Float
  ) -> UInt32 {
    states(state, count) { result[$0] = $1 < threshold ? one : zero }
  }

  package static func mcg31Mask(
    _ state: UInt32, _ factors: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<UInt8>,
    _ count: Int, _ threshold: UInt32
  ) -> UInt32 {
    states(state, count) { result[$0] = $1 < threshold ? 1 : 0 }
  }

  package static func mcg31States(
    _ state: UInt32, _ factors: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<UInt32>,
    _ count: Int
  ) -> UInt32 {
    states(state, count) { result[$0] = $1 }
  }

  /// Calls `body` with `count` states of MCG31 and returns the next one.
  private static func states(
    _ state: UInt32, _ count: Int, _ body: (_ index: Int, _ state: UInt32) -> Void
  ) -> UInt32 {
    var state = UInt64(state)
    for i in 0..<count {
      body(i, UInt32(state))
      state = state * MCG31.multiplier % MCG31.modulus
    }
    return UInt32(state)
  }

  package static var pcg64Lanes: Int { 1 }

  package static func pcg64Words(
    _ states: UnsafeMutablePointer<UInt64>, _ leap: UnsafePointer<UInt64>,
    _ result: UnsafeMutableRawPointer, _ count: Int
  ) {
    forEachState(states, leap, count) { i, state in
      result.storeBytes(of: PCG64.word(of: state), toByteOffset: 8 * i, as: UInt64.self)
    }
  }

  package static func pcg64Uniforms(
    _ states: UnsafeMutablePointer<UInt64>, _ leap: UnsafePointer<UInt64>,
    _ result: UnsafeMutableRawPointer, _ count: Int
  ) {
    forEachState(states, leap, count) { i, state in
      let value = PCG64.uniform(PCG64.word(of: state))
      result.storeBytes(of: value, toByteOffset: 8 * i, as: Double.self)
    }
  }

  /// Calls `body` with `count` states of PCG64 and leaves the next one.
  private static func forEachState(
    _ states: UnsafeMutablePointer<UInt64>, _ leap: UnsafePointer<UInt64>, _ count: Int,
    _ body: (_ index: Int, _ state: UInt128) -> Void
  ) {
    func number(_ halves: UnsafePointer<UInt64>) -> UInt128 {
      UInt128(halves[1]) << 64 | UInt128(halves[0])
    }
    var state = number(states)
    let (factor, addend) = (number(leap), number(leap + 2))
    for i in 0..<count {
      body(i, state)
      state = state &* factor &+ addend
    }
    states[0] = UInt64(truncatingIfNeeded: state)
    states[1] = UInt64(truncatingIfNeeded: state >> 64)
  }

  package static func threefry(
    _ key0: UInt32, _ key1: UInt32, _ high: UInt32, _ low: UInt32,
    _ result: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    let cipher = Threefry2x32(key0: key0, key1: key1)
    for i in 0..<count {
      let number = UInt64(high) << 32 | UInt64(low &+ UInt32(i))
      let (a, b) = cipher.block(number)
      result[i] = a ^ b
    }
  }

  package static func threefryHalves(
    _ key0: UInt32, _ key1: UInt32, _ high: UInt32, _ low: UInt32, _ isSecond: Bool,
    _ result: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    let cipher = Threefry2x32(key0: key0, key1: key1)
    for i in 0..<count {
      let (a, b) = cipher.encrypt(high &+ UInt32(i), low &+ UInt32(i))
      result[i] = isSecond ? b : a
    }
  }
}

extension PlainDrawLoops {
  package static func philoxBlocks(
    _ key: UInt64, _ number: UInt64, _ stream: UInt64, _ countsStreams: Bool,
    _ result: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    for i in 0..<count {
      let block = block(i, key, number, stream, countsStreams)
      for word in 0..<4 { result[4 * i + word] = block[word] }
    }
  }

  package static func philoxWords(
    _ key: UInt64, _ number: UInt64, _ stream: UInt64, _ countsStreams: Bool, _ word: Int,
    _ result: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    for i in 0..<count { result[i] = block(i, key, number, stream, countsStreams)[word] }
  }

  private static func block(
    _ index: Int, _ key: UInt64, _ number: UInt64, _ stream: UInt64, _ countsStreams: Bool
  ) -> SIMD4<UInt32> {
    let distance = UInt64(index)
    return Philox4x32.block(
      number &+ (countsStreams ? 0 : distance), of: stream &+ (countsStreams ? distance : 0),
      key: key)
  }
}

extension PlainDrawLoops {
  package static func wordsToFloats(_ words: UnsafeMutableRawPointer, _ count: Int, _ bits: Int) {
    let unit = Float(sign: .plus, exponent: -bits, significand: 1)
    for i in 0..<count {
      let word = words.loadUnaligned(fromByteOffset: 4 * i, as: UInt32.self)
      words.storeBytes(of: Float(word >> (32 - bits)) * unit, toByteOffset: 4 * i, as: Float.self)
    }
  }

  package static func scale(
    _ values: UnsafeMutablePointer<Float>, _ count: Int, _ factor: Float, _ term: Float
  ) {
    for i in 0..<count { values[i] = term.addingProduct(values[i], factor) }
  }

  package static func normals(
    _ values: UnsafeMutablePointer<Float>, _ blocks: Int, _ mean: Float, _ std: Float
  ) {
    for block in 0..<blocks {
      for j in 16 * block..<16 * block + 8 {
        let (u1, u2) = (1 - values[j], values[j + 8])
        let radius = (-2 * AVXMath.log(u1)).squareRoot()
        let parts = AVXMath.sineAndCosine(0x1.921fb6p+2 * u2)
        values[j] = mean.addingProduct(radius * parts.cosine, std)
        values[j + 8] = mean.addingProduct(radius * parts.sine, std)
      }
    }
  }

  package static func inverseErrorNormals(_ values: UnsafeMutablePointer<Float>, _ count: Int) {
    for i in 0..<count { values[i] = XLAMath.normal(values[i]) }
  }
}
