// Where two engines part at the same line, and whether they meet again.
// SPDX-License-Identifier: Apache-2.0

import RandomStreams
import TensorCore

/// Two runs of a line, step by step.
struct EngineComparison {
  /// One step of both runs.
  struct Step {
    let name: String
    /// Where each generator stands after the step; `nil` for keys.
    let positions: (UInt128?, UInt128?)
    /// Whether both will give the same words from here on.
    let isInStep: Bool
    /// The share of draws on which the masks differ; `nil` where there is no mask, or they are of
    /// different shapes or too large to be made.
    let differingShare: Double?
    /// Whether anything of the step differs: words drawn, masks, or what comes next.
    let differs: Bool
  }

  let engine: Engine
  let steps: [Step]

  init(_ steps: [LedgerStep], _ engine: Engine, _ others: [LedgerStep]) throws {
    self.engine = engine
    self.steps = try zip(steps, others).map { a, b in
      let share = try Self.share(a.result, b.result)
      let positions = (a.after.position, b.after.position)
      // The same place alone does not mean the same stream; the words that follow tell.
      let isInStep =
        positions.0 == positions.1 && a.nextWords == b.nextWords && a.key == b.key
      return Step(
        name: a.name, positions: positions, isInStep: isInStep, differingShare: share,
        differs: !isInStep || a.words != b.words || (share ?? 0) > 0)
    }
  }

  private static func share(
    _ a: (any LedgerResult)?, _ b: (any LedgerResult)?
  ) throws -> Double? {
    guard let a, let b, a.mask.shape == b.mask.shape, a.mask.shape.count > 0,
      let (first, second) = try a.kept().flatMap({ a in try b.kept().map { (a, $0) } })
    else { return nil }
    return Double(zip(first, second).count { $0 != $1 }) / Double(first.count)
  }

  /// The first step that differs; `nil` if none does.
  var firstDiffering: Step? { steps.first(where: \.differs) }

  /// The first step after which the generators are in step again, having parted.
  var meeting: Step? {
    guard let parted = steps.firstIndex(where: { !$0.isInStep }) else { return nil }
    return steps[parted...].first(where: \.isInStep)
  }
}
