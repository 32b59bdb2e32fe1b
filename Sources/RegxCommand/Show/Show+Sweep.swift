// The picture of sweep: a figure over p, measured and by theory.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Experiments
import Pictures
import RandomStreams
import Regularization

extension Drawing {
  static let sweep = Drawing(
    command: "sweep", summary: "figures over p, with theory and intervals"
  ) { line, _ in
    let request = try SweepRequest(line)
    let names = line.isGiven("figure") ? request.flags.names : [.dropped]
    return { _ in
      try SweepPicture(
        results: StatisticsSweep(request).results(), request: request, names: names
      ).picture()
    }
  }
}

/// The results of a sweep as charts.
struct SweepPicture {
  let results: [(run: StatisticsRun, figures: Statistics, warnings: [String])]
  let request: SweepRequest
  let names: [StatisticName]

  /// The series of one chart; more have charts of their own.
  private static let inOne = 3
  /// The most charts.
  private static let limit = 12

  /// The results of one engine, mode and seed, over p.
  private typealias Run = (
    name: String, results: [(run: StatisticsRun, figures: Statistics, warnings: [String])]
  )

  func picture() throws -> Picture {
    let runs = runs
    let charts = (runs.count + Self.inOne - 1) / Self.inOne * names.count
    guard charts <= Self.limit else {
      throw Failure(
        "--mode, --engine, --seed and --figure: come to \(charts) charts, and a picture has"
          + " \(Self.limit); take fewer")
    }
    let panels = names.flatMap { name in
      stride(from: 0, to: runs.count, by: Self.inOne).map { start in
        panel(name, Array(runs[start..<min(start + Self.inOne, runs.count)]))
      }
    }
    let finding = finding(runs)
    var picture = Picture(
      title: "\(Words.list(names.map(\.rawValue))) over p", finding: finding,
      description: finding + ". " + NumberText.count(request.flags.trials)
        + " trials at each p.",
      parameters: ["sweep", "\(NumberText.count(request.flags.trials)) trials at each p"]
        + setting,
      panels: panels)
    let hasIntervals = results.contains {
      names.contains { $0 == .dropped } && $0.figures[.dropped].interval != nil
    }
    let percent = NumberText.short(request.flags.confidence * 100, 1)
    picture.legend = [
      LegendEntry(.theory, "theory"),
      LegendEntry(
        .markers(min(runs.count, Self.inOne)),
        hasIntervals
          ? "measured; bars: \(percent) % interval" : "measured; bars: two standard errors"),
    ]
    return picture
  }

  private var setting: [String] {
    guard request.seeds.count == 1, request.engines.count == 1, let run = results.first?.run else {
      return []
    }
    return Words.setting(
      run.engine, input: run.input.input, training: run.arguments.training)
  }

  /// The results by what they are of, in their order.
  private var runs: [Run] {
    let count = request.arguments.count
    let (engines, seeds) = (request.engines.count > 1, request.seeds.count > 1)
    return stride(from: 0, to: results.count, by: count).map { start in
      let part = Array(results[start..<start + count])
      let run = part[0].run
      let name =
        [run.mode.name] + (engines ? [run.engine.engine.name] : [])
        + (seeds ? ["seed \(run.engine.seed.text)"] : [])
      return (name.joined(separator: ", "), part)
    }
  }

  private func panel(_ name: StatisticName, _ runs: [Run]) -> Panel {
    let series = runs.map { run in
      let points = run.results.compactMap { result -> Series.Point? in
        let figure = result.figures[name]
        guard let value = figure.value else { return nil }
        return Series.Point(result.run.arguments.p.value, value, interval: figure.range)
      }
      return Series(run.name, points: points, theory: theory(name, run))
    }
    let values = series.flatMap { $0.points.map(\.y) + $0.theory.joined().map(\.y) }.filter(
      \.isFinite)
    let isShare = name == .dropped || name == .zeros
    let range = isShare ? 0...1 : min(values.min() ?? 0, 0)...max(values.max() ?? 1, 0)
    let label = name == .dropped ? "share of draws that drop" : name.rawValue
    let chart = Chart(
      x: .linear("p", holding: probabilities),
      y: .linear(label, holding: range, format: isShare ? .share : .plain), series: series)
    return Panel("", .chart(chart))
  }

  private var probabilities: ClosedRange<Double> {
    let all = request.arguments.map(\.p.value)
    return (all.min() ?? 0)...(all.max() ?? 1)
  }

  /// The lines of theory; one ends where there is none.
  private func theory(_ name: StatisticName, _ run: Run) -> [[Series.Point]] {
    var lines: [[Series.Point]] = [[]]
    for result in run.results {
      if let value = result.figures[name].theory, value.isFinite {
        lines[lines.count - 1].append(Series.Point(result.run.arguments.p.value, value))
      } else if lines[lines.count - 1].count > 0 {
        lines.append([])
      }
    }
    return lines.filter { $0.count > 1 }
  }

  // MARK: The finding

  private func finding(_ runs: [Run]) -> String {
    if names[0] == .dropped, let phrases = dropPhrases(runs) { return phrases }
    return runs.map { run in
      let known = run.results.map { $0.figures[names[0]] }.filter {
        $0.theory != nil && $0.range != nil
      }
      let held = known.count { $0.range!.contains($0.theory!) }
      return known.isEmpty
        ? "\(run.name) has no theory for \(names[0].rawValue)"
        : "theory lies in \(Words.share(held, of: known.count, "interval")) of \(run.name)"
    }.joined(separator: "; ")
  }

  /// What share each run drops by theory, said as p or 1 - p; `nil` where it is another one.
  private func dropPhrases(_ runs: [Run]) -> String? {
    var phrases: [String] = []
    for run in runs {
      let known = run.results.compactMap { result in
        result.figures[.dropped].theory.map { ($0, result.run.arguments.p.value) }
      }
      func holds(_ rule: (Double) -> Double) -> Bool {
        known.count > 1 && known.allSatisfy { abs($0.0 - rule($0.1)) < 1e-6 }
      }
      if holds({ $0 }) {
        phrases.append("\(run.name) drops p of its draws")
      } else if holds({ 1 - $0 }) {
        phrases.append("\(run.name) drops 1 - p of its draws, not p")
      } else {
        return nil
      }
    }
    return phrases.joined(separator: "; ")
  }
}

extension Statistic {
  /// The exact interval, or two standard errors either way.
  var range: ClosedRange<Double>? {
    if let interval { return interval.lower...interval.upper }
    guard let value, let error, error.isFinite, value.isFinite else { return nil }
    return (value - 2 * error)...(value + 2 * error)
  }
}
