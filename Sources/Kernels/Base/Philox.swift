// Philox-4x32 with 10 rounds, many blocks side by side.
// SPDX-License-Identifier: Apache-2.0

extension CompiledLoops {
  package static func philoxBlocks(
    _ key: UInt64, _ number: UInt64, _ stream: UInt64, _ countsStreams: Bool,
    _ result: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    let counters = Counters(number, stream, countsStreams)
    var i = 0
    while i &+ 16 <= count {
      let (first, second) = encrypted(counters, i, key)
      store(first, result, i)
      store(second, result, i &+ 8)
      i &+= 16
    }
    while i < count {
      let blocks = encrypted(counters, i, key).0
      if i &+ 8 <= count {
        store(blocks, result, i)
      } else {
        var lane = 0
        while i &+ lane < count {
          let words = result + 4 &* (i &+ lane)
          words[0] = UInt32(truncatingIfNeeded: blocks.0[lane])
          words[1] = UInt32(truncatingIfNeeded: blocks.1[lane])
          words[2] = UInt32(truncatingIfNeeded: blocks.2[lane])
          words[3] = UInt32(truncatingIfNeeded: blocks.3[lane])
          lane &+= 1
        }
      }
      i &+= 8
    }
  }

  package static func philoxWords(
    _ key: UInt64, _ number: UInt64, _ stream: UInt64, _ countsStreams: Bool, _ word: Int,
    _ result: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    let counters = Counters(number, stream, countsStreams)
    var i = 0
    while i < count {
      let (first, second) = encrypted(counters, i, key)
      let words = Words(
        lowHalf: lowWords(chosen(first, word)), highHalf: lowWords(chosen(second, word)))
      if i &+ 16 <= count {
        store(words, result, i)
      } else {
        var lane = 0
        while i &+ lane < count {
          result[i &+ lane] = words[lane]
          lane &+= 1
        }
      }
      i &+= 16
    }
  }
}

/// A word of eight blocks in each vector, in the low half of 64 bits: products of 32 bits need the
/// room, and what is left in the high half does no harm.
private typealias Wide = SIMD8<UInt64>
private typealias Blocks = (Wide, Wide, Wide, Wide)

/// The counters of eight blocks, and what is added to them.
private struct Counters {
  let start: Blocks
  let countsStreams: Bool

  @inline(__always)
  init(_ number: UInt64, _ stream: UInt64, _ countsStreams: Bool) {
    start = (
      Wide(repeating: number), Wide(repeating: number &>> 32), Wide(repeating: stream),
      Wide(repeating: stream &>> 32)
    )
    self.countsStreams = countsStreams
  }

  @inline(__always)
  func from(_ index: Int) -> Blocks {
    let distance = Wide(0, 1, 2, 3, 4, 5, 6, 7) &+ UInt64(truncatingIfNeeded: index)
    let numbers = countsStreams ? Wide() : distance
    let streams = countsStreams ? distance : Wide()
    return (start.0 &+ numbers, start.1, start.2 &+ streams, start.3)
  }
}

/// The blocks from `index` on, eight and eight: a round of one waits for the round before.
@inline(__always)
private func encrypted(_ counters: Counters, _ index: Int, _ key: UInt64) -> (Blocks, Blocks) {
  var (a, b) = (counters.from(index), counters.from(index &+ 8))
  var (key0, key1) = (key & 0xffff_ffff, key &>> 32)
  @inline(__always)
  func round() {
    a = mixed(a, key0, key1)
    b = mixed(b, key0, key1)
    key0 = key0 &+ 0x9e37_79b9
    key1 = key1 &+ 0xbb67_ae85
  }
  round()
  round()
  round()
  round()
  round()
  round()
  round()
  round()
  round()
  round()
  return (a, b)
}

@inline(__always)
private func mixed(_ x: Blocks, _ key0: UInt64, _ key1: UInt64) -> Blocks {
  let first = lowProduct(x.0, 0xd251_1f53)
  let second = lowProduct(x.2, 0xcd9e_8d57)
  return (
    (second &>> 32) ^ x.1 ^ key0, second, (first &>> 32) ^ x.3 ^ key1, first
  )
}

@inline(__always)
private func chosen(_ blocks: Blocks, _ word: Int) -> Wide {
  switch word {
  case 0: blocks.0
  case 1: blocks.1
  case 2: blocks.2
  default: blocks.3
  }
}

/// Writes eight blocks as numbers `block` and those after it.
@inline(__always)
private func store(_ x: Blocks, _ result: UnsafeMutablePointer<UInt32>, _ block: Int) {
  let a = (x.0 & 0xffff_ffff) | (x.1 &<< 32)
  let b = (x.2 & 0xffff_ffff) | (x.3 &<< 32)
  let memory = UnsafeMutableRawPointer(result + 4 &* block)
  memory.storeBytes(of: Wide(a[0], b[0], a[1], b[1], a[2], b[2], a[3], b[3]), as: Wide.self)
  (memory + 64).storeBytes(
    of: Wide(a[4], b[4], a[5], b[5], a[6], b[6], a[7], b[7]), as: Wide.self)
}
