// What each mode ought to do to mean and variance.

import RandomStreams
package import Regularization

extension Mode {
  /// The moments of this mode's noise with these arguments.
  ///
  /// `nil` where there is no closed form (drop block, whose scale is a ratio of sums), and where
  /// the method divides by 0.
  package func moments(_ arguments: ModeArguments) -> NoiseMoments? {
    let p = arguments.p.value
    let keep = arguments.p.complement.value
    guard arguments.training else {
      return name == "vanilla-dropout" ? .constant(keep) : .identity
    }
    switch name.prefix(while: { $0 != ":" }) {
    case "dropout", "dropout1d", "dropout2d", "dropout3d", "feature-dropout", "drop-connect",
      "stochastic-depth":
      // At p = 1 NumPy's idioms divide 0 by 0; all others give zeros.
      if keep == 0 { return families == [.numpy] ? nil : .zero }
      return .mask(keep: keep, scale: 1 / keep)
    case "vanilla-dropout":
      return .mask(keep: keep, scale: 1)
    case "drop-path":
      return dropPathMoments(arguments)
    case "alpha-dropout", "feature-alpha-dropout":
      if p == 0 { return .identity }
      return keep == 0 ? .zero : .alpha(p: p)
    case "gaussian-dropout":
      // Nothing is dropped; the factor is normal with mean 1 and variance p / (1 - p).
      return keep == 0 ? nil : NoiseMoments(dropped: 0, factor: 1, squaredFactor: 1 / keep)
    default:
      return nil
    }
  }

  private func dropPathMoments(_ arguments: ModeArguments) -> NoiseMoments? {
    let p = arguments.p.value
    let keep = arguments.p.complement.value
    switch name {
    case "drop-path:bernoulli":
      if !arguments.scaleByKeep { return .mask(keep: keep, scale: 1) }
      return keep == 0 ? .zero : .mask(keep: keep, scale: 1 / keep)
    case "drop-path:rand-gt":
      // Keeps where rand > keep, with probability p, and still divides by the keep probability.
      return keep == 0 ? nil : .mask(keep: p, scale: 1 / keep)
    case "drop-path:article-module":
      // p arrives as the keep probability; p = 0 is caught before.
      return p == 0 ? .identity : .mask(keep: p, scale: 1 / p)
    default:
      return keep == 0 ? nil : .mask(keep: keep, scale: 1 / keep)
    }
  }
}

extension NoiseMoments {
  /// Multiplies by 0.
  static var zero: NoiseMoments { NoiseMoments(dropped: 1, factor: 0, squaredFactor: 0) }

  /// Alpha dropout: kept, f = a and t = a α p; dropped, f = 0 and t = a α (p - 1).
  ///
  /// An input of mean 0 and variance 1 keeps both: a² (1 - p) (1 + α² p) = 1.
  static func alpha(p: Double) -> NoiseMoments {
    let alpha = 1.7580993408473766
    let q = 1 - p
    let a = 1 / ((alpha * alpha * p + 1) * q).squareRoot()
    let (kept, dropped) = (a * alpha * p, -a * alpha * q)
    return NoiseMoments(
      dropped: p, factor: q * a, squaredFactor: q * a * a, term: q * kept + p * dropped,
      squaredTerm: q * kept * kept + p * dropped * dropped, cross: q * a * kept)
  }
}
