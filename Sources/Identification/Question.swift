// What is asked: tensors, and what is known or may be tried.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import Regularization
public import TensorCore

/// A tensor as it was found.
public struct Observed: Sendable {
  public var source: any Source
  /// How it was printed; `nil` for one that is exact.
  public var digits: PrintedDigits?

  public init(_ source: any Source, digits: PrintedDigits? = nil) {
    self.source = source
    self.digits = digits
  }

  /// The most by which a value may differ from what was printed.
  func slack(_ value: Double) -> Double { digits?.slack(value) ?? 0 }
}

/// How numbers were printed.
public enum PrintedDigits: Hashable, Sendable {
  /// With so many digits after the point: 0.1947.
  case fixed(decimals: Int)
  /// With so many digits after the point of a number below ten: 1.9470e-01.
  case scientific(decimals: Int)

  /// The most by which a number may differ from what was printed.
  func slack(_ printed: Double) -> Double {
    switch self {
    case .fixed(let decimals): return Self.halfStep(decimals)
    case .scientific(let decimals):
      guard printed != 0, printed.isFinite else { return 0 }
      let exponent = Figure.log10(printed.magnitude).rounded(.down)
      return Self.halfStep(decimals) * Figure.exp10(exponent)
    }
  }

  private static func halfStep(_ decimals: Int) -> Double {
    (0..<decimals).reduce(0.5) { step, _ in step / 10 }
  }
}

/// The tensor that the method was given.
public enum KnownInput: Sendable {
  /// Nothing is known: only zeros tell.
  case unknown
  case tensor(Observed)
  case ones
  /// 0, 1, 2, …
  case arange
  /// Drawn by the same generator, before the mask.
  case rand
  /// Drawn by the same generator, before the mask.
  case randn
}

/// Data, and where to look for what made them.
public struct Question: Sendable {
  public var input: KnownInput
  public var output: Observed
  /// The methods to think of, the likeliest first.
  public var candidates: [Candidate]
  /// The engines to search, the likeliest first.
  public var engines: [SearchedEngine]
  public var seeds = SeedSet.usual
  /// Words drawn before the input, where that was drawn, or else before the mask.
  public var positions: ClosedRange<UInt64> = 0...0
  /// Words drawn between the input, where that was drawn, and the mask.
  public var gaps: ClosedRange<UInt64> = 0...0
  /// When a generator's whole state is solved for from the mask.
  public var recovery = StateRecoveryChoice.whenNothingElseIsFound
  /// How many words before the mask the seed of such a state is looked for.
  public var seedWithin: UInt64 = 1_000_000_000
  /// Further masks of the same run, in order.
  public var further: [FurtherMask] = []
  /// The p that is known already.
  public var p: Probability?
  public var threads = Threads.available

  public init(
    input: KnownInput, output: Observed, candidates: [Candidate], engines: [SearchedEngine]
  ) {
    self.input = input
    self.output = output
    self.candidates = candidates
    self.engines = engines
  }
}

/// When a generator's whole state is solved for.
public enum StateRecoveryChoice: Sendable {
  case never, whenNothingElseIsFound, always
}

/// A mask, or a masked tensor, that the same run drew later by the same method.
public struct FurtherMask: Sendable {
  /// The words drawn between the mask before and this one.
  public var words: UInt64
  public var output: Observed

  public init(after words: UInt64, _ output: Observed) {
    self.words = words
    self.output = output
  }
}

/// Someone who wants to know how far a search has come, and may end it.
public struct SearchMonitor: Sendable {
  /// Told the part of all work that is done, from any thread.
  public var progress: @Sendable (Double) -> Void
  /// Asked now and then whether to stop with what was found so far.
  public var isCancelled: @Sendable () -> Bool

  public init(
    progress: @escaping @Sendable (Double) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.progress = progress
    self.isCancelled = isCancelled
  }
}
