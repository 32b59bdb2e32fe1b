// A probability, checked once.
// SPDX-License-Identifier: Apache-2.0

/// A number from 0 to 1, checked when it is made.
public struct Probability: Hashable, Sendable {
  /// The number.
  public let value: Double

  /// `nil` unless `value` is from 0 to 1; NaN is not.
  public init?(_ value: Double) {
    guard value >= 0, value <= 1 else { return nil }
    self.value = value
  }

  /// 1 - p, rounded once in double, as every framework forms it.
  public var complement: Probability { Probability(1 - value)! }
}

extension Probability: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// - Precondition: the literal is from 0 to 1.
  public init(floatLiteral value: Double) {
    guard let probability = Probability(value) else {
      preconditionFailure("a probability is from 0 to 1, not \(value)")
    }
    self = probability
  }

  /// - Precondition: the literal is 0 or 1.
  public init(integerLiteral value: Int) { self.init(floatLiteral: Double(value)) }
}
