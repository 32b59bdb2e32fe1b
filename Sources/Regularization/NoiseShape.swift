// What one draw decides about: an element, a channel, a sample, the whole batch.

package import TensorCore

/// How many leading axes of the input the noise has; the others have extent 1.
package enum NoiseShape: Hashable, Sendable {
  /// One draw an element.
  case element
  /// One draw a sample: (B, 1, ...).
  case sample
  /// One draw a channel: (N, C, 1, ...).
  case channel
  /// One draw for all: (1, 1, ...).
  case batch

  /// The noise's shape for an input of this shape.
  ///
  /// - Throws: if the input lacks an axis that the noise has.
  package func shape(for input: Shape) throws(RegularizationError) -> Shape {
    switch self {
    case .element:
      return input
    case .batch:
      return input.keeping(first: 0)
    case .sample:
      guard input.rank >= 1 else {
        throw RegularizationError("needs an input with a batch axis, not a scalar")
      }
      return input.keeping(first: 1)
    case .channel:
      guard input.rank >= 2 else {
        throw RegularizationError("Feature dropout requires at least 2 dimensions in the input")
      }
      return input.keeping(first: 2)
    }
  }
}
