// The drop rate of each block of a network.
//
// Source: timm 1.0.31 timm/layers/drop.py, calculate_drop_path_rates (Apache-2.0), and PyTorch 2.13
// aten/src/ATen/native/cpu/RangeFactoriesKernel.cpp, linspace (BSD-3-Clause).
// SPDX-License-Identifier: Apache-2.0

/// How drop rates change with the depth of a network.
package enum SchedulePattern: String, CaseIterable, Sendable {
  case linear, uniform, stagewise
}

/// The drop rates of a network's blocks, first to last.
package struct Schedule: Equatable, Sendable {
  /// The number of blocks of each stage.
  package let depths: [Int]
  /// The rate of each block, as the float that timm hands to DropPath.
  package let rates: [Double]

  /// The most blocks: the distribution of their number takes time with its square.
  package static let limit = 10_000

  /// The rates of blocks in stages of these depths.
  ///
  /// - In timm 1.0.31 `stagewise=True` gives the rates of `linear`, in a list for each stage: within
  ///   a stage they rise too, whatever its documentation says.
  /// - `fused`: multiply and add with one rounding, as PyTorch's vector kernels do it on x86 with
  ///   AVX2; its plain ones round twice.
  /// - Precondition: the depths are 1 or more, `limit` in all at the most.
  package init(_ pattern: SchedulePattern, rate: Double, depths: [Int], fused: Bool = true) {
    self.depths = depths
    let total = depths.reduce(0, +)
    switch pattern {
    case .uniform: rates = Array(repeating: rate, count: total)
    case .linear, .stagewise:
      rates = Self.linspace(to: Float(rate), count: total, fused: fused).map { Double($0) }
    }
  }

  /// `torch.linspace(0, end, count)` in float32: the first half from below, the other from above.
  static func linspace(to end: Float, count: Int, fused: Bool) -> [Float] {
    if count == 1 { return [0] }
    let step = end / Float(count - 1)
    return (0..<count).map { i in
      if i < count / 2 { return step * Float(i) }
      let left = Float(count - 1 - i)
      return fused ? end.addingProduct(-step, left) : end - step * left
    }
  }

  /// The probability of each block to be live: 1 - rate, in double as timm forms it.
  package var keepProbabilities: [Double] { rates.map { 1 - $0 } }

  /// The stage of each block, from 1 on.
  package var stages: [Int] {
    depths.enumerated().flatMap { Array(repeating: $0.offset + 1, count: $0.element) }
  }
}
