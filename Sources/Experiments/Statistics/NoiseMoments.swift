// Mean and variance of an output, from the moments of its noise and of its input.
// SPDX-License-Identifier: Apache-2.0

package import Regularization

extension NoiseMoments {
  /// The mean of the output: E[f] E[x] + E[t].
  package func mean(of input: InputMoments) -> Double { mean(of: input.mean) }

  /// The mean of the output of a single value.
  package func mean(of x: Double) -> Double { factor * x + term }

  /// E[y²] = E[f²] E[x²] + 2 E[ft] E[x] + E[t²].
  package func meanSquare(of input: InputMoments) -> Double {
    squaredFactor * input.meanSquare + 2 * cross * input.mean + squaredTerm
  }

  /// The variance of the outputs of all elements and trials together.
  package func variance(of input: InputMoments) -> Double {
    (meanSquare(of: input) - square(mean(of: input))).notBelowZero
  }

  /// The variance over trials of the output of a single value.
  package func variance(of x: Double) -> Double {
    let meanSquare = squaredFactor * x * x + 2 * cross * x + squaredTerm
    return (meanSquare - square(mean(of: x))).notBelowZero
  }

  /// The variance over trials of a tensor's mean: (Σ Var(f S + t n)) / N², over the groups of n
  /// elements with the sum S that share a draw.
  package func varianceOfMean(of input: InputMoments) -> Double {
    let (varianceOfFactor, varianceOfTerm, covariance) = (
      squaredFactor - factor * factor, squaredTerm - term * term, cross - factor * term
    )
    let (groups, count) = (input.groups, Double(input.count))
    let members = Double(groups.size)
    let sum =
      varianceOfFactor * groups.squaredSums + 2 * covariance * members * count * input.mean
      + varianceOfTerm * members * count
    return (sum / (count * count)).notBelowZero
  }

  /// The mean over trials of the variance within a tensor, which misses that of its mean.
  package func varianceWithin(of input: InputMoments) -> Double {
    (variance(of: input) - varianceOfMean(of: input)).notBelowZero
  }
}

/// What of an input decides about mean and variance of an output.
package struct InputMoments: Equatable, Sendable {
  /// The number of elements.
  package var count = 0
  /// E[x] over the elements.
  package var mean = 0.0
  /// The variance over the elements, divided by their number.
  package var variance = 0.0
  /// How many elements are 0.
  package var zeros = 0
  /// The elements that share a draw: how many they are, and the sum over all such groups of the
  /// square of the group's sum.
  package var groups = (size: 1, squaredSums: 0.0)

  /// E[x²].
  package var meanSquare: Double { variance + mean * mean }

  package static func == (a: Self, b: Self) -> Bool {
    a.count == b.count && a.mean == b.mean && a.variance == b.variance && a.zeros == b.zeros
      && a.groups == b.groups
  }
}

func square(_ x: Double) -> Double { x * x }

extension Double {
  /// The number, or 0 where rounding has made it less; NaN stays, which `max` would lose.
  var notBelowZero: Double { self < 0 ? 0 : self }
}
