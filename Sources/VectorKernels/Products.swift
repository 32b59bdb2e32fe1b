// The products of a tensor and a noise that lies beside it, or of a tensor and a number.

#if arch(x86_64)
  import _Builtin_intrinsics.intel.sse
#endif

/// Multiplies each value by the noise in its place.
package func multiply(
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

/// Multiplies each value by the noise in its place: in float32, where the product is exact, and
/// rounded once. For processors with instructions for float16; others call the C runtime for each.
package func multiplyHalves(
  _ values: UnsafeMutablePointer<Float16>, _ noise: UnsafePointer<Float16>, _ count: Int
) {
  var i = 0
  while i < count {
    values[i] = Float16(Float(values[i]) * Float(noise[i]))
    i &+= 1
  }
}

/// Writes the product of each value and the noise in its place.
package func product(
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

/// Writes the product of each value and the noise in its place past the caches: for results so large
/// that they would not stay there. Otherwise the processor would first read what is written over.
///
/// - The result must lie at a multiple of 16 bytes. Other threads see it after a fence.
package func streamedProduct(
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

/// Multiplies each value by `factor` and adds `term`, rounded once.
package func scale(
  _ values: UnsafeMutablePointer<Float>, _ count: Int, _ factor: Float, _ term: Float
) {
  let (factors, terms) = (Reals(repeating: factor), Reals(repeating: term))
  var i = 0
  while i &+ 16 <= count {
    store(fma(reals(values, i), factors, terms), values, i)
    i &+= 16
  }
  while i < count {
    values[i] = term.addingProduct(values[i], factor)
    i &+= 1
  }
}
