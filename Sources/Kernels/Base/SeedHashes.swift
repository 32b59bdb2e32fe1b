// What seeds are turned into before they reach a generator: NumPy's SeedSequence, and the seeding of
// Python's random, many seeds side by side.
//
// Sources: numpy/random/bit_generator.pyx of NumPy 2.4.6, MIT; Modules/_randommodule.c of CPython
// 3.13, PSF licence.
// SPDX-License-Identifier: Apache-2.0

extension CompiledLoops {
  package static func seedSequenceWords(
    _ first: UInt64, _ result: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    var i = 0
    while i < count {
      let low = UInt32(truncatingIfNeeded: first &+ UInt64(i))
      let lows = Words(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) &+ low
      // A sum that is below what was added to has wrapped.
      let carries = unsafeBitCast(lows .< Words(repeating: low), to: Words.self)
      let highs =
        Words(repeating: UInt32(truncatingIfNeeded: (first &+ UInt64(i)) &>> 32)) &- carries
      storeState(hashed(lows, highs), result + i, count)
      i &+= 16
    }
  }

  package static func pythonSeedStates(
    _ first: UInt32, _ base: UnsafePointer<UInt32>, _ states: UnsafeMutablePointer<UInt32>
  ) {
    var lane: UInt32 = 0
    while lane < 64 {
      let seeds =
        Words(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) &+ (first &+ lane)
      seedByArray(seeds, base, states + Int(lane))
      lane &+= 16
    }
  }
}

/// The pool of `SeedSequence`, of integers below 2^64.
private struct Pool {
  var a, b, c, d: Words
}

@inline(__always)
private func hashed(_ low: Words, _ high: Words) -> Pool {
  var constant: UInt32 = 0x43b0_d7e5
  @inline(__always)
  func hash(_ word: Words) -> Words {
    let value = word ^ constant
    constant = constant &* 0x931e_8875
    let product = value &* constant
    return product ^ product &>> 16
  }
  @inline(__always)
  func mix(_ x: Words, _ y: Words) -> Words {
    let result = x &* 0xca01_f9dd &- y &* 0x4973_f715
    return result ^ result &>> 16
  }
  var pool = Pool(a: hash(low), b: hash(high), c: hash(Words()), d: hash(Words()))
  pool.b = mix(pool.b, hash(pool.a))
  pool.c = mix(pool.c, hash(pool.a))
  pool.d = mix(pool.d, hash(pool.a))
  pool.a = mix(pool.a, hash(pool.b))
  pool.c = mix(pool.c, hash(pool.b))
  pool.d = mix(pool.d, hash(pool.b))
  pool.a = mix(pool.a, hash(pool.c))
  pool.b = mix(pool.b, hash(pool.c))
  pool.d = mix(pool.d, hash(pool.c))
  pool.a = mix(pool.a, hash(pool.d))
  pool.b = mix(pool.b, hash(pool.d))
  pool.c = mix(pool.c, hash(pool.d))
  return pool
}

/// Writes the first eight words that the pool gives, `stride` apart.
@inline(__always)
private func storeState(_ pool: Pool, _ result: UnsafeMutablePointer<UInt32>, _ stride: Int) {
  var constant: UInt32 = 0x8b51_f9dd
  @inline(__always)
  func word(_ x: Words) -> Words {
    let value = x ^ constant
    constant = constant &* 0x58f3_8ded
    let product = value &* constant
    return product ^ product &>> 16
  }
  store(word(pool.a), result, 0)
  store(word(pool.b), result, stride)
  store(word(pool.c), result, 2 &* stride)
  store(word(pool.d), result, 3 &* stride)
  store(word(pool.a), result, 4 &* stride)
  store(word(pool.b), result, 5 &* stride)
  store(word(pool.c), result, 6 &* stride)
  store(word(pool.d), result, 7 &* stride)
}

/// `init_by_array` of one word, for 16 of 64 columns of states.
@inline(__always)
private func seedByArray(
  _ seeds: Words, _ base: UnsafePointer<UInt32>, _ states: UnsafeMutablePointer<UInt32>
) {
  var last = Words(repeating: base[0])
  var i = 1
  while i < 624 {
    last = ((last ^ last &>> 30) &* 1_664_525 ^ base[i]) &+ seeds
    store(last, states, 64 &* i)
    i &+= 1
  }
  // Word 0 is then word 623, and word 1 is made once more.
  last = ((last ^ last &>> 30) &* 1_664_525 ^ words(states, 64)) &+ seeds
  let wrapped = last
  store(last, states, 64)
  i = 2
  while i < 624 {
    last = ((last ^ last &>> 30) &* 1_566_083_941 ^ words(states, 64 &* i)) &- UInt32(i)
    store(last, states, 64 &* i)
    i &+= 1
  }
  last = ((last ^ last &>> 30) &* 1_566_083_941 ^ wrapped) &- 1
  store(last, states, 64)
  store(Words(repeating: 0x8000_0000), states, 0)
}
