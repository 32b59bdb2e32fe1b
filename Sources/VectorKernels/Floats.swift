// Uniforms of fewer than 32 bits, in place of the words that they are made of.

/// Makes of each 32 bits the high `bits` of them over 2^bits, up to 24.
package func wordsToFloats(_ words: UnsafeMutableRawPointer, _ count: Int, _ bits: Int) {
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
