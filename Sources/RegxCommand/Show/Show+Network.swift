// The picture of network bottleneck: which sample skipped which block.
// SPDX-License-Identifier: Apache-2.0

import CommandTable
import Experiments
import Pictures
import Regularization
import TensorCore

extension Drawing {
  static let network = Drawing(
    command: "network", summary: "of bottleneck, which sample skipped which block"
  ) { line, _ in
    let request = try NetworkRequest(line)
    guard request.kind == .bottleneck else {
      throw Failure("NETWORK '\(request.kind.rawValue)': has no picture; take bottleneck")
    }
    return { _ in try picture(of: request) }
  }

  private static func picture(of request: NetworkRequest) throws -> Picture {
    var isComputed: [[Bool]] = []
    do {
      _ = try BottleNeckRun(request).forward { _, pass in
        let mask = pass.mask.elements
        if isComputed.isEmpty { isComputed = Array(repeating: [], count: mask.count) }
        for (sample, value) in mask.enumerated() { isComputed[sample].append(value != 0) }
      }
    } catch let error as NetworkError {
      throw Failure("\(request.kind.rawValue): \(error)")
    }
    return routePicture(isComputed, request)
  }

  private static func routePicture(_ isComputed: [[Bool]], _ request: NetworkRequest) -> Picture {
    let blocks = isComputed.first?.count ?? 0
    let routes = isComputed.enumerated().map { sample, blocks in
      Routes.Route(
        "[\(sample)]", isComputed: blocks,
        note: "\(blocks.count { $0 }) of \(blocks.count)")
    }
    let skipped = isComputed.joined().count { !$0 }
    let ways = Set(isComputed).count
    let samples = isComputed.count
    var finding = "DropPath skipped \(Words.share(skipped, of: samples * blocks, "block"))"
    if samples > 1, skipped > 0 {
      finding +=
        ways == samples
        ? "; no two samples went the same way"
        : "; \(NumberText.count(samples)) samples went \(ways == 1 ? "the same way" : "\(ways) ways")"
    }
    let told = isComputed.prefix(20).enumerated().map { sample, blocks in
      let skipped = blocks.indices.filter { !blocks[$0] }.map { String($0 + 1) }
      return "Sample [\(sample)] skipped \(skipped.isEmpty ? "none" : Words.list(skipped))."
    }
    var grid = Routes(stepName: "block", noteName: "live", routes: routes)
    grid.parts = ["f(x)", "DropPath"]
    var picture = Picture(
      title: "Which sample skipped which block", finding: finding,
      description: "\(samples) samples through \(blocks) residual blocks. "
        + told.joined(separator: " "),
      parameters: [
        "network bottleneck", "\(blocks) blocks",
        "rates \(request.flags.rates.rawValue) \(NumberText.plain(request.arguments.p.value))",
      ]
        + Words.setting(
          request.engine, input: request.input.input, training: request.arguments.training),
      panels: [
        Panel("", .routes(grid))
      ])
    picture.legend = [
      LegendEntry(.computed, "computed: x + drop_path(f(x))"),
      LegendEntry(.skipped, "skipped: x goes on unchanged"),
    ]
    return picture
  }
}
