// What a pair of tensors tells of each draw between them.
// SPDX-License-Identifier: Apache-2.0

import Regularization
import TensorCore

/// What is known of each draw of one call, and of the elements that it decided about.
///
/// An element tells its draw where keeping and dropping would make different values of it. One that
/// is 0 before dropout tells nothing, nor does one that is infinite or no number.
struct MaskEvidence: Sendable {
  enum State: UInt8, Sendable { case unknown, dropped, kept }

  /// One byte a draw.
  private(set) var states: [State]
  /// The draws whose elements do not agree, and an element of the first of them.
  private(set) var mixed = 0
  private(set) var firstMixed: Int?
  /// The elements that were kept, and those of them that have another value than the layer makes.
  private(set) var keptElements = 0
  private(set) var wrongElements = 0
  private(set) var firstWrong: Int?
  /// The bounds of output divided by input over the kept elements: one factor lies within both.
  private(set) var factors = (low: -Double.infinity, high: Double.infinity)

  /// The draws whose outcome is known, and those that dropped.
  var known: Int { states.count { $0 != .unknown } }
  var dropped: Int { states.count { $0 == .dropped } }

  /// The factor of all kept elements, if they have one.
  var factor: Double? {
    guard factors.low <= factors.high, factors.low.isFinite, factors.high.isFinite else {
      return nil
    }
    return factors.low + (factors.high - factors.low) / 2
  }

  /// Reads the draws of a noise of `draws` elements off an output.
  ///
  /// - Throws: what reading the tensors throws.
  init<Element: DrawableScalar>(
    of output: any Source<Element>, from input: any Source<Element>,
    _ outcomes: Outcomes<Element>, draws: Int
  ) throws {
    states = [State](repeating: .unknown, count: draws)
    let count = input.shape.count
    let run = max(1, count / max(1, draws))
    let limits = Limits(Element.self)
    var sources = [input, output, outcomes.kept, outcomes.dropped]
    var blocks = sources.map { _ in [Double](repeating: 0, count: 2048) }
    var elements = [Element](repeating: .zero, count: 2048)
    var mixedDraws = Set<Int>()
    for start in stride(from: 0, to: count, by: 2048) {
      let length = min(2048, count - start)
      for s in sources.indices {
        var all = elements.mutableSpan
        var block = all._mutatingExtracting(0..<length)
        try sources[s].fill(&block, from: start)
        var allValues = blocks[s].mutableSpan
        var wide = allValues._mutatingExtracting(0..<length)
        Element.widen(block.span, into: &wide)
      }
      for i in 0..<length {
        let state = read(
          x: blocks[0][i], y: blocks[1][i], kept: blocks[2][i], dropped: blocks[3][i],
          limits, at: start + i)
        let draw = (start + i) / run
        if state == .unknown || states[draw] == state { continue }
        if states[draw] == .unknown {
          states[draw] = state
        } else {
          firstMixed = firstMixed ?? start + i
          mixedDraws.insert(draw)
        }
      }
    }
    mixed = mixedDraws.count
  }

  /// How near two numbers of a format must be to be the same but for the order of rounding.
  private struct Limits {
    let relative: Double
    let absolute: Double
    let leastNormal: Double

    init<Element: FloatingScalar>(_ type: Element.Type) {
      // Two units in the last place of 1, and the format's least normal number.
      (relative, leastNormal) =
        switch Element.dtype {
        case .float16: (0x1p-9, 0x1p-14)
        case .bfloat16: (0x1p-6, 0x1p-126)
        case .float64: (0x1p-51, 0x1p-1022)
        default: (0x1p-22, 0x1p-126)
        }
      absolute = relative * leastNormal
    }

    func areSame(_ a: Double, _ b: Double, _ scale: Double) -> Bool {
      a == b || (a - b).magnitude <= relative * max(b.magnitude, scale) + absolute
    }
  }

  /// What one element tells.
  private mutating func read(
    x: Double, y: Double, kept: Double, dropped: Double, _ limits: Limits, at index: Int
  ) -> State {
    guard x.isFinite, x == 0 || x.magnitude >= limits.leastNormal, kept.isFinite,
      dropped.isFinite
    else { return .unknown }
    let isKept = limits.areSame(y, kept, x.magnitude)
    let isDropped = limits.areSame(y, dropped, x.magnitude)
    if isKept && isDropped { return .unknown }
    if isDropped { return .dropped }
    keptElements += 1
    if !isKept {
      wrongElements += 1
      firstWrong = firstWrong ?? index
    }
    let factor = y / x
    let slack = factor.magnitude * limits.relative
    factors.low = max(factors.low, factor - slack)
    factors.high = min(factors.high, factor + slack)
    return .kept
  }
}
