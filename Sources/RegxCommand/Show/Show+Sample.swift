// The picture of sample: what was drawn, as values.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Pictures
import TensorCore

extension Drawing {
  static let sample = Drawing(
    command: "sample", summary: "what was drawn, as a heat map"
  ) { line, _ in
    let sampling = try Sampling(line)
    return { _ in try picture(of: sampling) }
  }

  private static func picture(of sampling: Sampling) throws -> Picture {
    let source = try sampling.source()
    let cells = try Cells(source, within: Cells.limits(source.shape.extents))
    let name = sampling.distribution.rawValue
    let finite = cells.values.filter(\.isFinite)
    let scale = ValueScale(finite)
    let values = Words.share(finite.count, of: cells.whole.reduce(1, *), "value")
    let range =
      finite.min().map { low in
        " from \(NumberText.plain(low)) to \(NumberText.plain(finite.max() ?? low))"
      } ?? ""
    let finding =
      cells.isCut
      ? "In the part that is looked at, \(name) drew values\(range)"
      : "\(name) drew \(NumberText.count(cells.values.count)) values\(range)"
    var picture = Picture(
      title: "Values of \(name), seed \(sampling.engine.seed.text)", finding: finding,
      description: finding + ". \(values) are finite.",
      parameters: [Words.shape(cells.whole)]
        + Words.setting(sampling.engine),
      panels: [
        Panel(
          "",
          .grid(
            Grid(.values(scale), cells, cells.values.map { .value($0) })))
      ])
    picture.legend = [LegendEntry(.scale(scale), "")]
    if finite.count < cells.values.count {
      picture.legend.append(LegendEntry(.notFinite, "not finite"))
    }
    if cells.isCut { picture.notes = [cells.note] }
    return picture
  }
}
