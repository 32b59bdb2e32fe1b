// The products of a tensor and a noise of its size.
// SPDX-License-Identifier: Apache-2.0

#if arch(x86_64)
  import _Builtin_intrinsics.intel.sse
#endif

extension CompiledLoops {
  package static func multiply(
    _ values: UnsafeMutablePointer<Float>, _ noise: UnsafePointer<Float>, _ count: Int
  ) {
    var i = 0
    while i &+ 16 <= count {
      store(reals(values, i) * reals(noise, i), values, i)
      i &+= 16
    }
    while i < count {
      values[i] *= noise[i]
      i &+= 1
    }
  }

  package static func multiplyHalves(
    _ values: UnsafeMutablePointer<Float16>, _ noise: UnsafePointer<Float16>, _ count: Int
  ) {
    var i = 0
    while i < count {
      values[i] = Float16(Float(values[i]) * Float(noise[i]))
      i &+= 1
    }
  }

  package static func product(
    _ values: UnsafePointer<Float>, _ noise: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    var i = 0
    while i &+ 16 <= count {
      store(reals(values, i) * reals(noise, i), result, i)
      i &+= 16
    }
    while i < count {
      result[i] = values[i] * noise[i]
      i &+= 1
    }
  }

  package static func streamedProduct(
    _ values: UnsafePointer<Float>, _ noise: UnsafePointer<Float>,
    _ result: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    var i = 0
    #if arch(x86_64)
      while i &+ 16 <= count {
        let made = reals(values, i) * reals(noise, i)
        _mm_stream_ps(result + i, made.lowHalf.lowHalf)
        _mm_stream_ps(result + (i &+ 4), made.lowHalf.highHalf)
        _mm_stream_ps(result + (i &+ 8), made.highHalf.lowHalf)
        _mm_stream_ps(result + (i &+ 12), made.highHalf.highHalf)
        i &+= 16
      }
    #endif
    product(values + i, noise + i, result + i, count &- i)
  }
}
