// The distributions that `sample` draws from.
// SPDX-License-Identifier: Apache-2.0

/// What `sample` draws.
enum Distribution: String, CaseIterable, Sendable {
  case rand, uniform, randn, normal, bernoulli, binomial, bits, split, ones, zeros, arange

  var summary: String {
    switch self {
    case .rand: "uniform in 0..<1"
    case .uniform: "uniform from --low to --high"
    case .randn: "standard normal"
    case .normal: "normal with --mean and --std"
    case .bernoulli: "1 with probability --p, else 0"
    case .binomial: "successes in --n trials with probability --p, on NumPy's engines"
    case .bits: "the generator's raw 32-bit words"
    case .split: "--n keys split from JAX's key, two words each"
    case .ones: "1 everywhere"
    case .zeros: "0 everywhere"
    case .arange: "0, 1, 2, ... in row-major order"
    }
  }
}
