// A probability, checked once.

/// A number from 0 to 1. Whoever holds one need not ask again.
public struct Probability: Hashable, Sendable {
  public let value: Double

  /// `nil` unless `value` is from 0 to 1; NaN is not.
  public init?(_ value: Double) {
    guard value >= 0, value <= 1 else { return nil }
    self.value = value
  }

  /// 1 - p, rounded once in double, as every framework forms it.
  public var complement: Probability { Probability(1 - value)! }
}
