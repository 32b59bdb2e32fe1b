// The picture of schedule: the rate of each block, and how many blocks are live.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Experiments
import Pictures
import RandomStreams
import Regularization

extension Drawing {
  static let schedule = Drawing(
    command: "schedule", summary: "rates over the depth, and the number of live blocks"
  ) { line, _ in
    let request = try ScheduleRequest(line)
    return { _ in schedulePicture(try ScheduleReport(request)) }
  }

  private static func schedulePicture(_ report: ScheduleReport) -> Picture {
    let (request, schedule) = (report.request, report.schedule)
    let blocks = schedule.rates.count
    let confidence = request.confidence
    func counted(_ successes: Int, of total: Int) -> Series.Point {
      let interval = BinomialInterval(successes: successes, trials: total, confidence: confidence)
      return Series.Point(
        0, Double(successes) / Double(total), interval: interval.lower...interval.upper)
    }
    let rates = schedule.rates.enumerated().map { block, rate in
      Bars.Bar(
        "block \(block + 1)", rate,
        counted: report.count.map { counted($0.total - $0.live[block], of: $0.total) })
    }
    // A rate is the float nearest to what was typed, so 0.4 is a little more than that.
    let highest =
      rates.map { max($0.value - 1e-6, $0.counted?.interval?.upperBound ?? 0) }.max() ?? 0
    var depth = Bars(
      isUpright: true, axis: .linear("", holding: 0...max(highest, 0.01), format: .share),
      bars: rates)
    depth.groups = schedule.depths.enumerated().map { ("stage \($0.offset + 1)", $0.element) }
    let shares = report.depth.probabilities
    // Numbers that are all but impossible, and did not come up, are left out at both ends.
    let likely = shares.indices.filter {
      shares[$0] >= 0.0005 || report.count?.samples[$0] ?? 0 > 0
    }
    let live = ((likely.first ?? 0)...(likely.last ?? 0)).reversed().map { number in
      Bars.Bar(
        "\(number)", shares[number],
        counted: report.count.map { counted($0.samples[number], of: $0.total) })
    }
    let most = live.map { max($0.value, $0.counted?.interval?.upperBound ?? 0) }.max() ?? 0
    let distribution = Bars(
      isUpright: false, axis: .linear("", holding: 0...max(most, 0.01), format: .share), bars: live)
    let mean = NumberText.short(report.depth.mean, 1)
    let last = NumberText.short((schedule.rates.last ?? 0) * 100, 1)
    let finding =
      "On average \(mean) of \(NumberText.count(blocks)) blocks are live; the last is dropped \(last) %"
      + " of the time"
    var parameters = [
      "schedule \(request.flags.pattern.rawValue)",
      "rate \(NumberText.plain(request.flags.rate.value))",
      "depths \(schedule.depths.map(String.init).joined(separator: ","))",
    ]
    if let count = report.count {
      parameters +=
        ["\(NumberText.count(count.total)) samples"] + Words.setting(request.engine)
    }
    var picture = Picture(
      title: "Drop rates by depth and the number of live blocks", finding: finding,
      description: "\(blocks) blocks in stages of \(Words.list(schedule.depths.map(String.init)));"
        + " rates from \(NumberText.share(schedule.rates.first ?? 0)) to"
        + " \(NumberText.share(schedule.rates.last ?? 0)). \(finding).",
      parameters: parameters,
      panels: [
        Panel("rate of dropping each block", .bars(depth)),
        Panel("live blocks of \(blocks)", .bars(distribution)),
      ])
    picture.legend = [LegendEntry(.bar, "by theory")]
    if report.count != nil {
      let percent = NumberText.short(confidence * 100, 1)
      picture.legend.append(LegendEntry(.point, "counted, with its \(percent) % interval"))
    }
    return picture
  }
}
