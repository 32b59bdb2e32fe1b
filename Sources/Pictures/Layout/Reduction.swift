// What is drawn of panels of grids: everything, or what takes its place where that is too large.
// SPDX-License-Identifier: Apache-2.0

/// A way to draw grids in less room, in the order in which they are tried.
enum Reduction: Hashable, Sendable {
  /// Every cell, with room between them.
  case none
  /// Every cell, without room between them.
  case dense
  /// A tile per plane by the share of it that is kept, and below them some planes whole.
  case overview(tile: Int, planes: Int)
  /// A mark per group of k x k cells, or of k x k planes where there are several.
  case groups(Int)
  /// As much of the first corner as there is room for.
  case corner

  /// What may be tried for grids of a kind, from the most to the least that is shown; of those in
  /// one stage the one that leaves panels beside each other is best.
  static func stages(for grids: [Grid]) -> [[Reduction]] {
    let most = grids.flatMap(\.extents).max() ?? 1
    let groups = (1..<40).map { Reduction.groups(1 << $0) }.prefix { reduction in
      if case .groups(let k) = reduction { return k < most * 2 }
      return false
    }
    guard grids.allSatisfy(\.isMask) else { return [[.none], [.corner]] }
    // An overview needs planes; without it a group is one of cells.
    let overviews: [Reduction] =
      grids.allSatisfy { $0.rank >= 3 && $0.planes > 1 }
      ? [
        .overview(tile: 2, planes: 3), .overview(tile: 2, planes: 1), .overview(tile: 1, planes: 1),
      ]
      : []
    // A plane that was chosen is shown in any case.
    if grids.contains(where: { $0.chosen != nil }), !overviews.isEmpty {
      return [overviews.filter(\.showsOnePlane)] + groups.map { [$0] } + [[.corner]]
    }
    return [[.none], [.dense], overviews] + groups.map { [$0] } + [[.corner]]
  }

  /// How many panels may stand side by side, from all down to one; rows as even as can be.
  static func panelsPerRow(_ grids: [Grid], canBeBeside: Bool = true) -> [Int] {
    guard canBeBeside, Set(grids.map(\.extents)).count == 1 else { return [1] }
    var result: [Int] = []
    for rows in 1...grids.count {
      let perRow = (grids.count + rows - 1) / rows
      if result.last != perRow { result.append(perRow) }
    }
    return result
  }

  /// What is said of grids that are not drawn in full; `drawn` are those that are drawn, `whole`
  /// names the planes that an overview shows whole.
  func notes(_ grids: [Grid], drawn: [Grid], whole: String) -> [String] {
    switch self {
    case .none, .dense: return []
    case .overview:
      let plural = whole.contains(":") ? "planes" : "plane"
      let all = "Above all \(NumberText.count(grids[0].planes)) planes"
      let order = grids[0].rank == 4 ? ", a row for each sample, a mark for each channel" : ""
      return [all + order + "; below \(plural) \(whole)"]
    case .groups(let k):
      let unit = grids[0].rank >= 3 && grids[0].planes > 1 ? "planes" : "elements"
      let isStrip = drawn[0].rank == 1
      return ["One mark is \(isStrip ? "\(k)" : "\(k) x \(k)") \(unit)"]
    case .corner:
      let texts = zip(grids, drawn).map { $0.leftOut(by: $1) }
      return texts.reduce(into: []) { notes, text in
        if !text.isEmpty, !notes.contains("Shown: " + text) { notes.append("Shown: " + text) }
      }
    }
  }
}

extension Reduction {
  /// Whether it is an overview with one plane below.
  private var showsOnePlane: Bool {
    if case .overview(_, let planes) = self { return planes == 1 }
    return false
  }

  /// The plane to show of several: the chosen one, else the first that most panels touched.
  static func planeToShow(of grids: [Grid]) -> Int {
    guard let first = grids.first, grids.allSatisfy({ $0.extents == first.extents }) else {
      return 0
    }
    if let chosen = first.chosen {
      return zip(chosen, first.extents.dropLast(2)).reduce(0) { $0 * $1.1 + min($1.0, $1.1 - 1) }
    }
    var best = (plane: 0, panels: -1)
    for plane in 0..<first.planes {
      let touched = grids.count { $0.droppedCount(inPlane: plane) > 0 }
      if touched > best.panels { best = (plane, touched) }
      if touched == grids.count { break }
    }
    return best.plane
  }
}
