// The words of the Mersenne Twister: made, tempered, and summed for a jump.

/// Makes the next 624 words in place of the last; 16 words behind them are room for a copy of the
/// first ones, so that every load is alike.
package func twist(_ block: UnsafeMutablePointer<UInt32>) {
  @inline(__always)
  func step(_ word: Int, _ middle: Int) {
    let (here, next) = (words(block, word), words(block, word &+ 1))
    let joined = here & 0x8000_0000 | next & 0x7fff_ffff
    let odd = Words(repeating: 0) &- (next & 1)
    store(words(block, middle) ^ joined &>> 1 ^ odd & 0x9908_b0df, block, word)
  }
  // Words 0 to 223 need only old words. From there on a vector's middle words are new ones, except
  // that the vector at 224 needs three old and thirteen new: 224 + 397 - 624 = -3.
  var word = 0
  while word < 224 {
    step(word, word &+ 397)
    word &+= 16
  }
  // From here on: old 621...623, then new 0...12.
  store(words(block, 0), block, 624)
  step(224, 621)
  word = 240
  while word < 624 {
    step(word, word &- 227)
    word &+= 16
  }
}

@inline(__always)
func tempered(_ word: Words) -> Words {
  var y = word
  y ^= y &>> 11
  y ^= (y &<< 7) & 0x9d2c_5680
  y ^= (y &<< 15) & 0xefc6_0000
  y ^= y &>> 18
  return y
}

@inline(__always)
func tempered(_ word: UInt32) -> UInt32 {
  var y = word
  y ^= y &>> 11
  y ^= (y &<< 7) & 0x9d2c_5680
  y ^= (y &<< 15) & 0xefc6_0000
  y ^= y &>> 18
  return y
}

/// Writes the words as they leave the generator.
package func temper(
  _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<UInt32>, _ count: Int
) {
  forEachVector(count) {
    store(tempered(words(state, $0)), result, $0)
  } orEach: {
    result[$0] = tempered(state[$0])
  }
}

/// Writes the low 24 bits of each word that leaves the generator over 2^24.
package func uniforms(
  _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Float>, _ count: Int
) {
  forEachVector(count) {
    let bits = tempered(words(state, $0)) & 0xff_ffff
    store(converted(unsafeBitCast(bits, to: Integers.self)) * 0x1p-24, result, $0)
  } orEach: {
    result[$0] = Float(Int32(bitPattern: tempered(state[$0]) & 0xff_ffff)) * 0x1p-24
  }
}

/// Writes 624 words, word j the sum of the words `sequence[j + term]` over all terms.
package func shiftedSum(
  _ sequence: UnsafePointer<UInt32>, _ terms: UnsafePointer<Int32>, _ count: Int,
  _ result: UnsafeMutablePointer<UInt32>
) {
  var word = 0
  while word < 624 {
    // Three vectors at a time stay in registers over all terms.
    var (a, b, c) = (Words(), Words(), Words())
    var i = 0
    while i < count {
      let at = Int(terms[i]) &+ word
      a ^= words(sequence, at)
      b ^= words(sequence, at &+ 16)
      c ^= words(sequence, at &+ 32)
      i &+= 1
    }
    store(a, result, word)
    store(b, result, word &+ 16)
    store(c, result, word &+ 32)
    word &+= 48
  }
}
