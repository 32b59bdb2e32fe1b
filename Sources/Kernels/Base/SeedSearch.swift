// Seeds of the Mersenne Twister whose first words pass tests: 128 seeds side by side.
// SPDX-License-Identifier: Apache-2.0

extension CompiledLoops {
  package static func seedsPassing(
    _ first: UInt32, _ tests: UnsafePointer<UInt32>, _ count: Int,
    _ scratch: UnsafeMutablePointer<UInt32>, _ passed: UnsafeMutablePointer<UInt32>
  ) -> Int {
    var chains = SeedChains(first)
    var step: UInt32 = 0
    // Of each word to be tested, what its own and the next word of the seed's state give.
    var test = 0
    while test < count {
      let word = tests[4 &* test]
      while step < word {
        step &+= 1
        chains.advance(step)
      }
      let before = chains
      step &+= 1
      chains.advance(step)
      chains.storeJoined(after: before, scratch + 128 &* test)
      test &+= 1
    }
    var alive = SeedLanes()
    test = 0
    while test < count {
      let word = tests[4 &* test] &+ 397
      while step < word {
        step &+= 1
        chains.advance(step)
      }
      alive.take(
        chains, scratch + 128 &* test, tests[4 &* test &+ 1], tests[4 &* test &+ 2],
        tests[4 &* test &+ 3])
      if alive.areAllDead { return 0 }
      test &+= 1
    }
    var found = 0
    alive.store(scratch)
    var lane: UInt32 = 0
    while lane < 128 {
      if scratch[Int(lane)] == 0 {
        passed[found] = first &+ lane
        found &+= 1
      }
      lane &+= 1
    }
    return found
  }

  package static func seedWords(
    _ first: UInt32, _ word: UInt32, _ result: UnsafeMutablePointer<UInt32>
  ) {
    var chains = SeedChains(first)
    var step: UInt32 = 0
    while step < word {
      step &+= 1
      chains.advance(step)
    }
    let before = chains
    step &+= 1
    chains.advance(step)
    chains.storeJoined(after: before, result)
    while step < word &+ 397 {
      step &+= 1
      chains.advance(step)
    }
    chains.storeTempered(with: result)
  }
}

/// The untempered words that 128 neighbouring seeds have come to.
private struct SeedChains {
  private(set) var a, b, c, d, e, f, g, h: Words

  @inline(__always)
  init(_ first: UInt32) {
    a = Words(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) &+ first
    b = a &+ 16
    c = a &+ 32
    d = a &+ 48
    e = a &+ 64
    f = a &+ 80
    g = a &+ 96
    h = a &+ 112
  }

  /// Makes word `step` of each seed's state of the word before.
  @inline(__always)
  mutating func advance(_ step: UInt32) {
    a = following(a, step)
    b = following(b, step)
    c = following(c, step)
    d = following(d, step)
    e = following(e, step)
    f = following(f, step)
    g = following(g, step)
    h = following(h, step)
  }

  @inline(__always)
  private func following(_ x: Words, _ step: UInt32) -> Words {
    (x ^ x &>> 30) &* 1_812_433_253 &+ step
  }

  /// Writes what a word and the one after it, this, add to the twisted word.
  @inline(__always)
  func storeJoined(after before: SeedChains, _ place: UnsafeMutablePointer<UInt32>) {
    store(joined(before.a, a), place, 0)
    store(joined(before.b, b), place, 16)
    store(joined(before.c, c), place, 32)
    store(joined(before.d, d), place, 48)
    store(joined(before.e, e), place, 64)
    store(joined(before.f, f), place, 80)
    store(joined(before.g, g), place, 96)
    store(joined(before.h, h), place, 112)
  }

  /// Writes the words as they leave the generator, in place of what `storeJoined` wrote.
  @inline(__always)
  func storeTempered(with joined: UnsafeMutablePointer<UInt32>) {
    store(tempered(a ^ words(joined, 0)), joined, 0)
    store(tempered(b ^ words(joined, 16)), joined, 16)
    store(tempered(c ^ words(joined, 32)), joined, 32)
    store(tempered(d ^ words(joined, 48)), joined, 48)
    store(tempered(e ^ words(joined, 64)), joined, 64)
    store(tempered(f ^ words(joined, 80)), joined, 80)
    store(tempered(g ^ words(joined, 96)), joined, 96)
    store(tempered(h ^ words(joined, 112)), joined, 112)
  }

  @inline(__always)
  private func joined(_ here: Words, _ next: Words) -> Words {
    ((here ^ next) & 0x8000_0000 ^ next) &>> 1 ^ whereOdd(next, 0x9908_b0df)
  }
}

/// Zero in the lanes that have passed all tests so far.
private struct SeedLanes {
  private var a = Integers()
  private var b = Integers()
  private var c = Integers()
  private var d = Integers()
  private var e = Integers()
  private var f = Integers()
  private var g = Integers()
  private var h = Integers()

  @inline(__always)
  mutating func take(
    _ chains: SeedChains, _ joined: UnsafePointer<UInt32>, _ bits: UInt32, _ low: UInt32,
    _ span: UInt32
  ) {
    a |= failed(chains.a, words(joined, 0), bits, low, span)
    b |= failed(chains.b, words(joined, 16), bits, low, span)
    c |= failed(chains.c, words(joined, 32), bits, low, span)
    d |= failed(chains.d, words(joined, 48), bits, low, span)
    e |= failed(chains.e, words(joined, 64), bits, low, span)
    f |= failed(chains.f, words(joined, 80), bits, low, span)
    g |= failed(chains.g, words(joined, 96), bits, low, span)
    h |= failed(chains.h, words(joined, 112), bits, low, span)
  }

  @inline(__always)
  private func failed(
    _ middle: Words, _ joined: Words, _ bits: UInt32, _ low: UInt32, _ span: UInt32
  ) -> Integers {
    let value = (tempered(middle ^ joined) & bits) &- low
    return unsafeBitCast(value .> Words(repeating: span), to: Integers.self)
  }

  @inline(__always)
  var areAllDead: Bool { !hasBits(~(a & b & c & d & e & f & g & h)) }

  @inline(__always)
  func store(_ place: UnsafeMutablePointer<UInt32>) {
    let all = UnsafeMutableRawPointer(place)
    all.storeBytes(of: a, as: Integers.self)
    all.storeBytes(of: b, toByteOffset: 64, as: Integers.self)
    all.storeBytes(of: c, toByteOffset: 128, as: Integers.self)
    all.storeBytes(of: d, toByteOffset: 192, as: Integers.self)
    all.storeBytes(of: e, toByteOffset: 256, as: Integers.self)
    all.storeBytes(of: f, toByteOffset: 320, as: Integers.self)
    all.storeBytes(of: g, toByteOffset: 384, as: Integers.self)
    all.storeBytes(of: h, toByteOffset: 448, as: Integers.self)
  }
}
