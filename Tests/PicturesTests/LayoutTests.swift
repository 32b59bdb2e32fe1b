// Where cells stand, by rank.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pictures

@Suite("Layout by rank")
struct LayoutTests {
  private static let metrics = {
    var metrics = GridMetrics(cellWidth: 2, cellHeight: 1)
    metrics.cellGap = (1, 0)
    metrics.planeGap = 2
    metrics.rowGap = 1
    metrics.groupGap = (4, 1)
    metrics.labelHeight = 1
    return metrics
  }()

  @Test(
    "Cells of any rank stand apart and within the size",
    arguments: [[], [7], [3, 4], [2, 3, 4], [3, 2, 2, 2], [2, 3, 2, 2, 2], [2, 2, 3, 2, 1, 3]])
  func apart(extents: [Int]) {
    let layout = GridLayout(extents, Self.metrics)
    var taken: Set<[Int]> = []
    var count = 0
    layout.forEachCell { place, x, y in
      #expect(place == count)
      count += 1
      for column in x..<x + 2 { #expect(taken.insert([column, y]).inserted) }
      #expect(x >= 0 && x + 2 <= layout.width && y >= 0 && y < layout.height)
    }
    #expect(count == extents.reduce(1, *))
  }

  @Test("Columns go across, rows down, channels across, samples down")
  func directions() {
    let layout = GridLayout([3, 2, 2, 2], Self.metrics)
    var places: [[Int]] = []
    layout.forEachCell { _, x, y in places.append([x, y]) }
    #expect(places[0] == [0, 1])
    #expect(places[1] == [3, 1])
    #expect(places[2] == [0, 2])
    #expect(places[4] == [7, 1])
    #expect(places[8] == [0, 4])
    #expect(layout.bounds([1]) == Box(x: 0, y: 4, width: 12, height: 2))
    #expect(layout.bounds([1, 1]) == Box(x: 7, y: 4, width: 5, height: 2))
  }

  @Test("A strip is wrapped, and its lines named by their first index")
  func strip() {
    var metrics = Self.metrics
    metrics.wrap = 20
    let layout = GridLayout([37], metrics)
    #expect(layout.extents == [2, 20] && layout.count == 37)
    let grid = Grid(.mask, extents: [37], marks: Array(repeating: .kept, count: 37))
    #expect(layout.rowLabels(of: grid).map(\.text) == ["[0]", "[20]"])
  }

  @Test("Axes before the sixth are one")
  func manyAxes() {
    let grid = Grid(
      .mask, extents: [2, 3, 1, 1, 1, 2, 2, 2], marks: Array(repeating: .kept, count: 48))
    #expect(grid.extents == [6, 1, 1, 2, 2, 2])
  }

  @Test("A group of cells has the share of them that is kept, at the edges too")
  func groups() {
    let marks: [Mark] = [.kept, .dropped, .kept, .kept, .kept, .dropped]
    let grid = Grid(.mask, extents: [2, 3], marks: marks).grouped(by: 2)
    #expect(grid.extents == [1, 2])
    #expect(grid.marks == [.share(0.75), .share(0.5)])
    #expect([0, 0.2, 0.4, 0.7, 1].map(Mark.shareClass) == [0, 1, 2, 3, 4])
    #expect(Mark.shareClass(2.0 / 3) == 3 && Mark.shareClass(1.0 / 3) == 2)
  }

  @Test("A cut grid has both ends of each axis, their own names, and a place between")
  func corners() {
    let whole = Grid(
      .values(ValueScale([1])), extents: [20, 30], marks: (0..<600).map { .value(Double($0)) })
    let corner = whole.corner { limits, across in across ? limits[1] <= 8 : limits[0] <= 6 }
    // One place of each axis is what shows that cells are left out.
    #expect(corner.extents == [5, 7])
    #expect(corner.origins == [[0, 1, 2, 18, 19], [0, 1, 2, 3, 27, 28, 29]])
    #expect(corner.breaks == [3, 4])
    #expect(corner.marks[0] == .value(0) && corner.marks[34] == .value(599))
    #expect(corner.marks[4] == .value(27) && corner.marks[21] == .value(540))
    #expect(
      whole.leftOut(by: corner)
        == "the first 3 and the last 2 of 20 rows, the first 4 and the last 3 of 30 columns")
    let layout = GridLayout(corner.extents, Self.metrics, breaks: corner.breaks)
    #expect(layout.rowLabels(of: corner).map(\.text) == ["[0]", "[1]", "[2]", "[18]", "[19]"])
    var columns: Set<Int> = []
    var rows: Set<Int> = []
    layout.forEachCell { _, x, y in
      columns.insert(x)
      rows.insert(y)
    }
    #expect(columns.sorted() == [0, 3, 6, 9, 15, 18, 21] && rows.sorted() == [0, 1, 2, 4, 5])
    #expect(layout.width == 23 && layout.height == 6)
  }

  @Test("A corner of a corner, and groups of one, keep the names of the whole")
  func nestedCorners() {
    let whole = Grid(.mask, extents: [40, 4], marks: Array(repeating: .kept, count: 160))
    var outer = whole.corner { limits, across in across || limits[0] <= 17 }
    #expect(outer.extents == [16, 4] && outer.breaks == [8, nil])
    let groups = outer.grouped(by: 2)
    #expect(groups.origins[0] == [0, 2, 4, 6, 32, 34, 36, 38] && groups.breaks[0] == 4)
    #expect(groups.origins[1] == [0, 2] && groups.breaks[1] == nil)
    outer = outer.corner { limits, across in across || limits[0] <= 5 }
    #expect(outer.origins[0] == [0, 1, 38, 39])
  }

  @Test("Rows after a gap begin with a line where a line holds two")
  func halvedLines() {
    var metrics = GridMetrics(cellWidth: 1, cellHeight: 1)
    metrics.heightMultiple = 2
    for head in 1...4 {
      let layout = GridLayout([6, 1], metrics, breaks: [head, nil])
      var rows: [Int] = []
      layout.forEachCell { _, _, y in rows.append(y) }
      #expect(rows[head] % 2 == 0 && rows[head] >= rows[head - 1] + 2)
      #expect(layout.height % 2 == 0)
    }
  }

  @Test("The plane to show is the chosen one, else the first that most masks touched")
  func plane() {
    let first = Grid(
      .mask, extents: [3, 1, 2], marks: [.kept, .kept, .dropped, .kept, .dropped, .kept])
    let second = Grid(
      .mask, extents: [3, 1, 2], marks: [.kept, .kept, .kept, .kept, .dropped, .kept])
    #expect(Reduction.planeToShow(of: [first, second]) == 2)
    var chosen = first
    chosen.chosen = [1]
    #expect(Reduction.planeToShow(of: [chosen, second]) == 1)
  }

  @Test("Only whole units are outlined in SVG, each once")
  func units() {
    let text = SVGRenderer().text(Samples.picture("channels"))
    let marks = Samples.picture("channels").panels[0].grid!.marks
    let dropped = stride(from: 0, to: marks.count, by: 15).count { marks[$0] == .dropped }
    // One cross of two lines across each dropped channel, none on its cells.
    let crosses = text.matches(of: #/<path class="x" d="M\d+ \d+L\d+ \d+M\d+ \d+L\d+ \d+"/#).count
    #expect(crosses == dropped)
    #expect(!text.contains("m0-14"))
  }
}
