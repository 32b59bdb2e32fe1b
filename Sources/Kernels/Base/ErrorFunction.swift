// Normals by the inverse error function, as XLA computes it.
//
// Source: as `XLAMath` of RandomStreams, the readable form of the same operations.
// SPDX-License-Identifier: Apache-2.0

extension CompiledLoops {
  package static func inverseErrorNormals(_ values: UnsafeMutablePointer<Float>, _ count: Int) {
    var i = 0
    while i &+ 16 <= count {
      store(inverseErrorNormal(reals(values, i)), values, i)
      i &+= 16
    }
    guard i < count else { return }
    var rest = Reals()
    var lane = 0
    while i &+ lane < count {
      rest[lane] = values[i &+ lane]
      lane &+= 1
    }
    rest = inverseErrorNormal(rest)
    lane = 0
    while i &+ lane < count {
      values[i &+ lane] = rest[lane]
      lane &+= 1
    }
  }
}

@inline(__always)
private func inverseErrorNormal(_ uniform: Reals) -> Reals {
  let u = fma(uniform, Reals(repeating: 2), -0x1.fffffep-1)
  let w = logarithm(plusOne: negated(u * u))
  let isCentral = Reals(repeating: -5) .< w
  let v = (squareRoot(negated(w)) - 3).replacing(with: -2.5 - w, where: isCentral)

  var central = Reals(repeating: 2.81022636e-08)
  central = fma(central, v, 3.43273939e-07)
  central = fma(central, v, -3.5233877e-06)
  central = fma(central, v, -4.39150654e-06)
  central = fma(central, v, 0.00021858087)
  central = fma(central, v, -0.00125372503)
  central = fma(central, v, -0.00417768164)
  central = fma(central, v, 0.246640727)
  central = fma(central, v, 1.50140941)

  var outer = Reals(repeating: -0.000200214257)
  outer = fma(outer, v, 0.000100950558)
  outer = fma(outer, v, 0.00134934322)
  outer = fma(outer, v, -0.00367342844)
  outer = fma(outer, v, 0.00573950773)
  outer = fma(outer, v, -0.0076224613)
  outer = fma(outer, v, 0.00943887047)
  outer = fma(outer, v, 1.00167406)
  outer = fma(outer, v, 2.83297682)

  return u * outer.replacing(with: central, where: isCentral) * 1.41421356237309504880
}

@inline(__always)
private func negated(_ x: Reals) -> Reals { asReals(bits(x) ^ Int32.min) }

/// log(1 + a) for -1 < a <= 0.
@inline(__always)
private func logarithm(plusOne a: Reals) -> Reals {
  let a2 = a * a
  var over = Reals(repeating: 4.527e-05)
  over = fma(over, a, 0.498541027)
  over = fma(over, a, 6.57873249)
  over = fma(over, a, 29.9119186)
  over = fma(over, a, 60.9496689)
  over = fma(over, a, 57.1129646)
  over = fma(over, a, 20.0395527)
  var under = Reals(repeating: 1)
  under = fma(under, a, 15.0629091)
  under = fma(under, a, 83.0475693)
  under = fma(under, a, 221.762405)
  under = fma(under, a, 309.098724)
  under = fma(under, a, 216.427887)
  under = fma(under, a, 60.11866)
  let near = a + fma(a2, Reals(repeating: -0.5), a * a2 * (over / under))
  let isNear = Reals(repeating: -0.41421356237309504880) .< a
  return logarithm(a + 1).replacing(with: near, where: isNear)
}

/// log(y) of normal positive numbers.
@inline(__always)
private func logarithm(_ y: Reals) -> Reals {
  var m = asReals(bits(y) & 0x007f_ffff | 0x3f00_0000)
  let isLow = unsafeBitCast(m .< Reals(repeating: 0.707106781186547524), to: Integers.self)
  // The mask counts as -1.
  let exponent = converted((bits(y) &>> 23) &- 126 &+ isLow)
  m = (m - 1) + asReals(bits(m) & isLow)
  let m2 = m * m
  let m3 = m2 * m
  let high = quadratic(m, 7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1)
  let middle = quadratic(m, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1)
  let low = quadratic(m, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1)
  let sum = fma(m3, fma(m3, high, middle), low)
  let tail = fma(m3, sum, exponent * -2.12194440e-4)
  return fma(exponent, Reals(repeating: 0.693359375), tail + fma(m2, Reals(repeating: -0.5), m))
}

@inline(__always)
private func quadratic(_ x: Reals, _ a: Float, _ b: Float, _ c: Float) -> Reals {
  fma(fma(Reals(repeating: a), x, b), x, c)
}
