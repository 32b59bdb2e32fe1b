// jax.random.bits, uniform and bernoulli.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// Raw words.
struct JAXBits: Draw {
  let cipher: Threefry2x32

  func fill(_ block: inout MutableSpan<UInt32>, from index: Int) {
    var generator = cipher
    generator.advance(by: UInt64(index))
    generator.fill(&block)
  }
}

/// The interval of `uniform`, with the roundings that XLA makes in each format.
struct JAXRange: Sendable {
  private let format: RealFormat
  private let low: Float
  private let width: Float

  init(_ format: RealFormat, low: Double, high: Double) {
    self.format = format
    // By way of float32: a half format rounds twice.
    self.low = format.flushed(format.round(Float(low)))
    width = format.flushed(format.round(format.flushed(format.round(Float(high))) - self.low))
  }

  /// max(low, u · width + low).
  @inline(__always)
  func apply(_ u: Float) -> Float {
    let value: Float
    switch format {
    case .float32: value = format.flushed(low.addingProduct(u, width))
    case .float16, .bfloat16:
      // The product is rounded, then the sum.
      value = format.round(format.flushed(format.round(format.flushed(u * width)) + low))
    }
    if value > low || value.isNaN { return value }
    // Of two zeros the positive one is the larger.
    return value == 0 && low == 0 ? value + low : low
  }
}

extension RealFormat {
  /// `value`, or 0 where it is subnormal, as XLA on the CPU computes. It computes float16 in float32,
  /// in which float16's subnormal numbers are normal.
  @inline(__always)
  fileprivate func flushed(_ value: Float) -> Float {
    self != .float16 && value.magnitude < Float.leastNormalMagnitude ? value * 0 : value
  }
}

/// `uniform`: the mantissa of a number in 1..<2 drawn, less 1.
struct JAXUniform: Draw {
  let cipher: Threefry2x32
  let format: RealFormat
  let range: JAXRange?

  func fill(_ block: inout MutableSpan<Float>, from index: Int) {
    if format == .float32 {
      cipher.fillUniforms(&block, from: UInt64(index))
    } else {
      let format = format
      block.withUnsafeMutableBufferPointer { values in
        cipher.forEachRun(of: values.count, from: UInt64(index)) { words, before in
          for i in words.indices { values[before + i] = format.uniform(of: words[i]) }
        }
      }
    }
    if let range {
      for i in block.indices { block[i] = range.apply(block[i]) }
    }
  }
}

extension RealFormat {
  /// - Draws: the high bits of the word's low 32, 16 or 8 bits, as many as the mantissa has.
  @inline(__always)
  func uniform(of word: UInt32) -> Float {
    switch self {
    case .float32: return Float(Int32(word >> 9)) * 0x1p-23
    case .float16: return Float(Int32(word & 0xffff) >> 6) * 0x1p-10
    case .bfloat16: return Float(Int32(word & 0xff) >> 1) * 0x1p-7
    }
  }
}

/// `bernoulli`: 1 where the uniform lies below p.
struct JAXBernoulli: MaskDraw {
  let cipher: Threefry2x32
  let probability: Float

  func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    let probability = probability
    block.withUnsafeMutableBufferPointer { mask in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: min(mask.count, 1024)) { uniforms in
        for start in stride(from: 0, to: mask.count, by: 1024) {
          let count = min(1024, mask.count - start)
          var some = UnsafeMutableBufferPointer(rebasing: uniforms[..<count]).mutableSpan
          cipher.fillUniforms(&some, from: UInt64(index + start))
          let (to, from) = (mask.baseAddress! + start, uniforms.baseAddress!)
          for i in 0..<count { to[i] = from[i] < probability ? 1 : 0 }
        }
      }
    }
  }

  func fill(
    _ noise: inout MutableSpan<Float>, from index: Int, one: Float, zero: Float
  ) {
    let probability = probability
    cipher.fillUniforms(&noise, from: UInt64(index)) { values in
      for i in values.indices { values[i] = values[i] < probability ? one : zero }
    }
  }
}

extension Threefry2x32 {
  /// Fills `block` with the high 23 bits of the words from number `start` on over 2^23, and has
  /// `finish` change them while they are in the cache.
  func fillUniforms(
    _ block: inout MutableSpan<Float>, from start: UInt64,
    finish: (UnsafeMutableBufferPointer<Float>) -> Void = { _ in }
  ) {
    var generator = self
    generator.advance(by: start)
    let kernels = Kernels.inUse
    block.forEachCachedPart { part in
      generator.write(part.count, to: part.baseAddress!)
      kernels.wordsToFloats(part.baseAddress!, part.count, 23)
      finish(part)
    }
  }
}
