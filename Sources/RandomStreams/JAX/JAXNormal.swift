// jax.random.normal, as XLA computes it on a CPU with fused multiply-add.
//
// Source: `_normal_real` of JAX 0.10.2; `erf_inv` (M. Giles, "Approximating the erfinv function"),
// `log1p` and `log` (Cephes) as XLA of jaxlib 0.10.2 compiles them, Apache-2.0. `addingProduct` stands
// where XLA fuses product and sum, because that decides the bits. All 2^23 values that a draw can
// give were compared.
// SPDX-License-Identifier: Apache-2.0

import KernelInterface

/// `normal`: sqrt(2) · erf_inv(u), u uniform between the neighbour of -1 and 1.
struct JAXNormal: Draw {
  let cipher: Threefry2x32

  func fill(_ block: inout MutableSpan<Float>, from index: Int) {
    let kernels = Kernels.inUse
    cipher.fillUniforms(&block, from: UInt64(index)) {
      kernels.inverseErrorNormals($0.baseAddress!, $0.count)
    }
  }
}

/// `normal` of a half format: erf_inv is computed in float32 and rounded, then multiplied by the
/// rounded root of 2.
struct JAXHalfNormal: Draw {
  private var uniform: JAXUniform

  init(cipher: Threefry2x32, format: RealFormat) {
    // The neighbour of -1 on the side of 0.
    let low: Double = format == .float16 ? -0x1.ffcp-1 : -0x1.fep-1
    uniform = JAXUniform(
      cipher: cipher, format: format, range: JAXRange(format, low: low, high: 1))
  }

  mutating func fill(_ block: inout MutableSpan<Float>, from index: Int) {
    uniform.fill(&block, from: index)
    let format = uniform.format
    let root = format.round(1.41421356237309504880)
    for i in block.indices {
      block[i] = format.round(format.round(XLAMath.erfInv(block[i])) * root)
    }
  }
}

/// XLA's float32 functions, for the arguments that a normal needs.
enum XLAMath {
  /// sqrt(2) · erf_inv(u), u the uniform stretched to lie between the neighbour of -1 and 1.
  static func normal(_ uniform: Float) -> Float {
    let low: Float = -0x1.fffffep-1
    return erfInv(max(low, low.addingProduct(uniform, 2))) * 1.41421356237309504880
  }

  /// The inverse error function of -1 < x < 1.
  static func erfInv(_ x: Float) -> Float {
    let w = log1p(-(x * x))
    let isCentral = w > -5
    let v = isCentral ? -2.5 - w : (-w).squareRoot() - 3
    return x * horner(v, isCentral ? central : outer)
  }

  /// log(1 + a) of -1 < a <= 0.
  private static func log1p(_ a: Float) -> Float {
    guard a.magnitude < 0.41421356237309504880 else { return log(a + 1) }
    let a2 = a * a
    let quotient = horner(a, log1pNumerator) / horner(a, log1pDenominator)
    return a + (a * a2 * quotient).addingProduct(a2, -0.5)
  }

  /// The logarithm of a normal positive number.
  private static func log(_ y: Float) -> Float {
    let bits = y.bitPattern
    var m = Float(bitPattern: bits & 0x007f_ffff | 0x3f00_0000)
    var e = Float(Int32(truncatingIfNeeded: bits >> 23) - 126)
    if m < 0.707106781186547524 {
      e -= 1
      m = (m - 1) + m
    } else {
      m -= 1
    }
    let m2 = m * m
    let m3 = m2 * m
    let high = quadratic(m, 7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1)
    let middle = quadratic(m, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1)
    let low = quadratic(m, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1)
    let sum = low.addingProduct(m3, middle.addingProduct(m3, high))
    let tail = (e * -2.12194440e-4).addingProduct(m3, sum)
    return (tail + m.addingProduct(m2, -0.5)).addingProduct(e, 0.693359375)
  }

  @inline(__always)
  private static func quadratic(_ x: Float, _ a: Float, _ b: Float, _ c: Float) -> Float {
    c.addingProduct(b.addingProduct(a, x), x)
  }

  /// A polynomial, the highest coefficient first, every step fused.
  @inline(__always)
  private static func horner(_ x: Float, _ coefficients: [Float]) -> Float {
    var sum = coefficients[0]
    for i in 1..<coefficients.count { sum = coefficients[i].addingProduct(sum, x) }
    return sum
  }

  private static let central: [Float] = [
    2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087,
    -0.00125372503, -0.00417768164, 0.246640727, 1.50140941,
  ]
  private static let outer: [Float] = [
    -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773,
    -0.0076224613, 0.00943887047, 1.00167406, 2.83297682,
  ]
  private static let log1pNumerator: [Float] = [
    4.527e-05, 0.498541027, 6.57873249, 29.9119186, 60.9496689, 57.1129646, 20.0395527,
  ]
  private static let log1pDenominator: [Float] = [
    1, 15.0629091, 83.0475693, 221.762405, 309.098724, 216.427887, 60.11866,
  ]
}
