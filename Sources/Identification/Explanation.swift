// The answer: one field for each key that `regx identify` prints.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import Regularization

/// How an answer stands.
public enum Verdict: String, Sendable {
  /// One explanation is left, and chance is none.
  case identified
  /// Several explanations, or one that chance could have made.
  case ambiguous
  /// The data cannot tell.
  case undetermined
  /// No method that is known makes Y of X.
  case unexplained
}

/// What lives or dies together.
public enum Granularity: String, Sendable {
  case element, channel, sample, batch, block
}

/// How the survivors are scaled.
public enum ScalingRule: String, Sendable {
  /// Y = X: nothing was done, or nothing was drawn.
  case identity
  /// By 1 / (1 - p).
  case inverted
  /// Not at all.
  case vanilla
  /// No zeros, everything by 1 - p: vanilla dropout in evaluation.
  case vanillaEvaluation = "vanilla-evaluation"
  /// By 1 / p, where 1 / (1 - p) was due.
  case reciprocalP = "reciprocal-p"
  /// By 1 / (1 - p)^2.
  case twice
  /// Alpha dropout: what is dropped takes a value of its own, and all is mapped.
  case affine
}

/// What turned X into Y, as far as the data tell.
public struct Explanation: Sendable {
  public var verdict: Verdict
  /// One sentence.
  public var because: String
  public var granularity: Granularity?
  public var dropped: DroppedShare?
  public var p: DropProbability?
  public var rule: ScalingRule?
  public var order: ScaleOrder?
  /// The best first.
  public var candidates: [Explained] = []
  public var searched = Searched()

  init(_ verdict: Verdict, because: String) {
    self.verdict = verdict
    self.because = because
  }
}

/// How many draws, each of an element, a channel or a sample, have dropped.
public struct DroppedShare: Equatable, Sendable {
  public var count: Int
  /// The draws whose outcome is known.
  public var of: Int
  public var fraction: Double { Double(count) / Double(of) }
}

/// The probability of zeroing, told in two ways.
public struct DropProbability: Equatable, Sendable {
  /// What the scale of the survivors means, under the rule that is named.
  public var fromScale: Double?
  /// The exact interval of 95 % that the number of zeros gives.
  public var fromZeros: (low: Double, high: Double)?
  /// Whether both may be true; `nil` where one of them is missing.
  public var agree: Bool?

  public static func == (a: DropProbability, b: DropProbability) -> Bool {
    a.fromScale == b.fromScale && a.fromZeros?.low == b.fromZeros?.low
      && a.fromZeros?.high == b.fromZeros?.high && a.agree == b.agree
  }
}

/// A method that fits, and the draws that reproduce Y, if any were found.
public struct Explained: Sendable {
  public var mode: String
  public var p: Double?
  /// The engine whose draws reproduce Y; `nil` where no searched draws do.
  public var engine: String?
  /// That engine and the others that draw the same.
  public var engines: [String] = []
  public var seed: UInt64?
  public var position: UInt64?
  public var gap: UInt64?
  /// The draws that agree, of all that are known.
  public var agree: Int
  public var of: Int
  /// What the agreement is worth: one stream of 2 to this power agrees by chance.
  public var bits: Double?
  /// How many matches chance alone would give over all that was searched.
  public var falseMatch: Double?
  /// Whether the position counts calls, and not words.
  public var countsCalls = false
  /// What a command line needs besides the engine's name.
  public var flags = ""
  /// The words of the generator of which one seeded the mask's own, where the seed is not known.
  public var words: [UInt32] = []
}

/// An engine whose draws were not searched.
public struct NotSearched: Equatable, Sendable {
  public var engine: String
  public var because: Obstacle
}

/// Why an engine was not searched, or not wholly.
public enum Obstacle: Equatable, Sendable {
  /// No layer of its framework drops and scales as Y shows.
  case noSuchLayer
  /// How it draws for the mode of this name is not known.
  case unknownDraws(String)
  /// It cannot draw such an input or mask.
  case unsupported(UnsupportedDraw)
  /// Its layer refuses a tensor like Y.
  case refused(RegularizationError)
  /// Its positions are calls, and those from this number on are left out.
  case laterCalls(UInt64)
}

/// What was tried.
public struct Searched: Sendable {
  public var engines: [String] = []
  /// The engines that were asked for and not searched, or not wholly.
  public var notSearched: [NotSearched] = []
  public var seeds = ""
  public var positions = ""
  /// Streams that were tried: seeds, times the places in each.
  public var tried = 0.0
  /// Whether the search ended before it was done.
  public var isCancelled = false
}
