// Which elements live and die together.
// SPDX-License-Identifier: Apache-2.0

import TensorCore

/// What is known of an element, or of all elements that one draw decides about. The bits of several
/// elements are added up: one that is kept and one that is dropped make a mixed lot.
struct Fate: OptionSet, Hashable {
  let rawValue: UInt8
  static let kept = Fate(rawValue: 1)
  static let dropped = Fate(rawValue: 2)
  static let mixed: Fate = [.kept, .dropped]
}

/// The lots that the first axes number: elements, channels, samples, or all; or those that the last
/// axis numbers, where channels stand there.
struct Level {
  /// How many leading axes number the lots, or one of the two numbers below.
  let axes: Int
  /// The lots are numbered by the last axis.
  static let lastAxis = -1
  /// The lots are numbered by the first and by the last axis.
  static let sampleAndLastAxis = -2

  let lotCount: Int
  /// The elements of a lot.
  let inner: Int
  /// What is known of the first lots.
  private(set) var fates: [Fate] = []
  private(set) var keptCount = 0
  private(set) var droppedCount = 0
  private(set) var hasMixed = false
  private var current: Fate = []
  /// The extent of the last axis, and the elements of a sample.
  private let channels: Int
  private let perSample: Int
  /// All elements, where a lot ends only with the last of them.
  private var elementCount = 0

  /// More lots than these are counted and not kept: they are enough to recover any state.
  static let limit = 1 << 22

  init(axes: Int, shape: Shape) {
    self.axes = axes
    channels = shape.extents.last ?? 1
    perSample = axes == Self.lastAxis ? max(shape.count, 1) : shape.inner(after: 1)
    if axes < 0 {
      lotCount = shape.count == 0 ? 0 : shape.count / perSample * channels
      inner = lotCount == 0 ? 0 : shape.count / lotCount
      elementCount = shape.count
      fates = Array(repeating: [], count: lotCount)
      return
    }
    inner = shape.inner(after: axes)
    lotCount = inner == 0 ? 0 : shape.count / inner
    fates.reserveCapacity(min(lotCount, Self.limit))
  }

  /// Draws that are told by more than one element each; of the first of them what is known.
  init(draws: Int, first fates: [Fate]) {
    (axes, lotCount, inner) = (Int.max, draws, 1)
    (channels, perSample) = (1, 1)
    self.fates = fates
    keptCount = fates.count { $0 == .kept }
    droppedCount = fates.count { $0 == .dropped }
  }

  /// Takes in the next elements, in row-major order.
  mutating func take(_ elements: [Fate], from start: Int) {
    guard !hasMixed else { return }
    if axes < 0 { return takeByLastAxis(elements, from: start) }
    if inner == 1 {
      for fate in elements {
        fates.count < Self.limit ? fates.append(fate) : ()
        keptCount += Int(fate.rawValue & 1)
        droppedCount += Int(fate.rawValue >> 1)
      }
      return
    }
    for (number, fate) in elements.enumerated() {
      current.formUnion(fate)
      if (start + number + 1) % inner == 0 { closeLot() }
    }
  }

  private mutating func takeByLastAxis(_ elements: [Fate], from start: Int) {
    for (number, fate) in elements.enumerated() {
      let place = start + number
      let lot = place / perSample * channels + place % channels
      fates[lot].formUnion(fate)
      if fates[lot] == .mixed { return hasMixed = true }
    }
    guard start + elements.count == elementCount else { return }
    keptCount = fates.count { $0 == .kept }
    droppedCount = fates.count { $0 == .dropped }
  }

  private mutating func closeLot() {
    if current == .mixed { hasMixed = true }
    if fates.count < Self.limit { fates.append(current) }
    if current == .kept { keptCount += 1 }
    if current == .dropped { droppedCount += 1 }
    current = []
  }

  var knownCount: Int { keptCount + droppedCount }
}
