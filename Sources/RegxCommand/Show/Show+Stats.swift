// The pictures of stats: how the mean settles, the variance shift, and each element by itself.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Experiments
import Pictures
import Regularization
import TensorCore

extension Drawing {
  static let stats = Drawing(
    command: "stats", summary: "with --running, --variance-shift or --per-element"
  ) { line, _ in
    let request = try StatsRequest(line)
    switch request.view {
    case .running: return { _ in try runningPicture(request.runs()[0]) }
    case .varianceShift: return { _ in try shiftPicture(request.runs()) }
    case .perElement: return { _ in try elementPicture(request.runs()[0]) }
    case .rule, nil:
      throw line.error("show draws --running, --variance-shift or --per-element; give one of them")
    }
  }

  private static func parameters(_ run: StatisticsRun) -> [String] {
    ["stats", run.mode.name, "p \(NumberText.plain(run.arguments.p.value))"]
      + setting(run)
  }

  private static func setting(_ run: StatisticsRun) -> [String] {
    Words.setting(run.engine, input: run.input.input, training: run.arguments.training)
  }

  // MARK: Running

  private static func runningPicture(_ run: StatisticsRun) throws -> Picture {
    let made = try run.statistics(
      after: RunningCheckpoints(upTo: run.trials)
    ).figures
    let last = made[made.count - 1]
    let (mean, input) = (last[.mean], last.input.mean)
    let points = made.compactMap { figures -> Series.Point? in
      figures[.mean].value.map {
        Series.Point(Double(figures.totals.trials), $0, interval: figures[.mean].range)
      }
    }
    let trials = Double(last.totals.trials)
    let theory = mean.theory.flatMap { $0.isFinite ? $0 : nil }
    let value = mean.value ?? .nan
    // The axis holds 0 and the input's mean; early intervals may go beyond it.
    let settled = points.filter { $0.x >= 10 }.compactMap(\.interval).flatMap {
      [$0.lowerBound, $0.upperBound]
    }
    let held = (points.map(\.y) + settled + [0, input] + (theory.map { [$0] } ?? [])).filter(
      \.isFinite)
    let text = NumberText.plain(value)
    var chart = Chart(
      x: .logarithmic("trials", holding: 1...max(trials, 10)),
      y: .linear("mean of the output", holding: held.min()!...held.max()!),
      series: [
        Series(
          run.mode.name,
          detail: theory.map { "\(text), theory \(NumberText.plain($0))" } ?? text, points: points,
          theory: theory.map { [[Series.Point(1, $0), Series.Point(trials, $0)]] } ?? [],
          isJoined: true)
      ])
    let isInput = theory.map { abs($0 - input) <= 1e-6 * max(abs(input), 1e-300) } ?? false
    if !isInput { chart.levels = [(input, "the input \(NumberText.plain(input))")] }
    let finding =
      if let theory {
        isInput
          ? "The mean settles on \(text); by theory it is the input's, \(NumberText.plain(input))"
          : "The mean settles on \(text) (theory \(NumberText.plain(theory))), not on the input's"
            + " \(NumberText.plain(input))"
      } else {
        "After \(NumberText.count(last.totals.trials)) trials the mean is \(text); the input's is \(NumberText.plain(input))"
      }
    var picture = Picture(
      title: "Running mean of \(run.mode.name)", finding: finding, description: finding + ".",
      parameters: parameters(run), panels: [Panel("", .chart(chart))])
    picture.legend = [LegendEntry(.curve, "mean so far, and two standard errors either way")]
    if theory != nil { picture.legend.append(LegendEntry(.theory, "theory")) }
    return picture
  }

  // MARK: The variance before a batch norm

  private static func shiftPicture(_ runs: [StatisticsRun]) throws -> Picture {
    var points: [Series.Point] = []
    var theory: [Series.Point] = []
    for run in runs {
      let p = run.arguments.p
      let shift = try run.statistics().figures[.shift]
      if let value = shift.value, value.isFinite { points.append(Series.Point(p.value, value)) }
      if let value = shift.theory, value.isFinite { theory.append(Series.Point(p.value, value)) }
    }
    let run = runs[0]
    let all = runs.map(\.arguments.p.value)
    let values = (points + theory).map(\.y) + [0, 1]
    var chart = Chart(
      x: .linear("p", holding: (all.min() ?? 0)...(all.max() ?? 1)),
      y: .linear(
        "variance in evaluation, of the running variance", holding: 0...(values.max() ?? 1)),
      series: [Series(run.mode.name, points: points, theory: theory.count > 1 ? [theory] : [])])
    chart.levels = [(1, "1: no shift")]
    let middle = points.min { abs($0.x - 0.5) < abs($1.x - 0.5) }
    let finding =
      middle.map {
        "At p = \(NumberText.plain($0.x)) evaluation has \(NumberText.plain($0.y)) of the variance that"
          + " a batch norm learned in training"
      } ?? "There is no variance to compare"
    var picture = Picture(
      title: "Variance shift of \(run.mode.name)", finding: finding, description: finding + ".",
      parameters: [
        "stats", run.mode.name, "\(NumberText.count(run.trials)) trials",
      ]
        + setting(run),
      panels: [Panel("", .chart(chart))])
    picture.legend = [LegendEntry(.theory, "theory"), LegendEntry(.markers(1), "measured")]
    return picture
  }

  // MARK: Elements

  private static func elementPicture(_ run: StatisticsRun) throws -> Picture {
    let (elements, _) = try run.elements()
    let shares = elements.dropped.map { Double($0) / Double(elements.trials) }
    let scale = ValueScale(shares)
    let extents = run.input.shape.extents
    let (low, high) = (shares.min() ?? 0, shares.max() ?? 0)
    let finding =
      "Each of \(NumberText.count(shares.count)) elements was dropped in \(NumberText.share(low)) to"
      + " \(NumberText.share(high)) of \(NumberText.count(elements.trials)) trials"
    var description = finding + "."
    if shares.count <= 20 {
      description +=
        " In order: " + shares.map { NumberText.share($0) }.joined(separator: ", ") + "."
    }
    var picture = Picture(
      title: "How often \(run.mode.name) dropped each element", finding: finding,
      description: description,
      parameters: parameters(run) + [Words.shape(extents)],
      panels: [
        Panel(
          "share of trials that dropped the element",
          .grid(Grid(.values(scale), extents: extents, marks: shares.map { .value($0) })))
      ])
    picture.legend = [LegendEntry(.scale(scale), "")]
    return picture
  }
}
