// Charts: what was measured over an axis, beside what theory says.
// SPDX-License-Identifier: Apache-2.0

/// Measured series over a common axis.
package struct Chart: Sendable {
  package var x: Axis
  package var y: Axis
  package var series: [Series]
  /// Values that hold everywhere, with what they are: the mean of an input.
  package var levels: [(value: Double, label: String)] = []

  package init(x: Axis, y: Axis, series: [Series]) {
    self.x = x
    self.y = y
    self.series = series
  }
}

/// What was measured of one thing.
package struct Series: Sendable {
  /// A value, and the interval that it has.
  package struct Point: Hashable, Sendable {
    package let x: Double
    package let y: Double
    package let interval: ClosedRange<Double>?

    package init(_ x: Double, _ y: Double, interval: ClosedRange<Double>? = nil) {
      self.x = x
      self.y = y
      self.interval = interval
    }
  }

  package let name: String
  /// What stands beside the name, like `theory: p`.
  package let detail: String
  package let points: [Point]
  /// The lines of theory, each through its points.
  package let theory: [[Point]]
  /// Whether the points are steps of one thing that goes on, and so are joined.
  package let isJoined: Bool

  package init(
    _ name: String, detail: String = "", points: [Point], theory: [[Point]] = [],
    isJoined: Bool = false
  ) {
    self.name = name
    self.detail = detail
    self.points = points
    self.theory = theory
    self.isJoined = isJoined
  }

  /// All values, for whoever cannot see them.
  var spoken: String {
    let values = points.prefix(20).map { "\(NumberText.plain($0.x)): \(NumberText.plain($0.y))" }
    let rest = points.count > 20 ? ", and \(NumberText.count(points.count - 20)) more" : ""
    return values.joined(separator: ", ") + rest
  }
}

/// Bars, by theory, and what was counted beside them.
package struct Bars: Sendable {
  /// One bar.
  package struct Bar: Sendable {
    package let label: String
    package let value: Double
    /// What was counted, with its interval.
    package let counted: Series.Point?

    package init(_ label: String, _ value: Double, counted: Series.Point? = nil) {
      self.label = label
      self.value = value
      self.counted = counted
    }
  }

  package let isUpright: Bool
  package let axis: Axis
  package let bars: [Bar]
  /// How many bars each named group has, in order; empty for no groups.
  package var groups: [(name: String, count: Int)] = []

  package init(isUpright: Bool, axis: Axis, bars: [Bar]) {
    self.isUpright = isUpright
    self.axis = axis
    self.bars = bars
  }

  /// The group of each bar.
  var groupOfBar: [Int] {
    groups.isEmpty
      ? Array(repeating: 0, count: bars.count)
      : groups.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element.count) }
  }
}

/// Which of several steps each of several things took or skipped.
package struct Routes: Sendable {
  /// One thing on its way.
  package struct Route: Sendable {
    package let label: String
    package let isComputed: [Bool]
    package let note: String

    package init(_ label: String, isComputed: [Bool], note: String) {
      self.label = label
      self.isComputed = isComputed
      self.note = note
    }
  }

  /// What a step is called: `block`.
  package let stepName: String
  /// What the notes tell: `live`.
  package let noteName: String
  package let routes: [Route]
  /// What a step is made of, in order; what comes in goes round them, too, and is added.
  package var parts: [String] = []

  package init(stepName: String, noteName: String, routes: [Route]) {
    self.stepName = stepName
    self.noteName = noteName
    self.routes = routes
  }

  var steps: Int { routes.first?.isComputed.count ?? 0 }

  /// How many skipped each step.
  var skipped: [Int] {
    (0..<steps).map { step in routes.count { !$0.isComputed[step] } }
  }
}
