// What the flags of `identify` set.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Identification
import RandomStreams
import Regularization

/// What is known, and what is searched.
struct IdentifyFlags: Sendable {
  /// The engines to search; `nil` for all that can be searched.
  var engines: [Engine]?
  /// The modes to think of; `nil` for all.
  var modes: [Mode]?
  var seeds = SeedSet.usual
  /// The seeds as they were typed.
  var seedText = "usual"
  var positions: ClosedRange<UInt64> = 0...0
  var gaps: ClosedRange<UInt64> = 0...0
  var recovery = StateRecoveryChoice.whenNothingElseIsFound
  var seedWithin: UInt64 = 1_000_000_000
  /// Further masks: a file each, and the words before it.
  var further: [(path: String, words: UInt64)] = []
  /// The words said by `--words` for the next `--then`.
  var words: UInt64 = 0
  /// `nil` where p is not known.
  var p: Probability?
}

extension Flag where Options == RawFlags {
  static let searchedEngines = RegxFlag(
    "engine", metavar: "ENGINE,...", help: "Engines whose draws are searched",
    details: "By default, and with 'all', every engine that can be searched.",
    parse: { (options, text) throws(ValueError) in
      if text == "all" { return options.identify.engines = nil }
      var engines: [Engine] = []
      for word in text.split(separator: ",", omittingEmptySubsequences: false) {
        let engine = try Engine.meant(by: String(word))
        guard engine.streamKind != nil else {
          throw ValueError("'\(engine.name)' cannot be searched; leave it out")
        }
        engines.append(engine)
      }
      options.identify.engines = engines
    })

  static let searchedSeeds = RegxFlag(
    "seeds", metavar: "SEEDS", help: "Seeds to try: a list, A:B, usual, all or none",
    details:
      "'usual' is 0:999999 and larger seeds that people type: dates, digits in order. 'all' is 0 to 2^32 - 1: every"
      + " run of PyTorch on the CPU, also one that nobody seeded, as only 32 bits of its random"
      + " seed reach the generator. It takes minutes.",
    default: { $0.identify.seedText },
    parse: { (options, text) throws(ValueError) in
      options.identify.seeds = try seedSet(text)
      options.identify.seedText = text
    })

  static let searchedPositions = RegxFlag(
    "positions", metavar: "A:B", help: "Words drawn before the input or the mask",
    default: { _ in "0:0" },
    parse: { (options, text) throws(ValueError) in
      options.identify.positions = try wordRange(text)
    })

  static let searchedGaps = RegxFlag(
    "gap", metavar: "A:B", help: "Words drawn between a drawn input and the mask",
    default: { _ in "0:0" },
    parse: { (options, text) throws(ValueError) in options.identify.gaps = try wordRange(text) })

  static let state = RegxFlag(
    "state", help: "Solve for the generator's whole state, in any case",
    details: "By default it is done when the data suffice and the search found nothing.",
    set: { $0.identify.recovery = .always })

  static let noState = RegxFlag(
    "no-state", help: "Search seeds alone, and never for a generator's state",
    set: { $0.identify.recovery = .never })

  static let stateWithin = RegxFlag(
    "state-within", metavar: "N", help: "How many words back the seed of a state is looked for",
    in: \.identify.seedWithin
  ) { (text) throws(ValueError) in
    try wordCount(text)
  }

  static let then = RegxFlag(
    "then", metavar: "FILE", help: "A further mask of the same run",
    details: "It was drawn as many words after the one before as --words before it says. May stand"
      + " several times.",
    values: .file,
    parse: { (options, text) in
      options.identify.further.append((text, options.identify.words))
      options.identify.words = 0
    })

  static let wordsBefore = RegxFlag(
    "words", metavar: "N", help: "Words drawn before the next --then", default: { _ in "0" },
    parse: { (options, text) throws(ValueError) in options.identify.words = try wordCount(text) })

  static let knownModes = RegxFlag(
    "mode", metavar: "MODE,...", help: "Modes to think of, where that is known",
    values: Mode.values.listed,
    parse: { (options, text) throws(ValueError) in
      var modes: [Mode] = []
      for word in text.split(separator: ",", omittingEmptySubsequences: false) {
        modes.append(try Mode.values.choice(String(word), Mode.named))
      }
      options.identify.modes = modes
    })

  static let knownProbability = RegxFlag(
    "p", short: "p", metavar: "P", help: "Probability of zeroing, where that is known",
    parse: { (options, text) throws(ValueError) in
      options.identify.p = try Probability.parsed(text)
    }
  ).also("drop-prob", "drop-rate", "rate", "prob")
}

private func wordCount(_ text: String) throws(ValueError) -> UInt64 {
  guard let count = UInt64(text) else {
    throw ValueError("must be a number of words, from 0 to 2^64 - 1")
  }
  return count
}

private func wordRange(_ text: String) throws(ValueError) -> ClosedRange<UInt64> {
  let ends = text.split(separator: ":", omittingEmptySubsequences: false).map { UInt64($0) }
  guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil,
    first <= last
  else { throw ValueError("must be A:B, two numbers of words in order, like 0:5000") }
  return first...last
}

private func seedSet(_ text: String) throws(ValueError) -> SeedSet {
  if text == "usual" { return .usual }
  if text == "all" { return .all }
  if text == "none" { return .none }
  var ranges: [ClosedRange<UInt64>] = []
  for item in text.split(separator: ",", omittingEmptySubsequences: false) {
    let ends = item.split(separator: ":", omittingEmptySubsequences: false).map { UInt64($0) }
    guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil,
      first <= last
    else { throw ValueError("must be seeds like 2021,42 or 0:999999, or one of usual, all, none") }
    ranges.append(first...last)
  }
  return SeedSet(ranges)
}
