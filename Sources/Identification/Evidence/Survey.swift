// The first pass over X and Y: what became of each element, and by what factor.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// What one pass over the data tells, before any method is thought of.
struct Survey {
  let shape: Shape
  let dtype: DType
  /// The type that Y's numbers were last rounded to: X's, where Y was widened afterwards.
  let rounding: DType
  /// From the finest to the coarsest; those that mix kept and dropped elements are none.
  private(set) var levels: [Level]
  private(set) var scale = ScaleBounds()
  private(set) var keptCount = 0
  private(set) var droppedCount = 0
  private(set) var unknownCount = 0
  /// The first elements that were kept.
  private(set) var pairs: [(x: Double, y: Double)] = []
  /// The first elements whose fate is known: the input, and whether it was dropped.
  private(set) var sample: [(x: Double, isDropped: Bool)] = []
  /// Whether Y is X, element by element.
  private(set) var isSame = true
  private(set) var hasNaN = false
  /// What became of what was dropped: 0, or what alpha dropout puts in its place.
  let droppedValue: Double
  let hasInput: Bool
  let isExact: Bool
  /// Whether the factor has so few bits that several p give it.
  var isCoarse: Bool { Precision(rounding).bits <= 11 }

  /// The fates of single elements.
  var elements: Level { levels[0] }

  private static let pairLimit = 4096
  private static let sampleLimit = 1 << 16

  init(input: Observed?, output: Observed) throws {
    shape = output.source.shape
    dtype = output.source.dtype
    hasInput = input != nil
    isExact = input?.digits == nil && output.digits == nil
    rounding = try Self.rounding(input, output)
    let rank = shape.rank
    // Few lots, so that they fit in memory all the same.
    let channels = shape.extents.last ?? 1
    let trailing =
      rank >= 3 && channels <= Level.limit / max(shape.extents[0], 1)
      ? [Level.sampleAndLastAxis, Level.lastAxis] : []
    levels = ([rank] + trailing + [2, 1, 0].filter { $0 < rank }).map {
      Level(axes: $0, shape: output.source.shape)
    }
    var reader = PairReader(x: input?.source, y: output.source)
    droppedValue = try SaturatedValue.find(&reader) ?? 0
    let reading = Reading(
      precision: Precision(rounding), x: input?.digits, y: output.digits,
      droppedValue: droppedValue)
    try reader.forEachBlock { xs, ys, start in
      var fates: [Fate] = []
      fates.reserveCapacity(ys.count)
      for i in ys.indices {
        fates.append(take(xs.isEmpty ? nil : xs[i], ys[i], reading))
      }
      for i in levels.indices { levels[i].take(fates, from: start) }
    }
    if !hasInput { isSame = false }
  }

  /// The narrower type of X, if all of Y's first numbers are numbers of that type.
  private static func rounding(_ input: Observed?, _ output: Observed) throws -> DType {
    let dtype = output.source.dtype
    guard let x = input?.source.dtype, let type = x.floatingType,
      Precision(x).bits < Precision(dtype).bits
    else { return dtype }
    func isNumber<Element: FloatingScalar>(_ type: Element.Type, _ y: Double) -> Bool {
      Double(Element(rounding: y).compute) == y || y.isNaN
    }
    var reader = PairReader(x: nil, y: output.source)
    var isWider = false
    try reader.forEachBlock(upTo: sampleLimit) { _, ys, _ in
      isWider = isWider || !ys.allSatisfy { isNumber(type, $0) }
    }
    return isWider ? dtype : x
  }

  private mutating func take(_ x: Double?, _ y: Double, _ reading: Reading) -> Fate {
    if y.isNaN, x?.isNaN != true { hasNaN = true }
    if let x, isSame, !(x == y || x.isNaN && y.isNaN) { isSame = false }
    let fate = reading.fate(x, y)
    switch fate {
    case .kept: keptCount += 1
    case .dropped: droppedCount += 1
    default: unknownCount += 1
    }
    guard let x, !fate.isEmpty else { return fate }
    if sample.count < Self.sampleLimit { sample.append((x, fate == .dropped)) }
    if fate == .kept, droppedValue == 0 {
      scale.take(x: x, y: y, xSlack: reading.xSlack(x), ySlack: reading.ySlack(y))
      if pairs.count < Self.pairLimit { pairs.append((x, y)) }
    } else if fate == .kept, pairs.count < Self.pairLimit {
      pairs.append((x, y))
    }
    return fate
  }
}

/// How an element's fate is read from two numbers.
private struct Reading {
  let precision: Precision
  /// How X and Y were printed.
  let x: PrintedDigits?
  let y: PrintedDigits?
  let droppedValue: Double
  /// What alpha dropout that drops to this value makes of survivors.
  let affine: (factor: Double, term: Double)

  init(precision: Precision, x: PrintedDigits?, y: PrintedDigits?, droppedValue: Double) {
    (self.precision, self.x, self.y) = (precision, x, y)
    self.droppedValue = droppedValue
    affine = AffineFit.map(AffineFit.range(saturated: droppedValue, slack: 0).lowerBound)
  }

  /// How far the number that was printed as x may lie from it: reading it has rounded it again.
  func xSlack(_ value: Double) -> Double {
    guard let x else { return 0 }
    return x.slack(value) + value.magnitude * precision.step / 2
  }

  /// How far the number that was rounded to y may lie from it.
  func ySlack(_ value: Double) -> Double {
    max(value.magnitude * precision.step / 2, precision.leastNormal * precision.step)
      + (y.map { $0.slack(value) + value.magnitude * precision.step / 2 } ?? 0)
  }

  /// Zeros, NaN and infinities of X tell nothing, nor does what may have become 0 by rounding.
  func fate(_ x: Double?, _ y: Double) -> Fate {
    guard !y.isNaN else { return [] }
    guard let x else { return y == 0 ? .dropped : .kept }
    guard x.isFinite, y.isFinite else { return [] }
    if droppedValue != 0 {
      guard y == droppedValue else { return .kept }
      // A survivor may be mapped onto that value, or what is all but it.
      let survivor = affine.factor * x + affine.term
      let slack = 8 * precision.step * max(1, x.magnitude)
      return (survivor - y).magnitude > slack ? .dropped : []
    }
    if x.magnitude <= 2 * xSlack(x) { return [] }
    if y == 0 {
      let least = max(precision.leastNormal, 4 * (self.y?.slack(0) ?? 0))
      return x.magnitude >= least ? .dropped : []
    }
    return .kept
  }
}

/// The value that alpha dropout gives to what it drops.
private enum SaturatedValue {
  /// A number other than 0 that Y has several times where X has several numbers, if Y has hardly a
  /// zero: in a narrow type a survivor may be mapped onto it.
  static func find(_ reader: inout PairReader) throws -> Double? {
    var seen: [Double: (x: Double, count: Int)] = [:]
    var zeroCount = 0
    var inputs: Set<Double> = []
    try reader.forEachBlock(upTo: 1 << 16) { xs, ys, _ in
      for (x, y) in zip(xs, ys) where y.isFinite && x.isFinite {
        if y == 0, x != 0 { zeroCount += 1 }
        if inputs.count < 2 { inputs.insert(x) }
        if let (first, count) = seen[y] {
          if first != x { seen[y] = (first, count + 1) }
        } else if seen.count < 1 << 16 {
          seen[y] = (x, 1)
        }
      }
    }
    // Of one number all over, alpha dropout makes two.
    if zeroCount == 0, inputs.count == 1, seen.count == 2 { return seen.keys.min() }
    guard let (value, (_, count)) = seen.max(by: { $0.value.count < $1.value.count }),
      count > max(2, 4 * zeroCount), value < 0
    else { return nil }
    return value
  }
}
