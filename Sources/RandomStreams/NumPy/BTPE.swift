// BTPE, the rejection method of NumPy's binomials with a large n · p.
//
// Source: random_binomial_btpe in numpy/random/src/distributions/distributions.c of NumPy 2.4.6,
// copyright (c) 2005-2017 NumPy Developers, BSD-3-Clause (the notice stands in
// ZigguratTables.swift), after Kachitvichyanukul and Schmeiser, "Binomial Random Variate
// Generation", 1988. Up to 2.4 both of NumPy's generators add all four terms of the last test;
// from 2.5 on `Generator` has 13860 for 13680 and subtracts the last two.
// SPDX-License-Identifier: Apache-2.0

/// Triangle, parallelograms and exponential tails over the binomial density. The names are the
/// source's.
struct BTPE: Sendable {
  private let n: Int64
  private let r: Double
  private let q: Double
  private let m: Int64
  private let p1: Double
  private let xm: Double
  private let xl: Double
  private let xr: Double
  private let c: Double
  private let laml: Double
  private let lamr: Double
  private let p2: Double
  private let p3: Double
  private let p4: Double
  private let nrq: Double

  /// - Precondition: n · p > 30 and p <= 0.5.
  init(n: Int64, p: Double) {
    self.n = n
    r = min(p, 1 - p)
    q = 1 - r
    let fm = Double(n) * r + r
    m = truncated(fm.rounded(.down))
    p1 = (2.195 * (Double(n) * r * q).squareRoot() - 4.6 * q).rounded(.down) + 0.5
    xm = Double(m) + 0.5
    xl = xm - p1
    xr = xm + p1
    c = 0.134 + 20.5 / (15.3 + Double(m))
    var a = (fm - xl) / (fm - xl * r)
    laml = a * (1 + a / 2)
    a = (xr - fm) / (xr * q)
    lamr = a * (1 + a / 2)
    p2 = p1 * (1 + 2 * c)
    p3 = p2 + c / laml
    p4 = p3 + c / lamr
    nrq = Double(n) * r * q
  }

  @inline(never)
  func sample(_ stream: inout some DoubleStream) -> Int64 {
    while true {
      let u = stream.nextDouble() * p4
      var v = stream.nextDouble()
      let y: Int64
      if u <= p1 { return truncated((xm - p1 * v + u).rounded(.down)) }
      if u <= p2 {
        let x = xl + (u - p1) / c
        v = v * c + 1 - abs(Double(m) - x + 0.5) / p1
        if v > 1 { continue }
        y = truncated(x.rounded(.down))
      } else if u <= p3 {
        y = truncated((xl + CMath.log(v) / laml).rounded(.down))
        if y < 0 || v == 0 { continue }
        v = v * (u - p2) * laml
      } else {
        y = truncated((xr - CMath.log(v) / lamr).rounded(.down))
        if y > n || v == 0 { continue }
        v = v * (u - p3) * lamr
      }
      if accepts(v, at: y) { return y }
    }
  }

  private func accepts(_ v: Double, at y: Int64) -> Bool {
    // The source's integers wrap where n is near 2^63.
    let k = (y &- m).magnitudeAsInt64
    if k <= 20 || Double(k) >= nrq / 2 - 1 {
      let s = r / q
      let a = s * Double(n &+ 1)
      var F = 1.0
      if m < y {
        for i in m + 1...y { F *= a / Double(i) - s }
      } else if m > y {
        for i in y + 1...m { F /= a / Double(i) - s }
      }
      return !(v > F)
    }
    let reach = Double(k)
    let rho = reach / nrq * ((reach * (reach / 3 + 0.625) + 0.16666666666666666) / nrq + 0.5)
    let t = Double((0 &- k) &* k) / (2 * nrq)
    let A = CMath.log(v)
    if A < t - rho { return true }
    if A > t + rho { return false }
    return !(A > stirling(at: y))
  }

  /// The logarithm of the density at `y` over that at m, as the source sums it up.
  private func stirling(at y: Int64) -> Double {
    func error(_ x: Double) -> Double {
      let x2 = x * x
      return (13680 - (462 - (132 - (99 - 140 / x2) / x2) / x2) / x2) / x / 166320
    }
    let x1 = Double(y) + 1
    let f1 = Double(m) + 1
    let z = Double(n) + 1 - Double(m)
    let w = Double(n) - Double(y) + 1
    return xm * CMath.log(f1 / x1) + (Double(n - m) + 0.5) * CMath.log(z / w)
      + Double(y &- m) * CMath.log(w * r / (x1 * q)) + error(f1) + error(z) + error(x1) + error(w)
  }
}

extension Int64 {
  /// C's `llabs`, which leaves the lowest integer as it is.
  fileprivate var magnitudeAsInt64: Int64 { self < 0 ? 0 &- self : self }
}
