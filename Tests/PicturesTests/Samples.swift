// Small pictures that stand for all kinds; every value is made by rule, so that they stay the same.
// SPDX-License-Identifier: Apache-2.0

import Pictures

/// Pictures to draw, by name.
enum Samples {
  static let all: [(name: String, picture: Picture)] = [
    ("masks", masks()), ("modes", modes()), ("heat", heat()), ("positive", positive()),
    ("strip", strip(37)), ("scalar", scalar()), ("matrix", matrix(12, 30)), ("groups", groups()),
    ("large", matrix(300, 400)), ("channels", channels()), ("cut", cut()),
    ("difference", difference()),
    ("sweep", sweep()), ("running", running()), ("schedule", schedule()), ("routes", routes()),
  ]

  static func picture(_ name: String) -> Picture { all.first { $0.name == name }!.picture }

  /// Whether a place is dropped: the same for everybody, about three in ten.
  static func isDropped(_ place: Int, _ seed: Int = 0) -> Bool {
    number(place, seed) < 0.3
  }

  /// A number in 0..<1 by rule.
  static func number(_ place: Int, _ seed: Int = 0) -> Double {
    var state = UInt64(place + 1) &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(seed) &* 0xbf58_476d_1ce4_e5b9
    state ^= state >> 31
    state = state &* 0x94d0_49bb_1331_11eb
    state ^= state >> 29
    return Double(state >> 11) / 9_007_199_254_740_992
  }

  private static func picture(
    _ title: String, _ finding: String, _ parameters: [String], _ panels: [Panel],
    _ legend: [LegendEntry]
  ) -> Picture {
    var picture = Picture(
      title: title, finding: finding, description: "\(finding).", parameters: parameters,
      panels: panels)
    picture.legend = legend
    return picture
  }

  private static let maskLegend = [
    LegendEntry(.mark(.kept), "kept"), LegendEntry(.mark(.dropped), "dropped"),
  ]

  private static func mask(_ extents: [Int], drawn: Int, seed: Int = 0) -> Grid {
    let size = extents[drawn...].reduce(1, *)
    var grid = Grid(
      .mask, extents: extents,
      marks: (0..<extents.reduce(1, *)).map { isDropped($0 / size, seed) ? .dropped : .kept })
    grid.drawnAxes = drawn
    return grid
  }

  private static func masks() -> Picture {
    let samples = [1]
    var path = Grid(
      .mask, extents: [3, 2, 2, 2],
      marks: (0..<24).map { samples.contains($0 / 8) ? .dropped : .kept })
    path.drawnAxes = 1
    path.rowNotes = ["", "sample dropped", ""]
    path.unitNote = "sample dropped"
    let dropped: Set = [8, 11, 14, 17, 22]
    var element = Grid(
      .mask, extents: [3, 2, 2, 2], marks: (0..<24).map { dropped.contains($0) ? .dropped : .kept })
    element.rowNotes = ["", "3 of 8 dropped", "2 of 8 dropped"]
    return picture(
      "Masks of DropPath and Dropout, seed 2021",
      "DropPath zeroed 1 of 3 samples; Dropout zeroed 5 of 24 elements",
      ["shape 3,2,2,2", "p 0.33", "seed 2021"],
      [
        Panel("DropPath", subtitle: "one draw per sample", .grid(path)),
        Panel("Dropout", subtitle: "one draw per element", .grid(element)),
      ], maskLegend)
  }

  private static func modes() -> Picture {
    let extents = [4, 9, 14, 14]
    let panels: [(String, String, Int)] = [
      ("dropout", "one draw per element", 4), ("dropout2d", "one draw per channel", 2),
      ("drop-path", "one draw per sample", 1), ("dropout rows", "one draw per row", 3),
    ]
    return picture(
      "Four masks", "At p = 0.3 one draw takes an element, a channel, a sample or a row",
      ["shape 4,9,14,14", "p 0.3", "seed 2021"],
      panels.map { name, draws, drawn in
        var panel = Panel(name, subtitle: draws, .grid(mask(extents, drawn: drawn, seed: 5)))
        panel.figures = ["30.2 %: 7,580 of 25,088 elements dropped", "30.2 % dropped"]
        return panel
      }, maskLegend)
  }

  private static func values(_ extents: [Int], from low: Double, to high: Double) -> Grid {
    let numbers = (0..<extents.reduce(1, *)).map { low + number($0, 3) * (high - low) }
    return Grid(
      .values(ValueScale(numbers)), extents: extents,
      marks: numbers.enumerated().map { isDropped($0.offset, 1) ? .dropped : .value($0.element) })
  }

  private static func valuePicture(_ grid: Grid, _ name: String) -> Picture {
    guard case .values(let scale) = grid.kind else { preconditionFailure("values") }
    return picture(
      name, "Dropout zeroed 74 of 294 elements", ["shape 2,3,7,7", "p 0.25"],
      [Panel("", .grid(grid))],
      [LegendEntry(.scale(scale), ""), LegendEntry(.crossed, "dropped")])
  }

  private static func heat() -> Picture {
    valuePicture(values([2, 3, 7, 7], from: -3.8, to: 3.6), "Output of dropout on randn")
  }
  private static func positive() -> Picture {
    valuePicture(values([2, 3, 4], from: 0, to: 0.97), "Output of dropout on rand")
  }
  private static func cut() -> Picture {
    valuePicture(values([2, 4, 30, 60], from: -1, to: 1), "Large output")
  }
  private static func scalar() -> Picture {
    valuePicture(Grid(.values(ValueScale([0.5])), extents: [], marks: [.value(0.5)]), "A scalar")
  }

  private static func strip(_ count: Int) -> Picture {
    picture(
      "A strip", "Dropout zeroed some of \(count) elements", ["shape \(count)"],
      [Panel("dropout", .grid(mask([count], drawn: 1)))], maskLegend)
  }

  private static func matrix(_ rows: Int, _ columns: Int) -> Picture {
    picture(
      "A matrix", "Dropout zeroed some elements", ["shape \(rows),\(columns)"],
      [Panel("dropout", .grid(mask([rows, columns], drawn: 2)))], maskLegend)
  }

  private static func groups() -> Picture {
    picture(
      "Six axes", "Dropout zeroed some elements", ["shape 2,2,2,2,3,3"],
      [Panel("dropout", .grid(mask([2, 2, 2, 2, 3, 3], drawn: 6)))], maskLegend)
  }

  private static func channels() -> Picture {
    picture(
      "Channels", "dropout2d zeroed some channels", ["shape 3,4,3,5"],
      [Panel("dropout2d", .grid(mask([3, 4, 3, 5], drawn: 2, seed: 2)))], maskLegend)
  }

  private static func difference() -> Picture {
    let marks = (0..<60).map { place -> Mark in
      switch Int(number(place) * 8) {
      case 0: .onlyFirst
      case 1: .onlySecond
      case 2: .apart(1)
      case 3: .neither
      default: .equal
      }
    }
    return picture(
      "A against B", "The masks differ", ["shape 2,3,10"],
      [Panel("", .grid(Grid(.difference, extents: [2, 3, 10], marks: marks)))],
      [
        LegendEntry(.mark(.onlyFirst), "kept in A only"),
        LegendEntry(.mark(.onlySecond), "kept in B only"),
        LegendEntry(.mark(.apart(1)), "ulps apart"), LegendEntry(.mark(.equal), "equal"),
        LegendEntry(.mark(.neither), "neither"),
      ])
  }

  private static func sweep() -> Picture {
    func series(_ name: String, _ detail: String, _ share: (Double) -> Double) -> Series {
      let points = (0...10).map { step -> Series.Point in
        let p = Double(step) / 10
        let value = min(max(share(p) + (number(step) - 0.5) / 20, 0), 1)
        return Series.Point(p, value, interval: max(value - 0.04, 0)...min(value + 0.04, 1))
      }
      return Series(
        name, detail: detail, points: points,
        theory: [[Series.Point(0, share(0)), Series.Point(0.9, share(0.9))]])
    }
    let chart = Chart(
      x: .linear("p", holding: 0...1),
      y: .linear("share of draws that drop", holding: 0...1, format: .share),
      series: [
        series("drop-path", "theory: p") { $0 },
        series("drop-path:rand-gt", "theory: 1 - p") { 1 - $0 },
      ])
    return picture(
      "Share of draws that drop, over p", "drop-path:rand-gt drops 1 - p of the samples, not p",
      ["seed 1", "200 trials of 3 draws at each p"], [Panel("", .chart(chart))],
      [
        LegendEntry(.theory, "theory"),
        LegendEntry(.markers(2), "measured, with its interval"),
      ])
  }

  private static func running() -> Picture {
    let trials = [1.0, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000]
    let points = trials.enumerated().map { place, trial in
      let value = 0.0541 + 0.16 / Double(place + 1)
      let error = 0.2 / Double(place + 1)
      return Series.Point(
        trial, value, interval: place == 0 ? nil : max(0, value - error)...value + error)
    }
    var chart = Chart(
      x: .logarithmic("trials", holding: 1...10000),
      y: .linear("mean of the output", holding: 0...0.5),
      series: [
        Series(
          "drop-path:rand-gt", detail: "0.0541, theory 0.0531", points: points,
          theory: [[Series.Point(1, 0.0531), Series.Point(10000, 0.0531)]], isJoined: true)
      ])
    chart.levels = [(0.4777, "the input 0.4777")]
    return picture(
      "Running mean", "The mean settles on 0.0541, not on the input's 0.4777", ["p 0.1", "seed 0"],
      [Panel("", .chart(chart))], [LegendEntry(.theory, "theory")])
  }

  private static func schedule() -> Picture {
    let rates = (0..<18).map { 0.4 * Double($0) / 17 }
    var depth = Bars(
      isUpright: true, axis: .linear("", holding: 0...0.4, format: .share),
      bars: rates.enumerated().map {
        Bars.Bar(
          "block \($0.offset + 1)", $0.element,
          counted: Series.Point(
            0, $0.element * 0.95 + 0.01, interval: $0.element * 0.9...$0.element * 1.1))
      })
    depth.groups = [("stage 1", 3), ("stage 2", 3), ("stage 3", 9), ("stage 4", 3)]
    let shares = [0.015, 0.073, 0.17, 0.238, 0.227, 0.156, 0.079, 0.031, 0.009, 0.002]
    let live = Bars(
      isUpright: false, axis: .linear("", holding: 0...0.25, format: .share),
      bars: shares.enumerated().map {
        Bars.Bar(
          "\(18 - $0.offset)", $0.element,
          counted: Series.Point(0, $0.element * 1.02, interval: $0.element * 0.9...$0.element * 1.1)
        )
      })
    return picture(
      "Drop rates by depth", "On average 14.4 of 18 blocks are live",
      ["linear to 0.4", "1,000 trials"],
      [
        Panel("rate of dropping each block", .bars(depth)), Panel("live blocks of 18", .bars(live)),
      ], [LegendEntry(.bar, "by theory"), LegendEntry(.point, "counted, with its 95 % interval")])
  }

  private static func routes() -> Picture {
    let routes = (0..<8).map { sample in
      let computed = (0..<12).map { !isDropped(sample * 12 + $0) }
      return Routes.Route(
        "[\(sample)]", isComputed: computed, note: "\(computed.count { $0 }) of 12")
    }
    var grid = Routes(stepName: "block", noteName: "live", routes: routes)
    grid.parts = ["f(x)", "DropPath"]
    return picture(
      "Which sample skipped which block", "DropPath skipped 21 of 96 blocks",
      ["12 blocks", "seed 1"],
      [Panel("", .routes(grid))],
      [LegendEntry(.computed, "computed"), LegendEntry(.skipped, "skipped: x goes on unchanged")])
  }
}
