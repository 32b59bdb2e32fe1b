// regx compare over several engines or seeds: the same line once for each, in columns.
// SPDX-License-Identifier: Apache-2.0

import TensorCore
import TensorFormats

/// The runs of a line that names several engines or seeds.
struct ComparedRuns {
  private struct Run {
    let name: String
    let tensors: [NamedTensor]
    let results: [any LedgerResult]
  }

  private let runs: [Run]
  private let modeCount: Int
  /// How many tensors are shown of each mode.
  private let tensorsOfMode: Int

  /// - Parameters: Whether there are several engines and several seeds, which name the runs then.
  /// - Throws: what a run is refused for.
  init(
    _ requests: [ExperimentRequest], manyEngines: Bool, manySeeds: Bool, _ console: Console
  ) throws {
    modeCount = requests[0].modes.count
    tensorsOfMode = requests[0].shown.count { $0 != .input }
    runs = try requests.map { request in
      let (engine, seed) = (request.engine.engine.name, request.engine.seed.decimal)
      let name = [manyEngines ? engine : nil, manySeeds ? "seed \(seed)" : nil]
        .compactMap(\.self).joined(separator: ", ")
      let ledger = Ledger()
      let experiment = Experiment(
        request, console, facts: [("engine", JSON.string(engine)), ("seed", JSON.string(seed))],
        notedIn: ledger)
      let tensors = try experiment.tensors().map { tensor in
        var tensor = tensor
        tensor.heading = tensor.heading.map { "\($0), \(name)" }
        tensor.name += ".\(engine).\(seed)"
        return tensor
      }
      return Run(name: name, tensors: tensors, results: ledger.steps.compactMap(\.result))
    }
  }

  /// The tensors of each mode side by side, with the line on how far their masks agree.
  func rows() throws -> [(tensors: [NamedTensor], note: String?)] {
    let inputs = runs[0].tensors.count - tensorsOfMode * modeCount
    return try runs[0].tensors.indices.map { index in
      let place = index - inputs
      let isLast = place >= 0 && place % tensorsOfMode == tensorsOfMode - 1
      let note = isLast ? try agreement(ofMode: place / tensorsOfMode) : nil
      return (runs.map { $0.tensors[index] }, note)
    }
  }

  /// How far the masks of one mode agree with the first run's.
  private func agreement(ofMode index: Int) throws -> String? {
    let lines = try runs.dropFirst().compactMap { run -> String? in
      guard let agreement = try MaskAgreement(runs[0].results[index], run.results[index]) else {
        return nil
      }
      return "\(run.name): \(agreement.text)"
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }
}

/// How far two masks of one shape agree.
struct MaskAgreement {
  private let differing: Int
  private let count: Int
  private let first: [Int]?

  /// `nil` for masks of different shapes, without a draw, or too large to be made.
  init?(_ a: any LedgerResult, _ b: any LedgerResult) throws {
    let shape = a.mask.shape
    guard shape == b.mask.shape, shape.count > 0, let kept = try a.kept(),
      let others = try b.kept()
    else { return nil }
    count = shape.count
    var (differing, first) = (0, nil as Int?)
    for i in kept.indices where kept[i] != others[i] {
      differing += 1
      if first == nil { first = i }
    }
    self.differing = differing
    self.first = first.map { place in
      var rest = place
      return zip(shape.extents, shape.strides).map { _, stride in
        defer { rest %= stride }
        return rest / stride
      }
    }
  }

  /// `masks agree in 50.0 % of 24 draws, first difference at [0, 0, 1, 0]`.
  var text: String {
    let unit = count == 1 ? "draw" : "draws"
    guard let first else { return "masks agree in all \(count) \(unit)" }
    // Rounded down: what differs somewhere does not agree in 100.0 %.
    let tenths = (count - differing) * 1000 / count
    return "masks agree in \(tenths / 10).\(tenths % 10) % of \(count) \(unit), first difference at"
      + " [\(first.map(String.init).joined(separator: ", "))]"
  }
}
