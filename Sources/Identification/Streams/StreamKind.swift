// Streams of words that seeds make, and engines that draw from them.
// SPDX-License-Identifier: Apache-2.0

public import RandomStreams
public import TensorCore

/// A way to come from a seed to words and from words to draws, as far as searching goes.
///
/// One file each: how words decide draws, and how many seeds or places are tried at once.
public protocol StreamKind: Sendable {
  /// Engines of one name draw the same words in the same way.
  var name: String { get }

  /// How words decide this mask, for each range of chances to keep in which it is done in one way;
  /// empty where the engine has no such mask.
  ///
  /// - `count`: how many draws the call makes.
  func layouts(
    of drawing: MaskDrawing, dtype: DType, count: Int, kept: ClosedRange<Double>
  ) -> [(layout: DrawLayout, kept: ClosedRange<Double>)]

  /// How the words of the framework's `rand` of so many values lie; `nil` where that is not known.
  func uniformLayout(_ dtype: DType, count: Int) -> DrawLayout?

  /// The name that such draws have, where engines of another kind make the same.
  func drawName(_ layout: DrawLayout) -> String

  /// What is counted that came before a draw.
  var places: StreamPlaces { get }

  /// Whether the words are those of a Mersenne Twister as they are, so that its state can be solved
  /// for.
  var isTwister: Bool { get }

  /// Whether the words of `rand` are, too.
  var drawsByTwister: Bool { get }

  /// The places of the seeds from `first` on at which the stream passes, the lowest seed first.
  func matches(
    _ tests: StreamTests, seedsFrom first: UInt64, count: Int, positions: ClosedRange<UInt64>
  ) -> [StreamMatch]
}

extension StreamKind {
  public func drawName(_ layout: DrawLayout) -> String { name }

  /// Whether a place is a number of calls.
  var countsCalls: Bool { if case .calls = places { true } else { false } }

  public var places: StreamPlaces { .words }
  public var isTwister: Bool { false }
  public var drawsByTwister: Bool { isTwister }
}

/// What is counted that a stream's generator has drawn before.
public enum StreamPlaces: Hashable, Sendable {
  /// Nothing: a key draws the same each time.
  case none
  /// Words.
  case words
  /// Calls, of which drawing the input takes so many.
  case calls(forInput: UInt64)
}

/// An engine to look for.
public struct SearchedEngine: Sendable {
  public var name: String
  /// Other names of the same engine.
  public var aliases: [String]
  /// Which candidates it has, by their `frameworks`.
  public var framework: String
  public var kind: any StreamKind
  /// The largest seed that makes a stream of its own.
  public var lastSeed: UInt64
  /// Where machines draw differently, the engine on each of them: they are asked where the engine
  /// itself refuses.
  public var machines: [SearchedEngine] = []
  /// What a command line needs besides the engine's name.
  public var flags = ""
  /// The generator after seeding.
  public var make: @Sendable (UInt64) throws -> any FrameworkGenerator

  public init(
    name: String, aliases: [String] = [], framework: String, kind: any StreamKind,
    lastSeed: UInt64 = 0xffff_ffff, flags: String = "",
    make: @escaping @Sendable (UInt64) throws -> any FrameworkGenerator
  ) {
    self.name = name
    self.aliases = aliases
    self.framework = framework
    self.kind = kind
    self.lastSeed = lastSeed
    self.flags = flags
    self.make = make
  }
}
