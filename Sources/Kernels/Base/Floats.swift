// Uniforms of fewer than 32 bits, in place of the words that they are made of, and their range.
// SPDX-License-Identifier: Apache-2.0

extension CompiledLoops {
  package static func wordsToFloats(_ words: UnsafeMutableRawPointer, _ count: Int, _ bits: Int) {
    let shift = UInt32(32 &- bits)
    let unit = Float(sign: .plus, exponent: -bits, significand: 1)
    var i = 0
    while i &+ 16 <= count {
      let high = words.loadUnaligned(fromByteOffset: 4 &* i, as: Words.self) &>> shift
      let value = converted(unsafeBitCast(high, to: Integers.self)) * unit
      words.storeBytes(of: value, toByteOffset: 4 &* i, as: Reals.self)
      i &+= 16
    }
    while i < count {
      let high = words.loadUnaligned(fromByteOffset: 4 &* i, as: UInt32.self) &>> shift
      words.storeBytes(
        of: Float(Int32(bitPattern: high)) * unit, toByteOffset: 4 &* i, as: Float.self)
      i &+= 1
    }
  }

  package static func scale(
    _ values: UnsafeMutablePointer<Float>, _ count: Int, _ factor: Float, _ term: Float
  ) {
    let (factors, terms) = (Reals(repeating: factor), Reals(repeating: term))
    var i = 0
    while i &+ 16 <= count {
      store(fma(reals(values, i), factors, terms), values, i)
      i &+= 16
    }
    while i < count {
      values[i] = term.addingProduct(values[i], factor)
      i &+= 1
    }
  }
}
