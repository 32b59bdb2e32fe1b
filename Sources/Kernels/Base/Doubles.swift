// Uniforms of 53 bits, from pairs of the Mersenne Twister's words.
// SPDX-License-Identifier: Apache-2.0

private typealias Pairs = SIMD8<UInt64>

extension CompiledLoops {
  package static func lowUniforms(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    var i = 0
    while i < count {
      let pairs = tempered(state, i, count)
      let value = real(upper: pairs & 0x1f_ffff, lower: pairs &>> 32)
      i = store(value, result, i, count)
    }
  }

  package static func highUniforms(
    _ state: UnsafePointer<UInt32>, _ result: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    var i = 0
    while i < count {
      let pairs = tempered(state, i, count)
      let bits = (pairs & 0xffff_ffe0) &<< 21 | pairs &>> 38
      let value = real(upper: bits &>> 32, lower: bits & 0xffff_ffff)
      i = store(value, result, i, count)
    }
  }
}

/// Eight pairs, the first word of each in the low half; fewer where there are no more.
@inline(__always)
private func tempered(_ state: UnsafePointer<UInt32>, _ pair: Int, _ count: Int) -> Pairs {
  var untempered = Words()
  if pair &+ 8 <= count {
    untempered = words(state, 2 &* pair)
  } else {
    var i = 2 &* pair
    while i < 2 &* count {
      untempered[i &- 2 &* pair] = state[i]
      i &+= 1
    }
  }
  return unsafeBitCast(tempered(untempered), to: Pairs.self)
}

/// (upper · 2^32 + lower) / 2^53, for 21 and 32 bits: as what lies behind the point of powers of two
/// whose last bit is worth 1 and 2^32, because there are no conversions of 64 bits in old processors.
@inline(__always)
func real(upper: SIMD8<UInt64>, lower: SIMD8<UInt64>) -> SIMD8<Double> {
  let high = unsafeBitCast(upper | 0x4530_0000_0000_0000, to: SIMD8<Double>.self)
  let low = unsafeBitCast(lower | 0x4330_0000_0000_0000, to: SIMD8<Double>.self)
  return (high - (0x1p84 + 0x1p52) + low) * 0x1p-53
}

/// Writes eight values, or as many as are left; returns the index behind them.
@inline(__always)
private func store(
  _ value: SIMD8<Double>, _ result: UnsafeMutablePointer<Double>, _ index: Int, _ count: Int
) -> Int {
  if index &+ 8 <= count {
    UnsafeMutableRawPointer(result + index).storeBytes(of: value, as: SIMD8<Double>.self)
    return index &+ 8
  }
  var i = index
  while i < count {
    result[i] = value[i &- index]
    i &+= 1
  }
  return count
}
