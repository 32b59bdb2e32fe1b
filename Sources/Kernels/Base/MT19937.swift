// The words of the Mersenne Twister: made, tempered, and summed for a jump.
//
// A state is 624 words and 16 more behind them: room for a copy of the first ones, so that every
// load is alike.
// SPDX-License-Identifier: Apache-2.0

extension CompiledLoops {
  package static func twist(_ state: UnsafeMutablePointer<UInt32>) {
    var word = 0
    while word < 624 {
      _ = twisted(state, word)
      word &+= 16
    }
  }

  package static func twistedUniforms(
    _ state: UnsafeMutablePointer<UInt32>, _ result: UnsafeMutablePointer<Float>
  ) {
    var word = 0
    while word < 624 {
      store(uniform(twisted(state, word)), result, word)
      word &+= 16
    }
  }
}

/// Makes the 16 words from `word` on, which those before must have been made for.
@inline(__always)
func twisted(_ state: UnsafeMutablePointer<UInt32>, _ word: Int) -> Words {
  let (here, next) = (words(state, word), words(state, word &+ 1))
  // At 224 lie three old words and thirteen new ones: 621 to 623, and the copy behind them.
  let middle = words(state, word &+ (word <= 224 ? 397 : -227))
  // The upper bit of one, the lower ones of the other: one operation where there are such of three.
  let joined = (here ^ next) & 0x8000_0000 ^ next
  let made = middle ^ joined &>> 1 ^ whereOdd(next, 0x9908_b0df)
  store(made, state, word)
  if word == 0 { store(made, state, 624) }
  return made
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

extension CompiledLoops {
  package static func temper(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    var i = 0
    guard count >= 16 else {
      while i < count {
        result[i] = tempered(state[i])
        i &+= 1
      }
      return
    }
    while i < count {
      store(tempered(words(state, i)), result, i)
      i = following(i, count)
    }
  }

  package static func uniforms(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    var i = 0
    guard count >= 16 else {
      while i < count {
        result[i] = Float(Int32(bitPattern: tempered(state[i]) & 0xff_ffff)) * 0x1p-24
        i &+= 1
      }
      return
    }
    while i < count {
      store(uniform(words(state, i)), result, i)
      i = following(i, count)
    }
  }
}

@inline(__always)
private func uniform(_ words: Words) -> Reals {
  converted(unsafeBitCast(tempered(words) & 0xff_ffff, to: Integers.self)) * 0x1p-24
}

extension CompiledLoops {
  package static func shiftedSum(
    _ sequence: UnsafePointer<UInt32>, _ terms: UnsafePointer<UInt16>, _ count: Int,
    _ result: UnsafeMutablePointer<UInt32>
  ) {
    var word = 0
    while word < 624 {
      // Three vectors at a time stay in registers over all terms.
      var a = words(result, word)
      var b = words(result, word &+ 16)
      var c = words(result, word &+ 32)
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
}
