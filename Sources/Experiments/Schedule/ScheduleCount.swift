// The depth of a network as an engine's draws make it.
// SPDX-License-Identifier: Apache-2.0

package import RandomStreams

/// How often each number of live blocks came up.
package struct ScheduleCount: Equatable, Sendable {
  /// The samples that had k live blocks, for k from 0 to the number of blocks.
  package private(set) var samples: [Int]
  /// The samples in which each block was live.
  package private(set) var live: [Int]
  /// The samples in all.
  package private(set) var total = 0

  /// Runs a batch through the network `trials` times.
  ///
  /// - Draws: in each trial, block after block in forward order, what timm's `drop_path` draws: one
  ///   Bernoulli number of the keep probability for each sample; nothing for a rate of 0, where the
  ///   block has no DropPath.
  package init(
    _ schedule: Schedule, batch: Int, trials: Int,
    using generator: inout any FrameworkGenerator
  ) throws(UnsupportedDraw) {
    samples = Array(repeating: 0, count: schedule.rates.count + 1)
    live = Array(repeating: 0, count: schedule.rates.count)
    var mask = [UInt8](repeating: 1, count: batch)
    var depths = [Int](repeating: 0, count: batch)
    for _ in 0..<trials {
      for i in depths.indices { depths[i] = 0 }
      for (block, keep) in schedule.keepProbabilities.enumerated() {
        if schedule.rates[block] == 0 {
          for i in mask.indices { mask[i] = 1 }
        } else {
          var draw = try generator.bernoulli(keep, count: batch)
          var flags = mask.mutableSpan
          draw.fill(&flags, from: 0)
        }
        for i in mask.indices {
          depths[i] += Int(mask[i])
          live[block] += Int(mask[i])
        }
      }
      for depth in depths { samples[depth] += 1 }
      total += batch
    }
  }

  /// The mean number of live blocks.
  package var mean: Double {
    Double(samples.enumerated().reduce(0) { $0 + $1.offset * $1.element }) / Double(total)
  }

  /// The standard deviation of the number of live blocks, over the samples.
  package var standardDeviation: Double {
    let mean = mean
    let sum = samples.enumerated().reduce(0.0) {
      $0 + Double($1.element) * square(Double($1.offset) - mean)
    }
    return (sum / Double(total)).squareRoot()
  }
}
