// Whether outputs follow from an input by a layer, told without the seed.
// SPDX-License-Identifier: Apache-2.0

package import Regularization
package import TensorCore

/// Why a layer can only be checked by its seed.
package enum MaskCheckError: Error, Sendable {
  /// What it draws is no mask of independent zeros and ones.
  case noIndependentDraws
  /// The chance of dropping is not known.
  case unknownChance
}

/// Tests of the claim that a layer made some outputs of one input.
///
/// The draws are read off each output. Under the claim they are independent, each dropping with the
/// layer's own chance, so the counts that are tested have exact binomial distributions. What a
/// regularizer must do without chance (one value per draw, the right scale) is tested as such.
///
/// - Memory: a byte for each draw of each output.
package struct MaskCheck<Element: DrawableScalar> {
  private let layer: any Regularizer
  private let input: any Source<Element>
  private let noise: Shape
  private let calls: [MaskEvidence]
  private let dropChance: Probability

  /// Reads the draws off the outputs of one call or several.
  ///
  /// - Throws: `RegularizationError` where the layer refuses the input, `MaskCheckError` where what
  ///   it draws is no mask of independent zeros and ones; else what reading the tensors throws.
  /// - Precondition: the outputs have the input's shape.
  package init(
    _ layer: any Regularizer, of input: any Source<Element>, outputs: [any Source<Element>]
  ) throws {
    self.layer = layer
    self.input = input
    let granularity = layer.noiseShape(rank: input.shape.rank)
    guard layer.dropsIndependently, granularity != .block else {
      throw MaskCheckError.noIndependentDraws
    }
    let chance = layer.moments?.dropped ?? layer.parts.map { $0.keepChance.complement.value }
    guard let chance = chance.flatMap({ Probability($0) }) else {
      throw MaskCheckError.unknownChance
    }
    dropChance = chance
    // A shortcut may take shapes that a draw does not.
    noise = (try? granularity.shape(for: input.shape)) ?? input.shape
    let outcomes = try Outcomes(layer, of: input)
    let count = noise.count
    calls = try outputs.map { try MaskEvidence(of: $0, from: input, outcomes, draws: count) }
  }

  /// All tests, not yet judged at a level.
  package var tests: [CheckTest] {
    [granularity, rate, scale, kept].compactMap(\.self) + independence + repeats
  }

  // MARK: - What no chance decides

  private var granularity: CheckTest {
    let unit = layer.noiseShape(rank: input.shape.rank).rawValue
    let mixed = calls.reduce(0) { $0 + $1.mixed }
    if mixed == 0 { return CheckTest("granularity", holds: true, "one draw per \(unit)") }
    let first = calls.lazy.compactMap(\.firstMixed).first.map { " at \(place($0))" } ?? ""
    return CheckTest(
      "granularity", holds: false,
      "one draw per \(unit) is due, and \(mixed) of \(noise.count * calls.count) are neither"
        + " dropped nor kept as a whole, the first\(first)")
  }

  /// Whether what is kept has the layer's factor. Elements that have none in common are the next
  /// test's.
  private var scale: CheckTest? {
    let kept = calls.reduce(0) { $0 + $1.keptElements }
    let wrong = calls.reduce(0) { $0 + $1.wrongElements }
    guard kept > 0, wrong > 0, let parts = layer.parts else {
      return CheckTest("scale", holds: true, kept == 0 ? "nothing was kept" : "as it is due")
    }
    let due = parts.scaling == .none ? 1 : 1 / parts.keep.value
    let factors = calls.compactMap(\.factor)
    guard factors.count == calls.count(where: { $0.keptElements > 0 }) else {
      let isMost = 2 * wrong < kept
      return CheckTest(
        "scale", holds: isMost,
        isMost ? "as it is due for most elements" : "the kept elements have no factor in common")
    }
    let found = factors.map { "\(short($0))" }.joined(separator: ", ")
    return CheckTest(
      "scale", holds: false, "what is kept is times \(found), and \(short(due)) is due")
  }

  /// Whether elements that were kept have a value of their own.
  private var kept: CheckTest {
    let count = calls.reduce(0) { $0 + $1.keptElements }
    let wrong = calls.reduce(0) { $0 + $1.wrongElements }
    let hasFactor =
      layer.parts != nil && calls.allSatisfy { $0.keptElements == 0 || $0.factor != nil }
    if wrong == 0 || hasFactor {
      return CheckTest("kept", holds: true, "no kept element changed by itself")
    }
    let first = calls.lazy.compactMap(\.firstWrong).first.map { ", the first at \(place($0))" }
    return CheckTest(
      "kept", holds: false, "\(wrong) of \(count) kept elements changed\(first ?? "")")
  }

  // MARK: - What chance decides

  private var rate: CheckTest {
    let known = calls.reduce(0) { $0 + $1.known }
    let dropped = calls.reduce(0) { $0 + $1.dropped }
    let expected = short(Double(known) * dropChance.value)
    return CheckTest(
      "rate",
      pValue: binomialPValue(successes: dropped, trials: known, probability: dropChance),
      "\(dropped) of \(known) draws dropped, \(expected) expected")
  }

  /// The chance that two independent draws agree.
  private var agreement: Probability {
    let (p, q) = (dropChance.value, dropChance.complement.value)
    return Probability(min(1, p * p + q * q)) ?? 1
  }

  /// Along each axis: how many of the pairs (0, 1), (2, 3), ... of neighbours agree.
  ///
  /// No draw is in two pairs, so the count is binomial; a mask that repeats along the axis, or drops
  /// in longer runs, agrees too often.
  private var independence: [CheckTest] {
    let strides = noise.strides
    return noise.extents.indices.compactMap { axis in
      let extent = noise.extents[axis]
      guard extent > 1 else { return nil }
      var (agreeing, pairs) = (0, 0)
      for call in calls {
        for draw in call.states.indices {
          let coordinate = draw / strides[axis] % extent
          guard coordinate % 2 == 0, coordinate + 1 < extent else { continue }
          count(call.states[draw], call.states[draw + strides[axis]], &agreeing, &pairs)
        }
      }
      return test("independence over \(name(of: axis))", agreeing, of: pairs, "pairs of neighbours")
    }
  }

  /// For each two calls: how many of their draws agree.
  private var repeats: [CheckTest] {
    calls.indices.flatMap { later in
      (0..<later).map { earlier in
        var (agreeing, pairs) = (0, 0)
        for (a, b) in zip(calls[earlier].states, calls[later].states) {
          count(a, b, &agreeing, &pairs)
        }
        let names = "calls \(earlier + 1) and \(later + 1)"
        let isSame = pairs > 0 && agreeing == pairs
        return test(
          "repeats", agreeing, of: pairs, "draws of \(names)",
          note: isSame ? ": the same mask" : "")
      }
    }
  }

  private func test(
    _ name: String, _ agreeing: Int, of pairs: Int, _ what: String, note: String = ""
  ) -> CheckTest {
    let expected = short(Double(pairs) * agreement.value)
    return CheckTest(
      name, pValue: binomialPValue(successes: agreeing, trials: pairs, probability: agreement),
      "\(agreeing) of \(pairs) \(what) agree\(note), \(expected) expected")
  }

  private func count(
    _ a: MaskEvidence.State, _ b: MaskEvidence.State, _ agreeing: inout Int, _ pairs: inout Int
  ) {
    guard a != .unknown, b != .unknown else { return }
    pairs += 1
    if a == b { agreeing += 1 }
  }

  // MARK: - Words

  private func name(of axis: Int) -> String {
    let rank = noise.rank
    if axis == 0, rank > 1 { return "samples" }
    if axis == 1, rank > 2 || layer.noiseShape(rank: rank) == .channel { return "channels" }
    return axis == rank - 1 ? "elements" : "axis \(axis)"
  }

  /// Where an element lies, as an index of the input.
  private func place(_ index: Int) -> String {
    let parts = zip(input.shape.strides, input.shape.extents).map { "\(index / $0 % $1)" }
    return "(\(parts.joined(separator: ", ")))"
  }

  /// A number in four digits or so, for reading.
  private func short(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
    let rounded = (value * 10_000).rounded() / 10_000
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
