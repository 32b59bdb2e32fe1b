// A picture as a value: what it says, and the panels that it is made of. Renderers draw it.
// SPDX-License-Identifier: Apache-2.0

/// A finding, what it was found with, and the panels that show it.
package struct Picture: Sendable {
  /// What the picture is of, for whoever cannot see it: a phrase without a period.
  package var title: String
  /// The finding: the heading of an SVG, the last line in a terminal; sentences without a last
  /// period.
  package var finding: String
  /// All that the picture tells, in sentences.
  package var description: String
  /// What it was made with, each by itself: `shape 3,2,2,2`, `p 0.33`.
  package var parameters: [String]
  package var panels: [Panel]
  /// What no label at a mark says.
  package var legend: [LegendEntry] = []
  /// Sentences under the panels.
  package var notes: [String] = []

  package init(
    title: String, finding: String, description: String, parameters: [String], panels: [Panel]
  ) {
    self.title = title
    self.finding = finding
    self.description = description
    self.parameters = parameters
    self.panels = panels
  }
}

/// One of the things that a picture puts side by side.
package struct Panel: Sendable {
  /// What is drawn.
  package enum Content: Sendable {
    case grid(Grid)
    case chart(Chart)
    case bars(Bars)
    case routes(Routes)
  }

  package var title: String
  /// What to know of it, in a few words.
  package var subtitle = ""
  /// Its figure, from the longest wording to the shortest; where room is scarce a shorter one
  /// stands.
  package var figures: [String] = []
  package var content: Content

  package init(_ title: String, subtitle: String = "", _ content: Content) {
    self.title = title
    self.subtitle = subtitle
    self.content = content
  }

  /// The grid, if it is one.
  var grid: Grid? {
    if case .grid(let grid) = content { return grid }
    return nil
  }
}

/// A mark and what it means.
package struct LegendEntry: Hashable, Sendable {
  /// What stands before the words.
  package enum Sample: Hashable, Sendable {
    case mark(Mark)
    /// A dropped cell among values.
    case crossed
    /// A value that is infinite or no number.
    case notFinite
    /// The markers of the first so many series of a chart.
    case markers(Int)
    /// A curve with the band of its intervals.
    case curve
    /// Where two markers meet.
    case meeting
    /// The line of a theory.
    case theory
    /// A bar by theory, and a point with its interval beside it.
    case bar, point
    /// A block of a route, and the way round one.
    case computed, skipped
    /// The classes of a scale.
    case scale(ValueScale)
    /// Words alone.
    case none
  }

  /// Whether it explains single cells of a mask.
  var isOfMask: Bool { sample == .mark(.kept) || sample == .mark(.dropped) }

  package let sample: Sample
  package let text: String

  package init(_ sample: Sample, _ text: String) {
    self.sample = sample
    self.text = text
  }
}
