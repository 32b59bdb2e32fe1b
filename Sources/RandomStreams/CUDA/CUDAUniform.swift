// cuRAND's uniforms and normals.
//
// Source: the formulas of curand_uniform.h and curand_normal.h, cuRAND 10.3 of CUDA 12.
// SPDX-License-Identifier: Apache-2.0

/// The word over 2^32 and half a unit more, in float32: above 0, up to 1.
struct CUDAUniform: UniformRule {
  var bits: Int { 32 }
  func integer(of word: UInt32) -> UInt32 { word }
  func value(of integer: UInt32) -> Float { Float(integer) * 0x1p-32 + 0x1p-33 }
}

/// The same with 0 in place of 1, as `torch.rand` has it: for values, not for masks.
struct CUDARand: UniformRule {
  var bits: Int { 32 }
  func integer(of word: UInt32) -> UInt32 { word }
  func value(of integer: UInt32) -> Float {
    let value = CUDAUniform().value(of: integer)
    return value == 1 ? 0 : value
  }
}

/// Two words' 53 bits over 2^53 and half a unit more: above 0, up to 1.
struct CUDAUniform64: Draw {
  let key: UInt64
  let firstBlock: UInt64
  let launch: CUDALaunch
  /// Whether 1 becomes 0, as in `torch.rand`.
  let leavesOneOut: Bool

  func fill(_ block: inout MutableSpan<Double>, from index: Int) {
    let leavesOneOut = leavesOneOut
    block.withUnsafeMutableBufferPointer { values in
      forEachPair(of: values.count, from: index) { low, high, i in
        let bits = UInt64(low) ^ UInt64(high) << 21
        let value = Double(bits) * 0x1p-53 + 0x1p-54
        values[i] = leavesOneOut && value == 1 ? 0 : value
      }
    }
  }

  /// Each thread makes two elements that lie as far apart as there are threads, of two words each.
  private func forEachPair(
    of count: Int, from index: Int, _ body: (_ low: UInt32, _ high: UInt32, _ place: Int) -> Void
  ) {
    let limit = 512
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4 * limit) { blocks in
      var done = 0
      while done < count {
        let (line, thread) = (index + done).quotientAndRemainder(dividingBy: launch.threads)
        let run = min(launch.threads - thread, count - done, limit)
        Philox4x32.writeBlocks(
          run, from: firstBlock &+ UInt64(line / 2), of: UInt64(thread), key: key,
          counting: .streams, to: blocks.baseAddress!)
        let first = 2 * (line % 2)
        for i in 0..<run { body(blocks[4 * i + first], blocks[4 * i + first + 1], done + i) }
        done += run
      }
    }
  }
}

/// 1 where a float64 uniform is below a number.
struct CUDABernoulli64: MaskDraw {
  let uniforms: CUDAUniform64
  let probability: Double

  func fill(_ block: inout MutableSpan<UInt8>, from index: Int) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: min(block.count, 1024)) { buffer in
      for start in stride(from: 0, to: block.count, by: 1024) {
        let count = min(1024, block.count - start)
        var some = UnsafeMutableBufferPointer(rebasing: buffer[..<count]).mutableSpan
        uniforms.fill(&some, from: index + start)
        for i in 0..<count { block[start + i] = buffer[i] < probability ? 1 : 0 }
      }
    }
  }
}

/// Box and Muller's normals, of two words each: the device's to about five digits.
///
/// The device's instructions for sine and logarithm have last bits of their own; these are the exact
/// values.
struct CUDANormal: Draw {
  let key: UInt64
  let firstBlock: UInt64
  let launch: CUDALaunch
  let format: RealFormat
  let mean: Double
  let std: Double

  func fill(_ block: inout MutableSpan<Float>, from index: Int) {
    let limit = 512
    block.withUnsafeMutableBufferPointer { values in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4 * limit) { blocks in
        var done = 0
        while done < values.count {
          let (line, thread) = (index + done).quotientAndRemainder(dividingBy: launch.threads)
          let run = min(launch.threads - thread, values.count - done, limit)
          Philox4x32.writeBlocks(
            run, from: firstBlock &+ UInt64(line / 4), of: UInt64(thread), key: key,
            counting: .streams, to: blocks.baseAddress!)
          let place = line % 4
          for i in 0..<run {
            let pair = blocks.baseAddress! + 4 * i + (place & 2)
            let normal = standard(pair[0], pair[1], isSecond: place % 2 == 1)
            values[done + i] = format.round(Float(normal * std + mean))
          }
          done += run
        }
      }
    }
  }

  private func standard(_ x: UInt32, _ y: UInt32, isSecond: Bool) -> Double {
    let u = Float(x) * 0x1p-32 + 0x1p-33
    // 2π / 2^32 to the nearest float, and half of it.
    let angle = Float(y) * 0x1.921fb6p-30 + 0x1.921fb6p-31
    let radius = (-2 * CMath.log(Double(u))).squareRoot()
    return radius * (isSecond ? CMath.cos(Double(angle)) : CMath.sin(Double(angle)))
  }
}
