// The product of a tensor and a noise that lies beside it.

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
