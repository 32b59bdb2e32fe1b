// regx compare over several engines or seeds: the same line once for each, in columns.

import CommandTable
import RandomStreams
import Regularization
import TensorCore
import TensorFormats

/// The runs of a line that names several engines or seeds.
struct ComparedRuns {
  private struct Run {
    let name: String
    let figures: [Figure]
    let results: [any LedgerResult]
  }

  private let runs: [Run]
  private let modes: [String]
  private let options: Options

  /// Runs the line once for each engine and seed.
  ///
  /// - Throws: what a run is refused for, with the engine or seed that it is about.
  init(_ invocation: Invocation<Options>, _ console: Console) throws {
    let all = invocation.options
    let engines = all.engines.isEmpty ? [all.engine] : all.engines
    let seeds = try all.seeds()
    let modes = Self.modes(invocation)
    options = all
    self.modes = modes.map(\.heading)
    runs = try engines.flatMap { engine in
      try seeds.map { seed in
        var line = invocation
        (line.options.engine, line.options.seed) = (engine, seed)
        let ledger = Ledger()
        var experiment = try Subcommand.experiment(line, console, modes: modes)
        experiment.ledger = ledger
        let name = [
          engines.count > 1 ? engine.name : nil,
          seeds.count > 1 ? "seed \(seed.decimal)" : nil,
        ].compactMap(\.self).joined(separator: ", ")
        let figures = try experiment.figures().map { figure in
          var figure = figure
          figure.heading = figure.heading.map { "\($0), \(name)" }
          figure.runName = "\(figure.name).\(engine.name).\(seed.decimal)"
          figure.run = [
            ("engine", JSON.string(engine.name)), ("seed", JSON.string(seed.decimal)),
          ]
          return figure
        }
        return Run(name: name, figures: figures, results: ledger.steps.compactMap(\.result))
      }
    }
  }

  /// The modes that are typed, else those of the first engine that all engines have.
  private static func modes(_ invocation: Invocation<Options>) -> [Mode] {
    let options = invocation.options
    if invocation.isGiven("mode") { return options.modes }
    let frameworks =
      options.engines.isEmpty ? [options.engine.framework] : options.engines.map(\.framework)
    let shared = (frameworks.first ?? .torch).comparedModes.filter { mode in
      frameworks.allSatisfy(mode.frameworks.contains)
    }
    return shared.isEmpty ? [.dropout] : shared
  }

  /// The figures of each mode side by side, with the line on how far their masks agree.
  func rows() throws -> [(figures: [Figure], note: String?)] {
    guard let first = runs.first else { return [] }
    let perMode = options.shown.filter { $0 != .input }.count
    let inputs = first.figures.count - perMode * modes.count
    var rows: [(figures: [Figure], note: String?)] = []
    for index in first.figures.indices {
      let place = index - inputs
      let isLast = place >= 0 && place % perMode == perMode - 1
      let note = isLast ? try agreement(ofMode: place / perMode) : nil
      rows.append((runs.map { $0.figures[index] }, note))
    }
    return rows
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
