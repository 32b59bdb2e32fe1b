// NumPy's binomial numbers, of `RandomState` and of `Generator`.
//
// Source: numpy/random/src/distributions/distributions.c and numpy/random/src/legacy/
// legacy-distributions.c of NumPy 2.4.6, copyright (c) 2005-2017 NumPy Developers, BSD-3-Clause;
// the notice stands in ZigguratTables.swift. NumPy keeps the setup of the last (n, p); as it holds
// nothing but functions of n and p, that changes no result.
// SPDX-License-Identifier: Apache-2.0

/// The number of successes in `trials` trials, prepared for drawing.
///
/// - Draws: doubles. By inversion, where trials · min(p, 1 - p) <= 30, one, and in rare cases
///   another. By BTPE two, again two for each rejection. `Generator` draws none where `trials` or p
///   is 0; `RandomState` draws one.
struct Binomial: Sendable {
  /// Which of NumPy's two generators, as their first terms round differently.
  enum Rule {
    case randomState, generator
  }

  enum Method {
    case zero
    case inversion(Inversion)
    case btpe(BTPE)
  }

  let trials: Int64
  /// p > 0.5: what is drawn counts the failures.
  let isFlipped: Bool
  let method: Method

  /// - Throws: where NumPy says `n < 0` or `p < 0, p > 1 or p is NaN`.
  init(trials: Int64, probability: Double, rule: Rule) throws(UnsupportedDraw) {
    guard trials >= 0 else { throw .numPy(.trials) }
    guard probability >= 0 && probability <= 1 else { throw .numPy(.probability) }
    self.trials = trials
    isFlipped = probability > 0.5
    let p = isFlipped ? 1 - probability : probability
    if rule == .generator && (trials == 0 || probability == 0) {
      method = .zero
    } else if p * Double(trials) <= 30 {
      method = .inversion(Inversion(trials: trials, p: p, rule: rule))
    } else {
      method = .btpe(BTPE(n: trials, p: p))
    }
  }

  /// Draws `count` numbers and calls `body` with each and its index.
  @inline(__always)
  func draw(
    _ count: Int, from stream: inout some DoubleStream, _ body: (Int, Int64) -> Void
  ) {
    // Looks the method up once, not for every number.
    switch method {
    case .zero:
      for i in 0..<count { body(i, 0) }
    case .inversion(let inversion):
      for i in 0..<count { body(i, successes(inversion.sample(&stream))) }
    case .btpe(let btpe):
      for i in 0..<count { body(i, successes(btpe.sample(&stream))) }
    }
  }

  @inline(__always)
  private func successes(_ drawn: Int64) -> Int64 { isFlipped ? trials &- drawn : drawn }

  /// The largest u · 2^53 that gives 0 (1 when flipped) in a single trial; `nil` where there are
  /// more trials, or where some u is rejected and the draw must be read in order.
  var singleTrialThreshold: UInt64? {
    guard trials == 1, case .inversion(let inversion) = method else { return nil }
    // If a smaller u is rejected, a larger one is too, so the largest decides.
    if inversion.rejects(1 - 0x1p-53) { return nil }
    return UInt64(min(inversion.qn, 1) * 0x1p53)
  }
}

/// Sequential search from 0 upwards.
struct Inversion: Sendable {
  private let n: Int64
  private let p: Double
  private let q: Double
  /// The probability of 0.
  let qn: Double
  private let bound: Int64

  init(trials: Int64, p: Double, rule: Binomial.Rule) {
    n = trials
    self.p = p
    q = 1 - p
    // The two round differently; with one trial this is q itself or a neighbour.
    switch rule {
    case .randomState: qn = CMath.exp(Double(n) * CMath.log(q))
    case .generator: qn = CMath.exp(Double(n) * CMath.log1p(-p))
    }
    let np = Double(n) * p
    bound = truncated(min(Double(n), np + 10 * (np * q + 1).squareRoot()))
  }

  @inline(__always)
  func sample(_ stream: inout some DoubleStream) -> Int64 {
    while true {
      if let found = search(stream.nextDouble()) { return found }
    }
  }

  func rejects(_ u: Double) -> Bool { search(u) == nil }

  @inline(__always)
  private func search(_ start: Double) -> Int64? {
    var (x, px, u): (Int64, Double, Double) = (0, qn, start)
    while u > px {
      x += 1
      if x > bound { return nil }
      u -= px
      px = Double(n - x + 1) * p * px / (Double(x) * q)
    }
    return x
  }
}

/// C's cast to `int64_t` on x86-64: the lowest integer where the value does not fit.
func truncated(_ value: Double) -> Int64 {
  Int64(exactly: value.rounded(.towardZero)) ?? .min
}
