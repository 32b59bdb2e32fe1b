// Figures of each element by itself, over the trials.
// SPDX-License-Identifier: Apache-2.0

package import Regularization
package import TensorCore

/// What the trials did to each element.
package struct ElementStatistics: Equatable, Sendable {
  /// The elements of the input.
  package let input: [Double]
  /// The trials in which the element's draw dropped.
  package private(set) var dropped: [Int]
  /// The mean of the output over the trials.
  package private(set) var mean: [Double]
  private var deviations: [Double]
  package private(set) var trials = 0

  /// The most elements: each takes a line and 32 bytes.
  package static let limit = 1 << 20

  /// Runs `count` trials.
  ///
  /// - Throws: what reading the input throws.
  package init<Element: DrawableScalar>(
    _ series: inout TrialSeries<Element>, of input: any Source<Element>, trials count: Int
  ) throws {
    var blocks = BlockReader<Element>()
    var elements: [Double] = []
    try blocks.read(input) { values, _ in
      for i in values.indices { elements.append(values[i]) }
    }
    self.input = elements
    dropped = [Int](repeating: 0, count: elements.count)
    mean = [Double](repeating: 0, count: elements.count)
    deviations = mean
    for _ in 0..<count { try add(try series.next(), &blocks) }
  }

  /// The variance of the output over the trials, divided by their number less one; `nil` for one.
  package func variance(_ index: Int) -> Double? {
    trials > 1 ? deviations[index] / Double(trials - 1) : nil
  }

  private mutating func add<Element: DrawableScalar>(
    _ trial: Trial<Element>, _ blocks: inout BlockReader<Element>
  ) throws {
    trials += 1
    let number = Double(trials)
    try blocks.read(trial.output) { values, start in
      for i in values.indices {
        let step = values[i] - mean[start + i]
        mean[start + i] += step / number
        deviations[start + i] += step * (values[i] - mean[start + i])
      }
    }
    try blocks.read(Broadcast(trial.mask, to: trial.output.shape)) { values, start in
      for i in values.indices where values[i] == 0 { dropped[start + i] += 1 }
    }
  }
}
